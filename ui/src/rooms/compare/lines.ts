/** A comparison as lines to read: two texts side by side, what became of them between. Pure. */
import type { ComparedRow, Comparison, Part, Passage } from "@/ipc";
import { type Group, groupsOf, type Share } from "./groups";

/** A stretch of text; `op` says that it came or went. */
export type Piece = { text: string; op: "same" | "added" | "removed"; blank: boolean };

/** One text of a line: the number it prints with, and its words. */
export type Side = { number: string; pieces: Piece[] };

export type Tone = "plain" | "rewritten" | "moved" | "added" | "removed";

/** Two texts side by side. A side that is null has no such text. */
export type Line = {
  key: string;
  /** The part of the page it is listed under. */
  group: string;
  kind: "heading" | "field" | "paragraph";
  old: Side | null;
  new: Side | null;
  /** What became of it, in a word. */
  tag: string;
  tone: Tone;
  note: string;
  /** How the tally counts it; "" for what did not change. */
  change: string;
  /** The line that has the other half of a move. */
  other: string | null;
  /** The places it shows, by `placeKey`. */
  places: string[];
};

export type Lines = { groups: Group[]; shares: Share[]; lines: Line[] };

const FIELDS: Partial<Record<Part, string>> = {
  title: "标题",
  byline: "署名",
  salutation: "称呼",
  signature: "落款",
  date: "日期",
};

/** The order in which a tally names the changes. */
const TALLY = ["改", "只改数字", "改写", "移动", "移动，只改数字", "拆开", "合并", "新增", "删去"];

/** All lines of a comparison, and the parts they are listed under. */
export function linesOf(comparison: Comparison): Lines {
  const { groups, groupOf, shares } = groupsOf(comparison);
  const lines: Line[] = [];
  /** For each line with an old text that did not move away: where that text stood. */
  const stood = new Map<string, Passage>();
  const moves: { line: Line; row: ComparedRow }[] = [];
  const replaced = new Map<number, ComparedRow>();

  for (const [at, row] of comparison.paragraphs.entries()) {
    if (row.pair !== null && row.change === "removed") {
      replaced.set(row.pair, row);
      continue;
    }
    const before = row.pair === null ? undefined : replaced.get(row.pair);
    const line = lineOf(`r${at}`, row, before, groupOf(row));
    lines.push(line);
    const from = (before ?? row).old[0];
    if (line.tone === "moved") moves.push({ line, row });
    else if (from) stood.set(line.key, from);
  }
  for (const move of moves.toSorted((a, b) => place(a.row) - place(b.row))) {
    comeFrom(move.line, move.row, lines, stood, groupOf);
  }
  return { groups, shares, lines };
}

/** Whether there is anything to see in a line for who looks for changes. */
export function changed(line: Line): boolean {
  return line.change !== "";
}

/** 改 1 段 · 改写 1 段 · 移动 1 段, of some lines. */
export function tally(lines: Line[]): string {
  // A move has two lines, and is one change.
  const here = new Set(lines.map((line) => line.key));
  const isSecondHalf = (line: Line) => line.new === null && line.other !== null && here.has(line.other);
  const paragraphs = lines.filter((line) => line.kind === "paragraph" && !isSecondHalf(line));
  const parts = TALLY.map((word) => [word, paragraphs.filter((line) => line.change === word).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${word} ${count} 段`);
  const headings = lines.filter((line) => line.kind !== "paragraph" && changed(line)).length;
  if (headings > 0) parts.push(`标题 ${headings} 处`);
  return parts.join(" · ") || "没有变化";
}

/** What is shown: all lines, or the changed ones below the headings they stand under. */
export function shown(lines: Line[], onlyChanged: boolean): Line[] {
  if (!onlyChanged) return lines;
  const busy = new Set(lines.filter(changed).map((line) => line.group));
  return lines.filter((line) => changed(line) || (line.kind === "heading" && busy.has(line.group)));
}

function lineOf(key: string, row: ComparedRow, before: ComparedRow | undefined, group: string): Line {
  const passage = row.new[0] ?? row.old[0];
  const isParagraph = passage?.paragraph != null;
  const field = passage && FIELDS[passage.section];
  const whole = row.change === "added" || row.change === "removed";
  const line: Line = {
    key,
    group,
    kind: isParagraph ? "paragraph" : field ? "field" : "heading",
    old: before ? sideOf(before, "old", false) : sideOf(row, "old", !whole),
    new: sideOf(row, "new", !whole),
    tag: "",
    tone: "plain",
    note: "",
    change: "",
    other: null,
    places: [
      ...(before ?? row).old.map((passage) => placeKey("old", passage)),
      ...row.new.map((passage) => placeKey("new", passage)),
    ],
  };
  Object.assign(line, told(row, before, isParagraph));
  if (!isParagraph) {
    line.tag = whole ? line.tag : (field ?? "标题");
    line.note = row.moved ? "换了位置" : "";
    if (row.moved) line.change ||= "移动";
  }
  return line;
}

/** A place in one of the two reports, as one word. */
export function placeKey(side: "old" | "new", { section, paragraph }: Passage): string {
  return `${side} ${section} ${paragraph ?? ""}`;
}

/** What became of a row, in words. */
function told(
  row: ComparedRow,
  before: ComparedRow | undefined,
  isParagraph: boolean,
): Pick<Line, "tag" | "tone" | "note" | "change"> {
  const same = `${percent(row.similarity)} 同`;
  if (before) return { tag: "改写", tone: "rewritten", note: "", change: "改写" };
  switch (row.change) {
    case "added":
      return { tag: "新增", tone: "added", note: "", change: "新增" };
    case "removed":
      return { tag: "删去", tone: "removed", note: "", change: "删去" };
    case "split":
      return { tag: "拆开", tone: "rewritten", note: `成 ${row.new.length} 段`, change: "拆开" };
    case "merged":
      return { tag: "合并", tone: "rewritten", note: `由 ${row.old.length} 段`, change: "合并" };
    default:
  }
  if (row.moved && isParagraph) {
    return { tag: "移来", tone: "moved", note: "", change: row.numbersOnly ? "移动，只改数字" : "移动" };
  }
  if (row.change === "same") return { tag: "相同", tone: "plain", note: "", change: "" };
  if (row.numbersOnly) return { tag: "改数字", tone: "plain", note: same, change: "只改数字" };
  return { tag: `改 ${changedCharacters(row)}字`, tone: "plain", note: same, change: "改" };
}

/** Parts a moved paragraph in two: where it stands now, and a line of its own where it stood. */
function comeFrom(
  line: Line,
  row: ComparedRow,
  lines: Line[],
  stood: Map<string, Passage>,
  groupOf: (row: ComparedRow, side?: "old" | "new") => string,
) {
  const [from, to] = [row.old[0], row.new[0]];
  if (!from || !to) return;
  const sameGroup = groupOf(row, "old") === line.group;
  const gone: Line = {
    ...line,
    key: `${line.key}-old`,
    group: groupOf(row, "old"),
    new: null,
    tag: "移动",
    note: `到${nameOf(to, sameGroup)}`,
    other: line.key,
    places: row.old.map((passage) => placeKey("old", passage)),
  };
  const places = row.new.map((passage) => placeKey("new", passage));
  Object.assign(line, { old: null, note: `原${nameOf(from, sameGroup)}`, other: gone.key, places });
  stood.set(gone.key, from);
  lines.splice(behind(from, lines, stood) ?? lines.indexOf(line), 0, gone);
}

/** Where a line goes whose text stood at `from`: behind the text before it in its section. */
function behind(from: Passage, lines: Line[], stood: Map<string, Passage>): number | null {
  let best: { at: number; paragraph: number } | null = null;
  for (const [at, line] of lines.entries()) {
    const other = stood.get(line.key);
    if (other?.section !== from.section) continue;
    const paragraph = other.paragraph ?? -1;
    if (paragraph < (from.paragraph ?? 0) && paragraph >= (best?.paragraph ?? -1)) best = { at, paragraph };
  }
  return best && best.at + 1;
}

function sideOf(row: ComparedRow, side: "old" | "new", marked: boolean): Side | null {
  const [passage] = row[side];
  if (!passage) return null;
  const theirs = side === "old" ? "added" : "removed";
  const pieces = row.words
    .filter((words) => words.op !== theirs)
    .flatMap(({ op, text }) => blanksApart(text, marked ? op : "same"));
  return { number: passage.numbered ? passage.number : "", pieces };
}

/** Cuts a text at its blanks, which are shaded. */
function blanksApart(text: string, op: Piece["op"]): Piece[] {
  return text
    .split(/(【待补[^【】\n]*】)/u)
    .map((part, at) => ({ text: part, op, blank: at % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

/** How many characters went or came, whichever is more. */
function changedCharacters(row: ComparedRow): number {
  const count = (op: Piece["op"]) =>
    row.words.filter((words) => words.op === op).reduce((sum, words) => sum + [...words.text].length, 0);
  return Math.max(count("added"), count("removed"));
}

/** 第3段, or （二）第1段 where that is another part. */
function nameOf(passage: Passage, here: boolean): string {
  const paragraph = `第${(passage.paragraph ?? 0) + 1}段`;
  if (here) return paragraph;
  if (passage.section === "opening") return `开头${paragraph}`;
  if (passage.section === "closing") return `结尾${paragraph}`;
  return `${passage.number || `“${passage.heading.slice(0, 6)}”`}${paragraph}`;
}

const place = (row: ComparedRow) => row.old[0]?.paragraph ?? 0;

/** A share in whole percent: what is not whole is never called so, nor nothing. */
export function percent(share: number): string {
  if (share <= 0) return "0%";
  return `${share >= 1 ? 100 : Math.min(99, Math.max(1, Math.round(share * 100)))}%`;
}
