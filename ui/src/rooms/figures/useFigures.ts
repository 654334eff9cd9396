import { computed, ref, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import { useLoad } from "@/frame/useLoad";
import { call, type FigureRow, type FigureTable, type Report, type Uid } from "@/ipc";

/** Which rows 数字 shows. Whoever sends the user there may say which. */
export const filter = ref<"all" | "todo" | "changed">("all");

/** The row that 数字 opens at: its places in the text, or its field. */
export type Wanted = { key: string; at: "places" | "field" };
export const wanted = shallowRef<Wanted | null>(null);

/**
 * The numbers that are still last year's, in the report they were last looked for in: 首页 shows them at once
 * when it is entered again, and nothing below them moves.
 */
export const stale = shallowRef<{ report: Uid; rows: FigureRow[] } | null>(null);

const answers = new WeakMap<Report, Promise<FigureTable>>();

/** The figures of a text that was stored. They are asked for once, however many on the screen show them. */
export function tableOf(stored: Report): Promise<FigureTable> {
  const known = answers.get(stored);
  if (known) return known;
  const answer = call("figure_table", { report: stored.uid });
  answers.set(stored, answer);
  answer.catch(() => answers.delete(stored));
  return answer;
}

/** The figures of the open report: asked for when its text was stored, and after every change of a value. */
export function useFigures() {
  const desk = useDesk();
  const table = shallowRef<FigureTable | null>(null);
  const uid = computed(() => desk.draft.report.value?.uid ?? null);

  const { failure, start: show } = useLoad(async () => {
    const stored = desk.draft.stored.value;
    if (!stored) return void (table.value = null);
    const answer = await tableOf(stored);
    if (desk.draft.stored.value === stored) table.value = answer;
  });

  /** After a change of a value: the text is the same, what the core says of it is not. */
  function reload() {
    if (desk.draft.stored.value) answers.delete(desk.draft.stored.value);
    return show();
  }

  watch(desk.draft.stored, show, { immediate: true });

  return { table, failure, uid, reload };
}
