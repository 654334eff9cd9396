/** Where the text waits to be filled: 【待补】 and what else the checks call a blank. */
import type { Finding } from "@/ipc";

const BLANK = /【待补[^【】]*】/gu;

/** From `start` up to `end` in a line, in UTF-16 units. */
export type Range = { start: number; end: number };

/**
 * The blanks of a line, left to right. The app's own marks are found in the text as it stands; those
 * the core found (XX, ____, …) count while their words still stand where they were found.
 */
export function blanksIn(line: string, found: Finding[]): Range[] {
  const ranges: Range[] = [...line.matchAll(BLANK)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  for (const finding of found) {
    const range = rangeOf(line, finding);
    if (range && !ranges.some((other) => range.start < other.end && other.start < range.end))
      ranges.push(range);
  }
  return ranges.sort((a, b) => a.start - b.start);
}

/** Where a finding stands in its line, or null when its words are gone. The core counts characters. */
export function rangeOf(line: string, finding: Finding): Range | null {
  const start = utf16(line, finding.start);
  const end = utf16(line, finding.end);
  return line.slice(start, end) === finding.text ? { start, end } : null;
}

/** The place of the line `at` of a text, in UTF-16 units. */
export function offsetOf(lines: string[], at: number): number {
  return lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0);
}

/** The words around a blank, for a list. */
export function excerpt(line: string, { start, end }: Range): string {
  const head =
    line
      .slice(0, start)
      .split(/[，。；：！？、]/u)
      .at(-1) ?? "";
  const tail = line.slice(end).split(/[，。；：！？、]/u)[0] ?? "";
  return head.slice(-12) + line.slice(start, end) + tail.slice(0, 8);
}

function utf16(line: string, characters: number): number {
  let at = 0;
  for (const character of line) {
    if (characters-- <= 0) break;
    at += character.length;
  }
  return at;
}
