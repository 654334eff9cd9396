import { useDesk } from "@/desk";
import { call } from "@/ipc";

/** 三张清单: problems, who is responsible, what was done. Where the file went is said in a strip that opens it. */
export function useLists() {
  const desk = useDesk();

  const run = (form: "docx" | "xlsx") =>
    desk.attempt(async () => {
      const report = desk.duties.of.value;
      if (report === null || !(await desk.draft.flush())) return;
      const file = await call("export_duties", { report, form });
      if (!file) return;
      const { offer } = await import("@/frame/undoStrip");
      offer(`已导出：${file.name}`, "打开文件", () =>
        desk.attempt(() => call("open_file", { token: file.token })),
      );
    });

  return { run };
}
