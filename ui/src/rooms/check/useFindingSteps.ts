/** Stepping through the findings on the desk (F4), part after part, the gravest of each first. */
import { computed, inject, type InjectionKey, provide, shallowReadonly, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import type { Part, Progress } from "@/ipc";
import { formOf } from "@/rooms/draft/report";
import { placeName, type Row } from "./findings";

type FindingSteps = ReturnType<typeof provideFindingSteps>;

const KEY: InjectionKey<FindingSteps> = Symbol("finding steps");

/** A row in the list of the part it stands in. */
type Place = { part: Part; row: Row };

/** Sets the stepping up for the desk. */
export function provideFindingSteps() {
  const { checks, draft } = useDesk();

  /** The rows of each part, put together once: a turn to another part only picks its own. */
  const byPart = computed(() => {
    const parts = new Map<Part, Row[]>();
    for (const row of checks.rows.value) {
      // One row stands for all blanks, wherever they are.
      for (const part of new Set(row.findings.map(({ section }) => formOf(section)))) {
        parts.set(part, [...(parts.get(part) ?? []), within(row, part, draft.progress.value)]);
      }
    }
    return parts;
  });
  const parts = computed(() => draft.progress.value?.parts.map(({ part }) => part) ?? []);
  const places = computed(() =>
    parts.value.flatMap((part) => (byPart.value.get(part) ?? []).map((row): Place => ({ part, row }))),
  );

  /** The one that was stepped to last; a new object for each step. */
  const here = shallowRef<Place | null>(null);
  /** Where it stood in the list: what takes its place when it is dealt with is next. */
  let lastAt = 0;
  watch(draft.uid, () => {
    here.value = null;
    lastAt = 0;
  });

  /** Where the step begins: at the one at hand, or else between the parts around the caret. */
  function from(by: 1 | -1): number {
    const { value: list } = places;
    const { value: at } = here;
    if (at?.part === draft.part.value) {
      const found = list.findIndex(({ part, row }) => part === at.part && row.key === at.row.key);
      if (found !== -1) return found;
      return by === 1 ? lastAt - 1 : lastAt;
    }
    const rank = ({ part }: Place) => parts.value.indexOf(part) - parts.value.indexOf(draft.part.value);
    if (by === -1) return list.findLastIndex((each) => rank(each) <= 0) + 1;
    const next = list.findIndex((each) => rank(each) >= 0);
    return (next === -1 ? list.length : next) - 1;
  }

  /** Goes to the finding after (`by` 1) or before (-1) the one at hand, beyond its part and round the end. */
  async function step(by: 1 | -1) {
    const { value: list } = places;
    const at = (from(by) + by + list.length) % list.length;
    const next = list[at];
    const first = next?.row.findings[0];
    if (!next || !first) {
      const { tell } = await import("@/frame/undoStrip");
      return tell("没有查出要改的。");
    }
    lastAt = at;
    here.value = next;
    draft.goToFinding(first);
  }

  const steps = { byPart, places, here: shallowReadonly(here), step };
  provide(KEY, steps);
  return steps;
}

/** What of a row stands in one part. */
function within(row: Row, part: Part, progress: Progress | null): Row {
  if (row.findings.length === 1) return row;
  const findings = row.findings.filter(({ section }) => formOf(section) === part);
  const [first = row.first] = findings;
  const where = findings.length === 1 ? placeName(first, progress) : "";
  return { ...row, findings, first, where, title: `这一节还有 ${findings.length} 处没填` };
}

/** The findings of the report, for what stands on the desk. */
export function useFindingSteps(): FindingSteps {
  const steps = inject(KEY);
  if (!steps) throw new Error("only what stands on the desk steps through its findings");
  return steps;
}
