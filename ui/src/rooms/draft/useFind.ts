import { computed, ref, shallowRef } from "vue";

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

  function setTick(key: string, ticked: boolean) {
    const next = new Set(spared.value);
    if (ticked) next.delete(key);
    else next.add(key);
    spared.value = next;
  }

  function tickAll(ticked: boolean) {
    spared.value = new Set(ticked ? [] : hits.value.map(keyOf));
  }

  /** Shows the hit numbered `to`, round the end. */
  function goTo(to: number) {
    const all = hits.value;
    const report = draft.report.value;
    if (all.length === 0 || !report) return;
    at.value = (to + all.length) % all.length;
    const hit = all[at.value];
    if (hit) draft.goTo(hit.part, spotOf(report, hit));
  }

  /** Changes the ticked places in one step; gives how many, and what takes that back. */
  async function replace() {
    const report = draft.report.value;
    const count = chosen.value.length;
    const op = report && replacing(report, chosen.value, instead.value);
    if (!op) return null;
    return { count, takeBack: await draft.apply(op, draft.part.value) };
  }

  /** The ranges to mark in a line, while the bar is open. */
  const marksIn = (line: string) => (open.value ? rangesOf(line, words.value) : []);

  return {
    open,
    words,
    instead,
    at,
    hits,
    chosen,
    spared,
    show,
    close,
    setTick,
    tickAll,
    goTo,
    replace,
    marksIn,
  };
}
