/** 查找替换 over the whole report: where words stand, and what changing them there makes of the text. Pure. */
import type { Op, Part, Report } from "@/ipc";
import { offsetOf, type Range, type Spot } from "./blanks";
import { find, formOf, linesOf, walk } from "./report";

/** A place where the words stand: in line `at` of a part, or in a section's heading. */
export type Hit = Range & { part: Part; heading: boolean; at: number; line: string };

const FRONT: Part[] = ["title", "byline", "salutation", "opening"];
const BACK: Part[] = ["closing", "signature", "date"];

/** Digits and letters, of half and of full width: what a number or a word is made of. */
const DIGIT = /[0-9０-９]/u;
const LETTER = /[A-Za-zＡ-Ｚａ-ｚ]/u;

/**
 * The ranges of a line where `words` stand. Words that begin or end with a digit stand there only as a whole
 * number: 1次 is not in 21次, nor 2023 in 12023 or 2023.5. Letters likewise.
 */
export function rangesOf(line: string, words: string): Range[] {
  const ranges: Range[] = [];
  if (words === "") return ranges;
  for (let start = line.indexOf(words); start !== -1; start = line.indexOf(words, start)) {
    const end = start + words.length;
    if (isWhole(line, start, end)) {
      ranges.push({ start, end });
      start = end;
    } else {
      start += 1;
    }
  }
  return ranges;
}

function isWhole(line: string, start: number, end: number): boolean {
  const [first = "", last = ""] = [line[start], line[end - 1]];
  const [before = "", after = ""] = [line[start - 1], line[end]];
  const decimal = (dot: string, digit = "") => /[.．]/u.test(dot) && DIGIT.test(digit);
  if (DIGIT.test(first) && (DIGIT.test(before) || decimal(before, line[start - 2]))) return false;
  if (DIGIT.test(last) && (DIGIT.test(after) || decimal(after, line[end + 1]))) return false;
  return !(LETTER.test(first) && LETTER.test(before)) && !(LETTER.test(last) && LETTER.test(after));
}

/** Every place of the report where `words` stand, in reading order. */
export function hitsIn(report: Report, words: string): Hit[] {
  const inLines = (part: Part): Hit[] =>
    linesOf(report, part).flatMap((line, at) =>
      rangesOf(line, words).map((range) => ({ ...range, part, heading: false, at, line })),
    );
  const inSections = [...walk(report.sections)].flatMap(({ section: { id, heading } }) => [
    ...rangesOf(heading, words).map((range) => ({ ...range, part: id, heading: true, at: 0, line: heading })),
    ...inLines(id),
  ]);
  return [...FRONT.flatMap(inLines), ...inSections, ...BACK.flatMap(inLines)];
}

/** What puts `words` in the place of hits, as one operation; null when there is nothing to do. */
export function replacing(report: Report, hits: Hit[], words: string): Op | null {
  const lines = new Map<string, Hit[]>();
  for (const hit of hits) {
    const key = `${hit.part} ${hit.heading}`;
    lines.set(key, [...(lines.get(key) ?? []), hit]);
  }
  const ops = [...lines.values()].map((here): Op => {
    const [{ part, heading } = { part: "", heading: false }] = here;
    if (heading) {
      const before = find(report, part)?.section.heading ?? "";
      return { op: "setHeading", section: part, heading: replaced(before, here, words) };
    }
    const changed = linesOf(report, part).map((line, at) =>
      replaced(
        line,
        here.filter((hit) => hit.at === at),
        words,
      ),
    );
    return { op: "setText", part, lines: changed };
  });
  return ops.length > 0 ? { op: "many", ops } : null;
}

function replaced(line: string, ranges: Range[], words: string): string {
  return ranges
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end }) => text.slice(0, start) + words + text.slice(end), line);
}

/** Where the caret goes for a hit. */
export function spotOf(report: Report, { part, heading, at, start, end }: Hit): Spot {
  const offset = heading ? 0 : offsetOf(linesOf(report, part), at);
  return { part, heading, start: offset + start, end: offset + end };
}

/** A hit tells itself from others for as long as its line stands. */
export function keyOf({ part, heading, at, start, line }: Hit): string {
  return [part, heading, at, start, line].join("\n");
}

/** The words before and behind a hit, for a list: as many as a wide window has room for, the rest is told by “…”. */
export function around({ line, start, end }: Hit): { before: string; after: string } {
  const [before, after] = [line.slice(Math.max(0, start - 14), start), line.slice(end, end + 60)];
  return {
    before: (start > 14 ? "…" : "") + before,
    after: after + (line.length > end + 60 ? "…" : ""),
  };
}

/** Whether a hit stands in the form of `part`. */
export function standsIn(hit: Hit, part: Part): boolean {
  return formOf(hit.part) === part;
}
