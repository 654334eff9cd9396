import { computed, ref, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import { call, type FigureRow, type FigureTable, type Uid } from "@/ipc";

/** Which rows 数字 shows. Whoever sends the user there may say which. */
export const filter = ref<"all" | "todo" | "changed">("all");

/**
 * The numbers that are still last year's, in the report they were last looked for in: 首页 shows them at once
 * when it is entered again, and nothing below them moves.
 */
export const stale = shallowRef<{ report: Uid; rows: FigureRow[] } | null>(null);

/** The figures of the open report: asked for when its text was stored, and after every change of a value. */
export function useFigures() {
  const desk = useDesk();
  const table = shallowRef<FigureTable | null>(null);
  const uid = computed(() => desk.draft.report.value?.uid ?? null);

  async function reload() {
    const asked = uid.value;
    if (!asked) return void (table.value = null);
    await desk.attempt(async () => {
      const answer = await call("figure_table", { report: asked });
      if (uid.value === asked) table.value = answer;
    });
  }

  watch(desk.draft.stored, () => void reload(), { immediate: true });

  return { table, uid, reload };
}
