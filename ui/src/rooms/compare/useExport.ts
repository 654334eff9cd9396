import { type Ref, shallowRef } from "vue";

import { useDesk } from "@/desk";
import { call, type Side } from "@/ipc";

/** 导出对照稿: where it went is said in a strip that opens it. */
export function useExport(sides: Ref<{ old: Side | null; new: Side | null }>) {
  const desk = useDesk();
  const running = shallowRef(false);

  async function run(form: "docx" | "xlsx") {
    const { old, new: now } = sides.value;
    if (!old || !now || running.value) return;
    running.value = true;
    await desk.attempt(async () => {
      const file = await call("export_comparison", { old, new: now, form });
      if (!file) return;
      const { offer } = await import("@/frame/undoStrip");
      offer(`已导出：${file.name}`, "打开文件", () =>
        desk.attempt(() => call("open_file", { token: file.token })),
      );
    });
    running.value = false;
  }

  return { run };
}
