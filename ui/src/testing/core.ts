/** What the core does, done as simply as a test can bear. */
import type {
  Finding,
  Found,
  Hit,
  Limits,
  Notice,
  Op,
  PartHelp,
  PartProgress,
  Progress,
  Quote,
  Report,
  Section,
} from "@/ipc";
import { applyTyping, find, linesOf, walk } from "@/rooms/draft/report";

const MARK = /【待补[^【】]*】/gu;

const HAN = "一二三四五六七八九十";

export function helpOf(report: Report): PartHelp[] {
  const parts = ["opening", ...[...walk(report.sections)].map(({ section }) => section.id), "closing"];
  return parts.map((part) => ({
    part,
    guidance: {
      text: "写议事协商、服务群众、组织生活怎么抓、抓成什么样。",
      question: "您本人做了什么？",
      source: "云桥街道通知",
    },
    keyword: find(report, part)?.parent ? "坚持在“{}”上下功夫" : "",
    usedKeywords: [],
    patterns: [
      "一是……。围绕【待补：事项】，开展【待补：次数】次，解决【待补：件数】件。",
      "我带头……，先后【待补：次数】次到现场协调，推动【待补：事项】。",
    ],
    limits: {},
  }));
}

/** How far a report is, counted as simply as can be. */
export function progressOf(report: Report, notice: Notice | null): Progress {
  const parts: PartProgress[] = [];
  const blanks: Finding[] = [];
  const add = (
    part: string,
    depth: number,
    number: string,
    heading: string,
    leaf: boolean,
    limits: Limits,
  ) => {
    const lines = linesOf(report, part);
    const fields = part === "opening" ? (["title", "salutation"] as const) : (["signature", "date"] as const);
    if (part === "opening" || part === "closing") {
      for (const field of fields) blanks.push(...findings(field, null, report[field]));
    }
    const here = lines.flatMap((line, at) => findings(part, at, line));
    blanks.push(...here);
    const characters = lines.join("").length;
    const done = report.done.includes(part);
    const state = here.length > 0 ? "blanks" : done ? "done" : characters > 0 ? "writing" : "untouched";
    const short = heading.split(/[，、]/u)[0] ?? heading;
    const role = find(report, part)?.section.role ?? null;
    parts.push({
      part,
      depth,
      number,
      heading,
      short,
      role,
      state,
      characters,
      limits,
      share: 0,
      blanks: here.length,
      leaf,
    });
  };
  add("opening", 0, "", "开头", true, { min: 100, max: 250 });
  const tree = (sections: Section[], depth: number) => {
    for (const [at, each] of sections.entries()) {
      const numeral = HAN[at] ?? String(at + 1);
      const number =
        each.mark ?? (depth === 1 ? `${numeral}、` : depth === 2 ? `（${numeral}）` : `${at + 1}.`);
      const minShare = notice?.parts.find((part) => part.role === each.role)?.limits.minShare;
      const leaf = each.children.length === 0;
      add(
        each.id,
        depth,
        number,
        each.heading,
        leaf,
        leaf ? { min: 400, max: 700, minShare: minShare ?? null } : {},
      );
      tree(each.children, depth + 1);
    }
  };
  tree(report.sections, 1);
  add("closing", 0, "", "结尾", true, { min: 50, max: 150 });
  const characters = parts.reduce((sum, part) => sum + part.characters, 0);
  for (const part of parts) part.share = characters && Math.round((part.characters / characters) * 100);
  for (const part of parts.filter((each) => !each.leaf)) {
    const below = [...walk(find(report, part.part)?.section.children ?? [])].map(({ section }) => section.id);
    part.characters = parts
      .filter((each) => below.includes(each.part))
      .reduce((sum, each) => sum + each.characters, 0);
  }
  return {
    parts,
    characters,
    limits: notice?.limits ?? { min: 2600, max: 3000 },
    pages: Math.max(1, Math.ceil(characters / 600)),
    minutes: characters / 200,
    blanks,
    deadline: notice?.deadline ?? null,
  };
}

function findings(section: string, paragraph: number | null, line: string): Finding[] {
  return [...line.matchAll(MARK)].map((match) => ({
    rule: "placeholder",
    severity: "error",
    section,
    paragraph,
    start: [...line.slice(0, match.index)].length,
    end: [...line.slice(0, match.index + match[0].length)].length,
    text: match[0],
    message: "这里还没有填。请填上，或者删去这一句。",
    suggestion: null,
    source: "惯例",
  }));
}

/** Applies an operation in place and gives what takes it back. */
export function applyOp(report: Report, op: Op): Op {
  const typing = applyTyping(report, op);
  if (typing) {
    Object.assign(report, typing.report);
    return typing.inverse;
  }
  const children = (parent: string | null) =>
    parent === null ? report.sections : (find(report, parent)?.section.children ?? []);
  const takeOut = (id: string) => {
    const found = find(report, id);
    if (!found) throw { code: "missing", message: "没有找到这一节，可能已经删除。请刷新后再试。" };
    const place = { parent: found.parent?.id ?? null, at: found.at };
    found.siblings.splice(found.at, 1);
    return { place, section: found.section };
  };
  switch (op.op) {
    case "insert":
      children(op.parent).splice(op.at, 0, op.section);
      return { op: "remove", section: op.section.id };
    case "remove": {
      const { place, section } = takeOut(op.section);
      return { op: "insert", ...place, section };
    }
    case "move": {
      const { place, section } = takeOut(op.section);
      children(op.parent).splice(op.at, 0, section);
      return { op: "move", section: op.section, ...place };
    }
    case "setDone":
      report.done = report.done.filter((part) => part !== op.part);
      if (op.done) report.done.push(op.part);
      return { op: "setDone", part: op.part, done: !op.done };
    case "setRole": {
      const found = find(report, op.section);
      const role = found?.section.role ?? "other";
      if (found) found.section.role = op.role;
      return { op: "setRole", section: op.section, role };
    }
    case "regularMarks": {
      const before = structuredClone(report);
      for (const { section } of walk(report.sections)) section.mark = null;
      return { op: "restore", report: before };
    }
    case "restore": {
      const before = structuredClone(report);
      Object.assign(report, op.report, { uid: report.uid, status: report.status });
      return { op: "restore", report: before };
    }
    case "many":
      return { op: "many", ops: op.ops.map((each) => applyOp(report, each)).reverse() };
    default:
      throw { code: "other", message: "这一步现在做不了。内容没有改动。" };
  }
}

const COUNTED = /\d+余?(?=[次人名户件场套])/gu;

/** The paragraphs of an old report, with what is counted in them left blank. */
export function quotesOf(report: Report): Quote[] {
  const parts = ["opening", ...[...walk(report.sections)].map(({ section }) => section.id), "closing"];
  return parts.flatMap((part) =>
    linesOf(report, part).map((line, at) => ({
      part,
      at,
      blanked: line.replace(COUNTED, "【待补】"),
      figures: [...line.matchAll(COUNTED)].map(({ index, 0: text }) => ({
        start: index,
        end: index + text.length + 1,
      })),
    })),
  );
}

/** Where words stand in the reports, latest year first. */
export function hitsOf(reports: Report[], words: string): Found {
  const hits = reports
    .filter((report) => report.year !== null)
    .sort((a, b) => (b.year ?? 0) - (a.year ?? 0))
    .flatMap((report) => {
      const parts = [
        "title",
        "opening",
        ...[...walk(report.sections)].map(({ section }) => section.id),
        "closing",
      ];
      return parts.flatMap((section) =>
        linesOf(report, section).flatMap((line, at) =>
          [...line.matchAll(new RegExp(words.replaceAll(/[^\p{L}\p{N}]/gu, "\\$&"), "gu"))].map(
            (match): Hit => ({
              report: report.uid,
              year: report.year,
              title: report.title.replaceAll("\n", ""),
              section,
              number: "",
              heading: find(report, section)?.section.heading ?? "",
              paragraph: section === "title" ? null : at,
              start: [...line.slice(0, match.index)].length,
              before: line.slice(Math.max(0, match.index - 16), match.index),
              match: match[0],
              after: line.slice(match.index + match[0].length).slice(0, 30),
            }),
          ),
        ),
      );
    });
  return { hits: hits.slice(0, 50), total: hits.length, more: false };
}
