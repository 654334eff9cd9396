/** What the made-up shell answers of one year and the next: 续写. */
import type { Carried, Report, Rolled, Rolling, RollingSection, Unmoved } from "@/ipc";
import { find, linesOf, walk } from "@/rooms/draft/report";
import { quotesOf } from "./core";

const HAN = "一二三四五六七八九十";

/** What the report of `year` would begin with when it follows `older`. */
export function rollingOf(older: Report, year: number): Rolling {
  const by = year - (older.year ?? year);
  const on = (text: string) => text.replaceAll(/\d{4}(?=年)/gu, (digits) => `${Number(digits) + by}`);
  const quotes = quotesOf(older);
  const rolled = (place: string, part: string, before: string): Rolled[] =>
    on(before) === before ? [] : [{ place, part, before, after: on(before) }];
  const left = (heading: string, part: string, texts: string[]): Unmoved[] =>
    texts.flatMap((text, n) => {
      const words = text.match(/去年|今年/gu);
      return words ? [{ place: `${heading}第${n + 1}段`, part, words }] : [];
    });
  const sections = [...walk(older.sections)].map(({ section, parent, at }): RollingSection => {
    const blanked = quotes.filter((quote) => quote.part === section.id).map((quote) => quote.blanked);
    const patterns = blanked.filter((text) => text.includes("【待补"));
    const numeral = HAN[at] ?? "";
    return {
      part: section.id,
      number: parent ? `（${numeral}）` : `${numeral}、`,
      heading: on(section.heading),
      depth: parent ? 2 : 1,
      choice: section.role === "achievements" && section.body.length > 0 ? "patterns" : "blank",
      patterns,
      whole: section.body.map(on),
      changes: section.body.flatMap((text, n) => rolled(`${section.heading}第${n + 1}段`, section.id, text)),
      unmoved: left(section.heading, section.id, section.body),
    };
  });
  const framing = (part: string, heading: string, last: string[], patterns: string[]): RollingSection => ({
    part,
    number: "",
    heading,
    depth: 1,
    choice: patterns.length > 0 ? "patterns" : last.length > 0 ? "whole" : "blank",
    patterns,
    whole: last.map(on),
    changes: last.flatMap((text, n) => rolled(`${heading}第${n + 1}段`, part, text)),
    unmoved: left(heading, part, last),
  });
  return {
    from: older.uid,
    year,
    template: older.template,
    changes: [
      ...rolled("标题", "title", older.title),
      ...(older.date ? [{ place: "日期", part: "date", before: older.date, after: "【待补：日期】" }] : []),
    ],
    unmoved: [],
    sections: [
      framing("opening", "开头", older.opening, [`${year}年，【待补：总述】。现将情况报告如下：`]),
      ...sections,
      framing("closing", "结尾", older.closing, []),
    ],
  };
}

/** The report of `year` that follows `older`, begun as was chosen. */
export function rolledReport(older: Report, year: number, choices: Carried[]): Report {
  const plan = rollingOf(older, year);
  const report = structuredClone({ ...older, uid: `r${year}`, year, status: "draft" as const, done: [] });
  report.title = plan.changes.find(({ part }) => part === "title")?.after ?? report.title;
  for (const section of plan.sections) {
    const choice = choices.find(({ part }) => part === section.part)?.choice ?? section.choice;
    const begun = choice === "blank" ? [] : choice === "patterns" ? section.patterns : section.whole;
    if (choice === "whole") {
      const anchors = begun.map((quote) => ({ section: section.part, quote, occurrence: 0, hash: "" }));
      report.carried = [...(report.carried ?? []), ...anchors];
    }
    if (section.part === "opening" || section.part === "closing") report[section.part] = begun;
    const found = find(report, section.part)?.section;
    if (!found) continue;
    found.heading = section.heading;
    found.body = begun;
  }
  return report;
}

/** All paragraphs of a report, for tests that look whether something slipped through. */
export function allLines(report: Report): string[] {
  const parts = ["opening", ...[...walk(report.sections)].map(({ section }) => section.id), "closing"];
  return parts.flatMap((part) => linesOf(report, part));
}
