/** What is marked in the text: 【待补】 and what else waits to be filled, and what must not stay as it is. */
import type { Finding, Part, Report } from "@/ipc";
import { find, isField, linesOf } from "./report";

const BLANK = /【待补[^【】]*】/gu;

/** From `start` up to `end` in a text, in UTF-16 units. */
export type Range = { start: number; end: number };

/** A blank, or a finding of another kind that stops an export, such as a telephone number. */
type Stop = Range & { kind: "blank" | "finding" };

/**
 * A place for the caret: characters `start` to `end` of a part's text, or of its heading. One that is only
 * `shown` leaves the focus where it is.
 */
export type Spot = Range & { part: Part; heading: boolean; shown?: boolean };

/** Whether a finding is about something that was not filled in. */
export function isBlank(finding: Finding): boolean {
  return finding.rule === "placeholder";
}

/** Whether a finding is of the rules that stop an export: nothing but blanks and personal data does. */
export function isBlocking(finding: Finding): boolean {
  return isBlank(finding) || finding.rule === "personal-data";
}

/**
 * The marks of a line, left to right. The app's own blanks are found in the text as it stands; what
 * the core found counts while its words still stand where they were. No two marks overlap: a finding
 * goes before a blank.
 */
export function marksIn(line: string, found: Finding[]): Stop[] {
  const told = found.flatMap((finding): Stop[] => {
    const range = rangeOf(line, finding);
    return range ? [{ ...range, kind: isBlank(finding) ? "blank" : "finding" }] : [];
  });
  const own = [...line.matchAll(BLANK)].map((match): Stop => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: "blank",
  }));
  const marks: Stop[] = [];
  for (const mark of [...told.filter(({ kind }) => kind === "finding"), ...own, ...told]) {
    if (!marks.some((other) => mark.start < other.end && other.start < mark.end)) marks.push(mark);
  }
  return marks.sort((a, b) => a.start - b.start);
}

/** Every blank of a report in reading order: our own as they stand now, those the core `told` of while they stand. */
export function blankSpots(report: Report, parts: Part[], told: Finding[]): Spot[] {
  const blanksOf = (line: string, part: Part, paragraph: number | null) =>
    marksIn(
      line,
      told.filter((each) => each.section === part && each.paragraph === paragraph),
    ).filter(({ kind }) => kind === "blank");
  return inOrder(parts).flatMap((part) => {
    const lines = linesOf(report, part);
    const heading = find(report, part)?.section.heading ?? "";
    const inHeading = blanksOf(heading, part, null).map(({ start, end }) => {
      return { part, heading: true, start, end };
    });
    const inText = lines.flatMap((line, at) => {
      const offset = offsetOf(lines, at);
      return blanksOf(line, part, isField(part) ? null : at).map(({ start, end }) => {
        return { part, heading: false, start: offset + start, end: offset + end };
      });
    });
    return [...inHeading, ...inText];
  });
}

/** The parts of a report in reading order, with the fields above and below `parts`. */
const inOrder = (parts: Part[]): Part[] => ["title", "byline", "salutation", ...parts, "signature", "date"];

/** Which of `spots` comes after (`by` 1) or before (-1) the caret at `here`, round the end; -1 when there is none. */
export function nextSpot(spots: Spot[], here: Spot, by: 1 | -1, parts: Part[]): number {
  const order = inOrder(parts);
  const rank = ({ part, heading }: Spot, at: number) => order.indexOf(part) * 1e7 + (heading ? 0 : 1e6) + at;
  const found =
    by === 1
      ? spots.findIndex((each) => rank(each, each.start) >= rank(here, here.end))
      : spots.findLastIndex((each) => rank(each, each.end) <= rank(here, here.start));
  return found === -1 ? (by === 1 ? 0 : spots.length - 1) : found;
}

/** The first place of the form of `part`, its heading or the topmost field: no caret was put there yet. */
export function topOf(part: Part): Spot {
  return { part: part === "opening" ? "title" : part, heading: true, start: 0, end: 0, shown: true };
}

/** Where a finding stands in its line, or null when its words are gone. The core counts characters. */
export function rangeOf(line: string, finding: Pick<Finding, "start" | "end" | "text">): Range | null {
  const start = utf16(line, finding.start);
  const end = utf16(line, finding.end);
  return line.slice(start, end) === finding.text ? { start, end } : null;
}

/** Where a finding stands in the report; the start of its line when its words are gone. */
export function spotOf(report: Report, { section: part, paragraph, ...finding }: Finding): Spot {
  const lines = linesOf(report, part);
  const heading = paragraph === null ? find(report, part)?.section.heading : undefined;
  const line = heading ?? (paragraph === null ? lines.join("\n") : lines[paragraph]) ?? "";
  const { start, end } = rangeOf(line, finding) ?? { start: 0, end: 0 };
  const offset = heading === undefined ? offsetOf(lines, paragraph ?? 0) : 0;
  return { part, heading: heading !== undefined, start: offset + start, end: offset + end };
}

/** The place of the line `at` of a text, in UTF-16 units. */
export function offsetOf(lines: string[], at: number): number {
  return lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0);
}

/** The words around a finding, for a list. */
export function excerpt(report: Report, finding: Finding): string {
  const { part, heading, start, end } = spotOf(report, finding);
  const text = heading ? (find(report, part)?.section.heading ?? "") : linesOf(report, part).join("\n");
  const head =
    text
      .slice(0, start)
      .split(/[，。；：！？、】\n]/u)
      .at(-1) ?? "";
  const tail = text.slice(end).split(/[，。；：！？、【\n]/u)[0] ?? "";
  return head.slice(-12) + finding.text + tail.slice(0, 8);
}

function utf16(line: string, characters: number): number {
  let at = 0;
  for (const character of line) {
    if (characters-- <= 0) break;
    at += character.length;
  }
  return at;
}
