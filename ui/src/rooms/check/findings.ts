/** Findings as the window shows them: rows, places, passages and repairs. Pure. */
import type { Finding, FindingKind, Op, Part, Progress, Report, Rule, Severity, Spot } from "@/ipc";
import { isBlank, rangeOf } from "@/rooms/draft/blanks";
import { find, isField, linesOf } from "@/rooms/draft/report";

/** How much a finding matters, in the words and signs of the window. */
export const SEVERITIES = {
  error: { name: "必须改", icon: "alert", tone: "must" },
  warning: { name: "建议改", icon: "warning", tone: "todo" },
  hint: { name: "提示", icon: "info", tone: "info" },
} as const satisfies Record<Severity, unknown>;

export const ORDER: Severity[] = ["error", "warning", "hint"];

/** What a rule is about, in the order of the list. */
export const KINDS: Record<FindingKind, string> = {
  gaps: "待补与漏项",
  dates: "年份与时间",
  figures: "数字",
  wording: "提法与名称",
  marks: "标点与编号",
  structure: "结构与篇幅",
  sameness: "与去年雷同",
  personal: "个人信息",
};

/** A row of the list: one finding, or all blanks, which are filled in one after the other. */
export type Row = {
  key: string;
  findings: Finding[];
  first: Finding;
  severity: Severity;
  kind: FindingKind;
  title: string;
  where: string;
  /** What the button does, in its own words. */
  act: string;
};

/** A passage with the words that it is about. */
export type Passage = { place: string; before: string; words: string; after: string };

/** A finding in one string, the same as long as it stands where it stood. */
export function keyOf({ rule, section, paragraph, start, text }: Finding): string {
  return [rule, section, paragraph, start, text].join("\n");
}

/** The rows of the list, the gravest first, each group in reading order. */
export function rowsOf(findings: Finding[], rules: Map<string, Rule>, progress: Progress | null): Row[] {
  const blanks = findings.filter((finding) => isBlank(finding));
  const rows = findings.flatMap((finding): Row[] => {
    const rest = isBlank(finding) && blanks.length > 1 ? blanks : [finding];
    if (rest[0] !== finding) return [];
    return [rowOf(rest, finding, rules, progress)];
  });
  return ORDER.flatMap((severity) => rows.filter((row) => row.severity === severity));
}

/** How many rows there are that must be changed, without making them: it is asked at every save. */
export function countMust(findings: Finding[]): number {
  const must = findings.filter(({ severity }) => severity === "error");
  const blanks = must.filter((finding) => isBlank(finding)).length;
  return must.length - Math.max(0, blanks - 1);
}

function rowOf(
  findings: Finding[],
  first: Finding,
  rules: Map<string, Rule>,
  progress: Progress | null,
): Row {
  const rule = rules.get(first.rule);
  const all = findings.length > 1;
  const places = all ? [...new Set(findings.map((each) => partName(each.section, progress)))] : [];
  return {
    key: all ? "blanks" : keyOf(first),
    findings,
    first,
    severity: first.severity,
    kind: rule?.kind ?? "gaps",
    title: all ? `还有 ${findings.length} 处没填` : titleOf(first, rule),
    where: all ? places.join("、") : `${placeName(first, progress)} · ${shortSource(first.source)}`,
    act: all ? "依次去填" : actOf(first),
  };
}

/** What is wrong, with the words it is about: 引号方向反了：”共居“. */
export function titleOf(finding: Finding, rule: Rule | undefined): string {
  if (!rule || finding.text.trim() === "") return firstSentence(finding.message);
  return `${rule.name}：“${short(finding.text, 18)}”`;
}

/** What the button of a row does. */
export function actOf(finding: Finding): string {
  const { suggestion } = finding;
  if (suggestion === null) return isBlank(finding) ? "去填" : "去正文改";
  if (finding.rule === "quotes") return "理好引号";
  if (suggestion === "") return "删去";
  return [...suggestion].length <= 12 ? `改成 ${suggestion}` : "照这样改";
}

/** What a certain repair changes, with a few letters around where the words are many: old → new. */
export type Change = { before: string; old: string; now: string; after: string };

/** So many letters are shown whole; of more, those that differ and a few around them. */
const WHOLE = 24;
const AROUND = 6;

/** What a click on the repair changes; null where no repair is certain, or it would leave the words as they are. */
export function changedBy({ text, suggestion }: Pick<Finding, "text" | "suggestion">): Change | null {
  if (suggestion === null || suggestion === text) return null;
  const [old, now] = [[...text], [...suggestion]];
  if (Math.max(old.length, now.length) <= WHOLE) return { before: "", old: text, now: suggestion, after: "" };
  const least = Math.min(old.length, now.length);
  let head = 0;
  while (head < least && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < least - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const first = old.slice(0, head);
  const last = old.slice(old.length - tail);
  return {
    before: (head > AROUND ? "…" : "") + first.slice(-AROUND).join(""),
    old: old.slice(head, old.length - tail).join(""),
    now: now.slice(head, now.length - tail).join(""),
    after: last.slice(0, AROUND).join("") + (tail > AROUND ? "…" : ""),
  };
}

/** 国标：GB/T 15835—2011 5.1.3 → 国标 15835. */
export function shortSource(source: string): string {
  const standard = /GB\/T\s*(\d+)/u.exec(source);
  const [origin = ""] = source.split("：");
  return standard ? `国标 ${standard[1]}` : short(origin, 16);
}

/** Where something stands: （三）第2段. */
export function placeName(
  spot: Pick<Spot, "section" | "paragraph" | "text">,
  progress: Progress | null,
): string {
  const name = partName(spot.section, progress);
  if (spot.paragraph !== null) return `${name}第${spot.paragraph + 1}段`;
  return isField(spot.section) || spot.text === "" ? name : `${name}标题`;
}

const NAMES: Record<string, string> = {
  title: "标题",
  byline: "署名行",
  salutation: "称呼",
  opening: "开头",
  closing: "结尾",
  signature: "落款",
  date: "日期",
};

function partName(part: Part, progress: Progress | null): string {
  const fixed = NAMES[part];
  if (fixed) return fixed;
  const found = progress?.parts.find((each) => each.part === part);
  if (!found) return "正文";
  return found.depth === 1 ? `${found.number}${short(found.heading, 12)}` : found.number || found.short;
}

/** The line a finding stands in: a paragraph, a heading or a field. */
export function lineOf(report: Report, { section, paragraph }: Pick<Spot, "section" | "paragraph">): string {
  if (paragraph !== null) return linesOf(report, section)[paragraph] ?? "";
  return isField(section)
    ? linesOf(report, section).join("\n")
    : (find(report, section)?.section.heading ?? "");
}

/** The sentence around a spot; null when its words are gone, or when it is about what is not there. */
export function passageOf(report: Report, spot: Spot, progress: Progress | null): Passage | null {
  const line = lineOf(report, spot);
  const range = rangeOf(line, spot);
  if (!range || spot.text === "") return null;
  const head = line.slice(0, range.start);
  const tail = line.slice(range.end);
  const before = head.slice(Math.max(head.search(/[^。；！？]*$/u), head.length - 60));
  const after = /^[^。；！？]*[。；！？]?/u.exec(tail)?.[0] ?? "";
  return {
    place: placeName(spot, progress),
    before,
    words: spot.text,
    after: after.length > 60 ? `${after.slice(0, 60)}…` : after,
  };
}

/**
 * The operation that puts right what can be: as one step, each line changed once, from its end. Of two
 * that overlap the first counts; what was changed since is left alone. Null: nothing is left to do.
 */
export function repairOp(report: Report, findings: Finding[]): Op | null {
  const lines = new Map<Part, string[]>();
  const ops: Op[] = [];
  for (const those of byLine(findings)) {
    const [first] = those;
    if (!first) continue;
    const line = lineOf(report, first);
    const mended = mend(line, those);
    if (mended === line) continue;
    const { section: part, paragraph } = first;
    if (paragraph === null && !isField(part)) ops.push({ op: "setHeading", section: part, heading: mended });
    else if (paragraph === null) lines.set(part, mended.split("\n"));
    else lines.set(part, (lines.get(part) ?? linesOf(report, part)).with(paragraph, mended));
  }
  for (const [part, text] of lines) ops.push({ op: "setText", part, lines: text });
  const [only] = ops;
  if (!only) return null;
  return ops.length === 1 ? only : { op: "many", ops };
}

/** Findings of one line together. */
export function byLine(findings: Finding[]): Finding[][] {
  const lines = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.section}\n${finding.paragraph}`;
    lines.set(key, [...(lines.get(key) ?? []), finding]);
  }
  return [...lines.values()];
}

function mend(line: string, findings: Finding[]): string {
  let from = line.length + 1;
  const placed = findings
    .flatMap((finding) => {
      const range = finding.suggestion === null ? null : rangeOf(line, finding);
      return range ? [{ ...range, words: finding.suggestion ?? "" }] : [];
    })
    .sort((a, b) => b.start - a.start || b.end - a.end);
  let mended = line;
  for (const { start, end, words } of placed) {
    if (end > from) continue;
    mended = mended.slice(0, start) + words + mended.slice(end);
    from = start;
  }
  return mended;
}

/** The findings about marks that are put right without a question. */
export function tidied(findings: Finding[], rules: Map<string, Rule>): Finding[] {
  const about = (finding: Finding) => rules.get(finding.rule)?.kind === "marks";
  return findings.filter((each) => each.suggestion !== null && each.severity !== "hint" && about(each));
}

/**
 * All that `rule` found and that is put right without a question. What is told once for several places counts
 * at each of them that has the same words.
 */
export function wholeKind(findings: Finding[], rule: string): Finding[] {
  const certain = findings.filter(
    (each) => each.rule === rule && each.suggestion !== null && each.text !== "",
  );
  const everywhere = certain.flatMap((finding) => {
    const { others = [], ...told } = finding;
    return [
      finding,
      ...others.filter(({ text }) => text === told.text).map((spot) => ({ ...told, ...spot })),
    ];
  });
  return [...new Map(everywhere.map((each) => [keyOf(each), each])).values()];
}

/** What the button of a whole kind does. */
export function actOfAll(those: Finding[]): string {
  const [first] = those;
  const same = those.every((each) => each.text === first?.text && each.suggestion === first.suggestion);
  return first && same ? `全文 ${those.length} 处都${actOf(first)}…` : `同一类的 ${those.length} 处一起改…`;
}

function firstSentence(message: string): string {
  return short(message.split("。")[0] ?? message, 40);
}

function short(text: string, most: number): string {
  const letters = [...text.replace(/\n/gu, " ")];
  return letters.length > most ? `${letters.slice(0, most).join("")}…` : letters.join("");
}
