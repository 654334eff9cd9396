/**
 * What is drawn behind the text. A room that has something to mark adds one line to `MARKERS`; the mirror
 * asks each of them about each line, and draws at most one mark on a character.
 */
import { computed, inject, type InjectionKey, provide, type ShallowRef, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import { useFigureMarker } from "@/rooms/figures/useFigureMarker";
import type { Part, Report } from "@/ipc";
import { useFindingMarker } from "@/rooms/check/findingMarker";
import type { Range } from "./blanks";
import { useBlankMarker, useCarriedMarker, useMatchMarker } from "./ownMarkers";

/** What a mark stands for, the one that wins first. */
const KINDS = ["here", "match", "finding", "blank", "figure", "carried"] as const;

export type MarkKind = (typeof KINDS)[number];

/** A marked range of a line, in UTF-16 units. */
export type Mark = Range & { kind: MarkKind };

/** The marks of a line that stands as paragraph `at` of `part`. Runs at every key: it must not compute much. */
export type Marker = (line: string, part: Part, at: number) => Mark[];

/** Sets a marker up, once when the desk is entered; what it reads may be reactive. */
export type UseMarker = () => Marker;

export const MARKERS: UseMarker[] = [
  useMatchMarker,
  useBlankMarker,
  useCarriedMarker,
  useFigureMarker,
  useFindingMarker,
];

/** Marks that were read from a text: `line` as it stood then, as paragraph `at` of `part`. */
export type Reading = { part: Part; at: number; line: string; marks: Mark[] };

/**
 * A marker from readings that lag behind the typing. The marks of a line that was read follow it wherever
 * it stands in its part; in a line that was changed since, those outside the changed words stay.
 */
export function following(readings: () => Reading[]): Marker {
  const byLine = computed(() => new Map(readings().map((each) => [`${each.part}\n${each.line}`, each])));
  const byPlace = computed(() => new Map(readings().map((each) => [`${each.part}\n${each.at}`, each])));
  return (line, part, at) => {
    const same = byLine.value.get(`${part}\n${line}`);
    if (same) return same.marks;
    const before = byPlace.value.get(`${part}\n${at}`);
    return before ? carriedOver(before.marks, before.line, line) : [];
  };
}

/** The marks of `before` in what it was changed to: those that lie outside the changed words. */
export function carriedOver(marks: Mark[], before: string, after: string): Mark[] {
  const { head, tail } = alikeEnds(before, after);
  const by = after.length - before.length;
  return marks.flatMap((mark) => {
    if (mark.end <= head) return mark;
    if (mark.start >= before.length - tail) return { ...mark, start: mark.start + by, end: mark.end + by };
    return [];
  });
}

/** How many characters two texts have alike at their beginning, and at their end behind that. */
export function alikeEnds(a: string, b: string): { head: number; tail: number } {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return { head, tail };
}

/** A line cut into pieces, the marked ones with what their mark stands for. Marks come left to right. */
export function cut<Kind extends string>(
  line: string,
  marks: (Range & { kind: Kind })[],
): { text: string; kind?: Kind }[] {
  let from = 0;
  const pieces = marks.flatMap(({ start, end, kind }) => {
    const pair = [{ text: line.slice(from, start) }, { text: line.slice(start, end), kind }];
    from = end;
    return pair;
  });
  return [...pieces, { text: line.slice(from) }].filter(({ text }) => text !== "");
}

/** Marks as they are drawn, left to right: where two meet, the lesser one gives way. */
export function drawn(marks: Mark[]): Mark[] {
  const rank = ({ kind }: Mark) => KINDS.indexOf(kind);
  const placed: Mark[] = [];
  const real = marks.filter(({ start, end }) => start < end);
  for (const mark of real.toSorted((a, b) => rank(a) - rank(b) || a.start - b.start)) {
    let free: Range[] = [mark];
    for (const other of placed) free = free.flatMap((range) => without(range, other));
    placed.push(...free.map(({ start, end }) => ({ start, end, kind: mark.kind })));
  }
  return placed.sort((a, b) => a.start - b.start);
}

function without(range: Range, other: Range): Range[] {
  if (other.end <= range.start || range.end <= other.start) return [range];
  const left = { start: range.start, end: other.start };
  const right = { start: other.end, end: range.end };
  return [left, right].filter(({ start, end }) => start < end);
}

/**
 * What `read` gives for the text each time it was stored: this is where a room asks the core, never at a
 * key. Of answers that come late the latest text's counts; a failed one leaves what was there.
 */
export function useStoredText<T>(read: (report: Report) => Promise<T>, empty: T): Readonly<ShallowRef<T>> {
  const { draft } = useDesk();
  const value = shallowRef(empty);
  let lastUid = "";
  watch(
    draft.stored,
    async (report) => {
      if (!report) return;
      if (report.uid !== lastUid) value.value = empty;
      lastUid = report.uid;
      try {
        const answer = await read(report);
        if (draft.stored.value === report) value.value = answer;
      } catch {
        // Marks are a help beside the text; the next save asks again.
      }
    },
    { immediate: true },
  );
  return value;
}

const KEY: InjectionKey<Marker> = Symbol("marks");

/** Sets all markers up for the desk. */
export function provideMarks() {
  const markers = MARKERS.map((use) => use());
  provide(KEY, (line, part, at) => drawn(markers.flatMap((marker) => marker(line, part, at))));
}

/** What is drawn behind a line. */
export function useMarks(): Marker {
  return inject(KEY, () => []);
}
