import { useDesk } from "@/desk";
import { call, type ReportRow } from "@/ipc";

/** Putting a report into the trash, and taking it out again. */
export function useTrash() {
  const desk = useDesk();

  /** Deletes a report, and offers to take that back. */
  async function discard(row: ReportRow) {
    const { offerUndo } = await import("@/frame/undoStrip");
    await desk.attempt(async () => {
      const open = desk.draft.report.value?.uid === row.uid;
      if (open && !(await desk.draft.flush())) return;
      await call("delete_report", { report: row.uid });
      await (open ? desk.letGo() : desk.reload());
      offerUndo(`已删除 ${row.year}年度报告，放进了回收站`, () => recover(row));
    });
  }

  const recover = (row: ReportRow) =>
    desk.attempt(async () => {
      await call("recover_report", { report: row.uid });
      await desk.reload();
    });

  return { discard, recover };
}
