/** Hits as they are listed, and where they stand. Pure. */
import type { Hit, Part, Report } from "@/ipc";
import { offsetOf, type Spot } from "@/rooms/draft/blanks";
import { find, linesOf } from "@/rooms/draft/report";

export type Listed = { hit: Hit; at: number };
export type YearOfHits = {
  key: string;
  year: number | null;
  title: string;
  parts: { key: string; name: string; hits: Listed[] }[];
};

const NAMES: Partial<Record<Part, string>> = {
  title: "标题",
  byline: "署名",
  salutation: "称呼",
  opening: "开头",
  closing: "结尾",
  signature: "落款",
  date: "日期",
};

/** The hits by report and section, in the order they came. */
export function byYear(hits: Hit[]): YearOfHits[] {
  const years: YearOfHits[] = [];
  for (const [at, hit] of hits.entries()) {
    let year = years.find((each) => each.key === hit.report);
    if (!year) years.push((year = { key: hit.report, year: hit.year, title: hit.title, parts: [] }));
    let part = year.parts.find((each) => each.key === hit.section);
    if (!part) year.parts.push((part = { key: hit.section, name: nameOf(hit), hits: [] }));
    part.hits.push({ hit, at });
  }
  return years;
}

/** 共 23 处, 1000 多处: what was found, in a sentence. */
export function told(total: number, more: boolean, shown: number): string {
  const count = more ? "1000+" : String(total);
  return `找到 ${count} 处${shown < total || more ? `，列出前 ${shown} 处` : ""}`;
}

/** Where a hit stands in its report as the text is now; its first words there when it changed. */
export function spotOf(report: Report, { section: part, paragraph, start, match }: Hit): Spot {
  const heading = paragraph === null ? find(report, part)?.section.heading : undefined;
  const lines = linesOf(report, part);
  const line = heading ?? (paragraph === null ? lines.join("\n") : lines[paragraph]) ?? "";
  const told = [...line].slice(0, start).join("").length;
  const at = line.startsWith(match, told) ? told : Math.max(0, line.indexOf(match));
  const length = line.startsWith(match, at) ? match.length : 0;
  const offset = heading === undefined ? offsetOf(lines, paragraph ?? 0) : 0;
  return { part, heading: heading !== undefined, start: offset + at, end: offset + at + length };
}

function nameOf({ section, number, heading }: Hit): string {
  return NAMES[section] ?? (number + heading || "（没有标题）");
}
