import { computed, ref, shallowRef, watch } from "vue";

import type { Part } from "@/ipc";
import type { Mark } from "./marks";
import { keyOf, hitsIn, rangesOf, replacing, spotOf } from "./replace";
import type { Draft } from "./useDraft";

/** 查找替换 in the open report: the words, where they stand, and which places are ticked. */
export type Find = ReturnType<typeof useFind>;

export function useFind(draft: Draft) {
  const open = ref(false);
  const words = ref("");
  const instead = ref("");
  /** The places that stay as they are. */
  const spared = shallowRef<ReadonlySet<string>>(new Set());
  const at = ref(-1);

  const hits = computed(() =>
    open.value && draft.report.value ? hitsIn(draft.report.value, words.value) : [],
  );
  // Other words are looked for from the first place on.
  watch(words, () => (at.value = -1));

  /** The hit that was stepped to last. */
  const current = computed(() => hits.value[at.value] ?? null);
  const chosen = computed(() => hits.value.filter((hit) => !spared.value.has(keyOf(hit))));

  function show(selected: string) {
    open.value = true;
    if (selected && !selected.includes("\n") && selected.length <= 40) words.value = selected;
    at.value = -1;
    spared.value = new Set();
  }

  function close() {
    open.value = false;
  }

  /** Closes the bar from within: the caret goes to the hit stepped to last, or back to the text. */
  function leave() {
    const report = draft.report.value;
    const hit = current.value;
    const place = draft.place.value;
    close();
    if (hit && report) draft.goTo(hit.part, spotOf(report, hit));
    else if (place.shown) draft.goTo(draft.part.value, { heading: false, start: 0, end: 0 });
    else draft.goTo(place.part, place);
  }

  function setTick(key: string, ticked: boolean) {
    const next = new Set(spared.value);
    if (ticked) next.delete(key);
    else next.add(key);
    spared.value = next;
  }

  function tickAll(ticked: boolean) {
    spared.value = new Set(ticked ? [] : hits.value.map(keyOf));
  }

  /** Puts the caret at a hit. */
  function goTo(to: number) {
    at.value = to;
    const report = draft.report.value;
    const hit = current.value;
    if (hit && report) draft.goTo(hit.part, spotOf(report, hit));
  }

  /**
   * Shows the next hit or the one before, round the end. The focus stays where it is: whoever steps on with
   * Enter must not write over what is found.
   */
  function step(by: 1 | -1) {
    const all = hits.value.length;
    if (all === 0) return;
    at.value = at.value === -1 && by === -1 ? all - 1 : (at.value + by + all) % all;
    const report = draft.report.value;
    const hit = current.value;
    if (hit && report) draft.goTo(hit.part, { ...spotOf(report, hit), shown: true });
  }

  /** Changes the ticked places in one step; gives how many, and what takes that back. */
  async function replace() {
    const report = draft.report.value;
    const count = chosen.value.length;
    const op = report && replacing(report, chosen.value, instead.value);
    if (!op) return null;
    return { count, takeBack: await draft.apply(op, draft.part.value) };
  }

  /** What to mark in a line, while the bar is open. */
  function marksIn(line: string, part: Part, at: number): Mark[] {
    if (!open.value) return [];
    const hit = current.value;
    const isHere = hit && !hit.heading && hit.part === part && hit.at === at;
    return rangesOf(line, words.value).map((range) => ({
      ...range,
      kind: isHere && hit.start === range.start ? "here" : "match",
    }));
  }

  return {
    open,
    words,
    instead,
    at,
    hits,
    current,
    chosen,
    spared,
    show,
    close,
    leave,
    setTick,
    tickAll,
    goTo,
    step,
    replace,
    marksIn,
  };
}
