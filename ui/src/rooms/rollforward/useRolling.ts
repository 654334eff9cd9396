import { computed, ref, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import {
  asFailure,
  call,
  type Carry,
  type Part,
  type ReportRow,
  type Rolling,
  type RollingSection,
} from "@/ipc";
import { yearDue } from "@/words";
import { nearest, toDo } from "./changes";

/** A new year's report in the making: from which it follows, what it would begin with, what was chosen. */
export function useRolling() {
  const desk = useDesk();
  const plan = shallowRef<Rolling | null>(null);
  const failure = shallowRef<string | null>(null);
  const making = ref(false);
  /** What the writer chose, by part; the others begin as advised. */
  const chosen = ref(new Map<Part, Carry>());
  let latest = 0;

  const rows = computed<ReportRow[]>(() => {
    const { current, past } = desk.home.value ?? { current: null, past: [] };
    return current ? [current, ...past] : past;
  });
  const from = ref(
    rows.value.find((row) => row.uid === desk.rollFrom.value)?.uid ?? rows.value[0]?.uid ?? null,
  );
  const source = computed(() => rows.value.find((row) => row.uid === from.value) ?? null);
  const year = ref(0);

  /** The years that can follow the report, and the report each has already. */
  const years = computed(() => {
    const first = (source.value?.year ?? 0) + 1;
    const last = Math.max(first, yearDue(), desk.home.value?.nextYear ?? 0);
    const count = last - first > 20 ? 1 : last - first + 1;
    return Array.from({ length: count }, (_, at) => ({ year: first + at, taken: takenBy(first + at) }));
  });
  const taken = computed(() => (making.value ? null : takenBy(year.value)));

  /** The report that stands where the new one would. */
  function takenBy(of: number): ReportRow | null {
    const { value: older } = source;
    const same = (row: ReportRow) =>
      row.branch === older?.branch && row.template === older.template && row.edition === older.edition;
    return rows.value.find((row) => row.year === of && same(row)) ?? null;
  }

  // Another report has other years to follow; the first that has no report yet is meant.
  watch(
    from,
    () => {
      const free = years.value.filter((each) => each.taken === null).map((each) => each.year);
      const next = desk.home.value?.nextYear ?? 0;
      year.value = free.includes(next) ? next : (free[0] ?? years.value[0]?.year ?? 0);
    },
    { immediate: true },
  );
  watch([from, year], load, { immediate: true });

  async function load() {
    const turn = ++latest;
    plan.value = failure.value = null;
    chosen.value = new Map();
    if (from.value === null) return;
    try {
      const answer = await call("roll_preview", { from: from.value, year: year.value });
      if (turn === latest) plan.value = answer;
    } catch (error) {
      if (turn === latest) failure.value = asFailure(error).message;
    }
  }

  const choiceOf = (section: RollingSection): Carry => chosen.value.get(section.part) ?? section.choice;
  const left = computed(() => (plan.value ? toDo(plan.value, choiceOf) : { blanks: 0, carried: 0 }));

  function choose(section: RollingSection, choice: Carry) {
    chosen.value.set(section.part, choice);
  }

  /** One choice for all parts, as far as each has it; null: what is advised. */
  function chooseAll(wish: Carry | null) {
    const sections = plan.value?.sections ?? [];
    chosen.value = new Map(wish && sections.map((section) => [section.part, nearest(section, wish)]));
  }

  /** Whether all parts begin so. */
  const isAll = (wish: Carry | null) =>
    plan.value?.sections.every(
      (section) => choiceOf(section) === (wish ? nearest(section, wish) : section.choice),
    ) ?? false;

  /** Makes the report and opens it for writing. */
  async function make() {
    if (!plan.value || making.value) return;
    making.value = true;
    const { from, year, sections } = plan.value;
    const choices = sections.map((section) => ({ part: section.part, choice: choiceOf(section) }));
    const { blanks, carried } = left.value;
    await desk.attempt(async () => {
      const uid = await call("roll_forward", { from, year, choices }).catch(async (error: unknown) => {
        await desk.reload(); // Another window may have made it meanwhile.
        throw error;
      });
      await desk.reload();
      await desk.write(uid);
      const { tell } = await import("@/frame/undoStrip");
      const todo = [blanks && `${blanks} 处【待补】等您填`, carried && `${carried} 段沿用的，有底色`].filter(
        Boolean,
      );
      tell([`${year}年度报告建好了`, ...todo].join("，"));
    });
    making.value = false;
  }

  return {
    rows,
    from,
    source,
    year,
    years,
    taken,
    plan,
    failure,
    making,
    left,
    load,
    choiceOf,
    choose,
    chooseAll,
    isAll,
    make,
  };
}
