import { shallowReadonly, shallowRef } from "vue";

import { useDesk } from "@/desk";
import { call } from "@/ipc";

/** 导出检查意见: what is open, for whoever reviews it. Where it went is said in a strip that opens it or its folder. */
export function useExport() {
  const desk = useDesk();
  const busy = shallowRef(false);

  async function run() {
    const report = desk.draft.uid.value;
    if (report === null || busy.value) return;
    busy.value = true;
    await desk.attempt(async () => {
      // A save that failed has its own banner; what is on paper must be what is here.
      if (!(await desk.draft.flush())) return;
      const file = await call("export_findings", { report });
      if (!file) return;
      const { offerOneOf } = await import("@/frame/undoStrip");
      const open = (name: "open_file" | "show_in_folder") => () =>
        desk.attempt(() => call(name, { token: file.token }));
      offerOneOf(`已导出：${file.name}`, [
        { act: "打开文件", run: open("open_file") },
        { act: "打开所在文件夹", run: open("show_in_folder") },
      ]);
    });
    busy.value = false;
  }

  return { busy: shallowReadonly(busy), run };
}
