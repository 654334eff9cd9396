/** What the made-up shell finds in a report: a few slips, looked for by their words. */
import type { Checked, Finding, Part, Report, Rule, Spot } from "@/ipc";
import { linesOf, walk } from "@/rooms/draft/report";

const rule = (
  key: string,
  kind: Rule["kind"],
  severity: Rule["severity"],
  name: string,
  why: string,
): Rule => ({
  key,
  kind,
  origin: "standard",
  clause: "GB/T 15834—2011",
  severity,
  name,
  why,
  wrong: "",
  right: "",
  once: false,
});

export const RULES: Rule[] = [
  rule("placeholder", "gaps", "error", "没填的空和代号", "留着空白的稿子不能报送。"),
  rule(
    "unit-names",
    "wording",
    "error",
    "单位名称对不上",
    "本单位和上级的名称写错，一眼就看得出稿子没有核对。",
  ),
  rule("approximations", "figures", "warning", "“余”“多”“约”的用法", "“余”跟在整十的数后面。"),
  rule(
    "quotes",
    "marks",
    "error",
    "引号不配对或方向反了",
    "引号左右成对，方向反了，读的人分不清哪里是引用。",
  ),
  rule("doubled-marks", "marks", "warning", "标点重复或叠用", "两个标点叠在一起多半是误敲。"),
  rule("half-width-marks", "marks", "warning", "中文里的半角标点", "中文的标点占一个字的位置。"),
  rule("heading-number", "marks", "error", "标题序号不连续", "序号跳了或重了，像是漏了一部分。"),
  rule("two-values", "figures", "warning", "同一个数字两处不同", "同一年的同一件事写了两个数，容易被问。"),
  rule("typos", "wording", "hint", "错别字", "同音、形近的字容易打错。"),
  rule("long-sentence", "structure", "hint", "句子太长", "一句话太长，念起来喘不过气。"),
];

const SLIPS: [RegExp, string, string | null, string][] = [
  [/【待补[^【】]*】/gu, "placeholder", null, "还没有填。请填上实际内容，或删去这一句。"],
  [/云桥镇党委/gu, "unit-names", "云桥街道党工委", "“云桥镇党委”和单位档案里上级的名称对不上。"],
  [/5余/gu, "approximations", "5", "“余”前面要用整十、整百的数。"],
  [/”亮[^“”]+“/gu, "quotes", "“亮身份、晒成绩”", "引号的方向反了。请改成左“右”成对。"],
  [/。。/gu, "doubled-marks", "。", "“。。”几个标点叠在了一起。请只留一个。"],
  [/,/gu, "half-width-marks", "，", "中文里用了英文的“,”。请换成中文标点“，”。"],
  [/做贡献/gu, "typos", "作贡献", "“做贡献”一般写作“作贡献”。"],
];

export function checked(report: Report): Checked {
  const sections = [...walk(report.sections)].map(({ section }) => section.id);
  const parts: Part[] = ["opening", ...sections, "closing"];
  const findings = parts.flatMap((section) =>
    linesOf(report, section).flatMap((line, paragraph) =>
      SLIPS.flatMap(([pattern, key, suggestion, message]) =>
        [...line.matchAll(pattern)].map((found): Finding => {
          const start = [...line.slice(0, found.index)].length;
          const severity = RULES.find((each) => each.key === key)?.severity ?? "hint";
          const end = start + [...found[0]].length;
          const source = "国标：GB/T 15834—2011 4.8.2";
          return {
            rule: key,
            severity,
            section,
            paragraph,
            start,
            end,
            text: found[0],
            message,
            suggestion,
            source,
          };
        }),
      ),
    ),
  );
  const across = [...repeatedNumbers(report), ...twoValues(report, parts)];
  return { findings: [...findings, ...across], setAside: [], off: [] };
}

/** 志愿服务 told with another number than where it was told first. */
function twoValues(report: Report, parts: Part[]): Finding[] {
  const [first, ...rest] = parts.flatMap((section) =>
    linesOf(report, section).flatMap((line, paragraph) =>
      [...line.matchAll(/(?<=志愿服务)\d+次/gu)].map(({ 0: text, index }): Spot => {
        const start = [...line.slice(0, index)].length;
        return { section, paragraph, start, end: start + text.length, text };
      }),
    ),
  );
  const other = rest.find(({ text }) => text !== first?.text);
  if (!first || !other) return [];
  const message = `志愿服务前面写${first.text}，这里写${other.text}，两处不同。请核对。`;
  const told = { rule: "two-values", severity: "warning" as const, source: "惯例：前后一致" };
  return [{ ...told, ...other, message, suggestion: null, others: [first] }];
}

/** Headings whose imported number their neighbour has as well. */
function repeatedNumbers(report: Report): Finding[] {
  return [...walk(report.sections)].flatMap(({ section, siblings, at }): Finding[] => {
    const { id, mark } = section;
    if (mark === null || siblings[at - 1]?.mark !== mark) return [];
    const message = `“${mark}”用了两次。请改成接着的序号。`;
    const source = "惯例：同级标题的序号应当连续";
    const place = { section: id, paragraph: null, start: 0, end: 0, text: "" };
    return [{ rule: "heading-number", severity: "error", ...place, message, suggestion: null, source }];
  });
}
