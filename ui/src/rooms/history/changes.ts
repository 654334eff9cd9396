/** What changed from one state of a report to another, as 历史版本 reads it out. Pure. */
import type { ComparedRow, Comparison, Part, Passage, Words } from "@/ipc";

/** A paragraph, heading or field that changed. */
export type Change = { words: Words[]; moved: boolean };

/** What changed under one heading. */
export type ChangedPart = { part: Part; title: string; changes: Change[] };

/** All that changed, with the characters that came and went. */
export type Changed = { parts: ChangedPart[]; paragraphs: number; added: number; removed: number };

const FIELDS: Record<string, string> = {
  title: "标题",
  byline: "题下署名",
  salutation: "称呼",
  opening: "开头",
  closing: "结尾",
  signature: "落款",
  date: "日期",
};

/** The changes of a comparison, in the order of the later text, by the part they stand in. */
export function changesOf({ paragraphs }: Comparison): Changed {
  const parts: ChangedPart[] = [];
  const changed = paragraphs.filter((row) => row.change !== "same" || row.moved);
  for (const row of changed) {
    const [place] = row.new.length > 0 ? row.new : row.old;
    if (!place) continue;
    let here = parts.at(-1);
    if (here?.part !== place.section) {
      here = { part: place.section, title: titleOf(place), changes: [] };
      parts.push(here);
    }
    here.changes.push({ words: row.words, moved: row.moved && row.change === "same" });
  }
  return {
    parts,
    paragraphs: countParagraphs(changed),
    added: length(changed, "added"),
    removed: length(changed, "removed"),
  };
}

/** What a part is called above its changes. */
export function titleOf({ section, number, heading }: Pick<Passage, "section" | "number" | "heading">) {
  return FIELDS[section] ?? (number + heading || "（没有标题）");
}

/** A rewritten paragraph is two rows, and one change. */
function countParagraphs(rows: ComparedRow[]): number {
  return rows.filter((row) => row.pair === null || row.change !== "removed").length;
}

function length(rows: ComparedRow[], op: Words["op"]): number {
  const texts = rows.flatMap(({ words }) => words.filter((each) => each.op === op));
  return texts.reduce((sum, { text }) => sum + [...text.replace(/\s/gu, "")].length, 0);
}
