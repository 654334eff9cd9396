/** Words of last year that are used again this year, found by the characters they share. Pure. */
import type { Quote } from "@/ipc";
import type { Range } from "./blanks";

/** So many characters in a row are no chance: 主题党日 is a word of the trade, and counts. */
const RUN = 4;

/** The runs of `length` characters of texts, to look words up in. */
export function runsOf(texts: string[]): Set<string> {
  const runs = new Set<string>();
  for (const text of texts) {
    for (let at = 0; at + RUN <= text.length; at++) runs.add(text.slice(at, at + RUN));
  }
  return runs;
}

/** The stretches of `line` that stand in the texts of `runs`; marks at their ends are left out. */
export function usedAgain(line: string, runs: Set<string>): Range[] {
  const ranges: Range[] = [];
  for (let at = 0; at + RUN <= line.length; at++) {
    if (!runs.has(line.slice(at, at + RUN))) continue;
    const last = ranges.at(-1);
    if (last && at <= last.end) last.end = at + RUN;
    else ranges.push({ start: at, end: at + RUN });
  }
  return ranges.map((range) => trimmed(line, range)).filter(({ start, end }) => end - start >= RUN);
}

const MARK = /[，。；：、！？\s]/u;

function trimmed(line: string, { start, end }: Range): Range {
  while (start < end && MARK.test(line[start] ?? "")) start++;
  while (start < end && MARK.test(line[end - 1] ?? "")) end--;
  return { start, end };
}

/** A blank of a quoted paragraph, filled or not, is at most this long. */
const FILLED = 24;

/**
 * Tells whether a line is a paragraph of last year with nothing but its blanks filled in. It stops being one
 * when its own words change.
 */
export function carriedFrom(quotes: Quote[]): (line: string) => boolean {
  const patterns = quotes.filter(({ blanked }) => blanked.length >= 12).map(({ blanked }) => pieces(blanked));
  const byHead = new Map<string, string[][]>();
  for (const pattern of patterns) {
    const head = pattern[0]?.slice(0, RUN) ?? "";
    byHead.set(head, [...(byHead.get(head) ?? []), pattern]);
  }
  // The heads before a blank are of any length; a paragraph that begins with a blank has none.
  const lengths = [...Array(RUN + 1).keys()];
  const known = new Map<string, boolean>();
  return (line) => {
    const before = known.get(line);
    if (before !== undefined) return before;
    const candidates = lengths.flatMap((length) => byHead.get(line.slice(0, length)) ?? []);
    const is = candidates.some((pattern) => fits(line, pattern));
    known.set(line, is);
    return is;
  };
}

/** The words between the blanks; a paragraph without any is one piece. */
function pieces(blanked: string): string[] {
  return blanked.split(/【待补[^【】]*】/u);
}

function fits(line: string, pattern: string[]): boolean {
  const [first = "", ...rest] = pattern;
  if (!line.startsWith(first)) return false;
  let at = first.length;
  for (const [n, piece] of rest.entries()) {
    const next = n === rest.length - 1 ? line.length - piece.length : line.indexOf(piece, at);
    if (next < at || next - at > FILLED || !line.startsWith(piece, next)) return false;
    at = next + piece.length;
  }
  return at === line.length;
}
