/**
 * A stand-in for the shell, for tests and for looking at the pages without one: it keeps a few reports
 * in memory and answers the commands roughly as the core does.
 */
import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";

import type {
  BranchYear,
  Exported,
  FileOffer,
  Finding,
  Home,
  Layout,
  Limits,
  Notice,
  Op,
  Opened,
  Page,
  PartHelp,
  PartProgress,
  Progress,
  Reading,
  Report,
  ReportRow,
  Section,
  Settings,
} from "@/ipc";
import { applyTyping, find, linesOf, walk } from "@/rooms/draft/report";

/** What a command answers: a value, or a function of its arguments that may throw a failure. */
export type Answers = Record<string, unknown>;

const MARK = /【待补[^【】]*】/gu;

/** The memory behind the answers, to be arranged and looked at by tests. */
export type Office = ReturnType<typeof office>;

export function office() {
  return {
    reports: new Map<string, { report: Report; version: number; saved: string; trashed: boolean }>(),
    branch: { uid: "b0000000-0000-7000-8000-000000000001", succeeds: null, years: [] as BranchYear[] },
    notice: null as Notice | null,
    settings: {
      textSize: 16,
      theme: "light",
      readingSpeed: 200,
      layout: "gbt9704",
      saveFolder: "文档",
      dataFolder: "我的文档里的“述职”",
      lastPart: {},
      lastCaret: {},
    } as Settings,
    offers: [] as FileOffer[],
    reading: null as Reading | null,
    nextYear: 2024 as number,
    now: () => "2024-11-25T02:42:00Z",
    /** Every command called, in order. */
    calls: [] as { name: string; args: Record<string, unknown> }[],
    /** Answers that stand before the usual ones. */
    answers: {} as Answers,
  };
}

/** Puts the stand-in in the place of the shell. */
export function useShell(desk: Office): Office {
  mockWindows("main");
  mockIPC(
    (name, args) => {
      const given = (args ?? {}) as Record<string, unknown>;
      desk.calls.push({ name, args: given });
      if (name.startsWith("plugin:")) return undefined;
      const answer = name in desk.answers ? desk.answers[name] : usual(desk)[name];
      if (answer === undefined) throw new Error(`no answer to ${name}`);
      return typeof answer === "function" ? (answer as (args: unknown) => unknown)(given) : answer;
    },
    { shouldMockEvents: true },
  );
  return desk;
}

function usual(desk: Office): Answers {
  const stored = (uid: string) => {
    const found = desk.reports.get(uid);
    if (!found) throw { code: "missing", message: "没有找到这份报告，可能已经删除。请回到首页重新选择。" };
    return found;
  };
  const throwAway = (uid: string, trashed: boolean) => {
    stored(uid).trashed = trashed;
    return null;
  };
  const rows = (trashed: boolean) =>
    [...desk.reports.values()]
      .filter((each) => each.trashed === trashed)
      .map((each, at) => rowOf(desk, each, at + 1))
      .sort((a, b) => b.year - a.year);
  const open = (uid: string): Opened => {
    const { report, version, saved } = stored(uid);
    const earlier = rows(false).find((row) => row.year < (report.year ?? 0));
    return {
      report,
      version,
      saved,
      help: helpOf(report),
      progress: progressOf(report, desk.notice),
      previous: earlier ? stored(earlier.uid).report : null,
    };
  };
  const add = (report: Report) => {
    desk.reports.set(report.uid, { report, version: 1, saved: desk.now(), trashed: false });
    return report.uid;
  };
  return {
    home: (): Home => {
      const [current = null, ...past] = rows(false);
      const report = current && stored(current.uid).report;
      return {
        branch: desk.branch.years.length > 0 ? desk.branch : null,
        current,
        progress: report && progressOf(report, desk.notice),
        past,
        trash: rows(true),
        nextYear: desk.nextYear,
        sample: false,
      };
    },
    templates: {
      templates: [
        { key: "branch-secretary", name: "党支部书记述职报告", description: "社区（村）党支部书记年底用" },
        { key: "committee-secretary", name: "党总支／党委书记述职报告", description: "党总支、党委书记用" },
        { key: "party-work-summary", name: "年度党建工作总结", description: "以单位名义报送" },
      ],
      layouts: [{ key: "gbt9704", name: "公文格式（GB/T 9704）" }],
      faults: [],
    },
    new_report: ({ year }: { year: number }) => add(emptyReport(`r${year}`, year)),
    load_sample: () => add(emptyReport("sample", 2024)),
    remove_sample: null,
    delete_report: ({ report }: { report: string }) => throwAway(report, true),
    recover_report: ({ report }: { report: string }) => throwAway(report, false),
    empty_trash: () => {
      for (const [uid, each] of desk.reports) if (each.trashed) desk.reports.delete(uid);
      return null;
    },
    set_status: ({ report, status }: { report: string; status: Report["status"] }) => {
      const found = stored(report);
      found.report = { ...found.report, status };
      return { version: ++found.version, saved: desk.now() };
    },
    branch: ({ year }: { year: number }) => desk.branch.years.findLast((each) => each.year <= year) ?? null,
    save_branch: ({ facts }: { facts: BranchYear }) => {
      desk.branch.years = [...desk.branch.years.filter((each) => each.year !== facts.year), facts];
      desk.branch.years.sort((a, b) => a.year - b.year);
      return null;
    },
    notice: () => desk.notice,
    save_notice: ({ notice }: { notice: Notice }) => {
      desk.notice = notice;
      return null;
    },
    open_report: ({ report }: { report: string }) => open(report),
    save_report: ({ report, version }: { report: Report; version: number }) => {
      const found = stored(report.uid);
      if (found.version !== version) {
        throw {
          code: "stale",
          message: "另一处刚改过这份报告，这次没有覆盖它。两边的内容都留着，请选用哪一边。",
        };
      }
      Object.assign(found, { report, version: version + 1, saved: desk.now() });
      return {
        saved: { version: version + 1, saved: desk.now() },
        progress: progressOf(report, desk.notice),
      };
    },
    apply_op: ({ report, op }: { report: Report; op: Op }) => {
      const after = structuredClone(report);
      const inverse = applyOp(after, op);
      return { report: after, inverse, progress: progressOf(after, desk.notice) };
    },
    save_copy: { token: 9, name: "述职报告（另存）.txt" },
    choose_files: () => desk.offers,
    offered_files: [],
    read_file: () => {
      if (!desk.reading)
        throw { code: "unreadable", message: "这个文件读不出文字。请在 Word 里另存为 .docx 再试。" };
      return desk.reading;
    },
    keep_reading: ({ report, year, clash }: { report: Report; year: number; clash: string }) => {
      const taken = rows(false).find((row) => row.year === year);
      if (taken && clash === "refuse") {
        throw { code: "yearTaken", message: `${year}年度的报告已经有了。`, report: taken.uid };
      }
      return taken && clash === "asRevision" ? taken.uid : add({ ...report, year });
    },
    preview: ({ report: uid }: { report: string }) => {
      const { report } = stored(uid);
      const progress = progressOf(report, desk.notice);
      return {
        pages: pagesOf(report),
        counts: { characters: progress.characters, withoutPunctuation: progress.characters, han: 0 },
        minutes: progress.characters / desk.settings.readingSpeed,
        layout: LAYOUT,
        blanks: progress.blanks,
        missingFonts: ["方正小标宋简体"],
      };
    },
    export_report: ({ report: uid, despite }: { report: string; despite: string | null }): Exported => {
      const { report } = stored(uid);
      const { blanks, characters } = progressOf(report, desk.notice);
      if (blanks.length > 0 && !despite) {
        throw { code: "blocked", message: `还有 ${blanks.length} 处没有填好，先不导出。`, findings: blanks };
      }
      return {
        name: `${report.title.replace("\n", "")}.docx`,
        folder: "文档",
        token: 7,
        pages: 5,
        characters,
      };
    },
    open_file: null,
    show_in_folder: null,
    settings: () => desk.settings,
    change_settings: ({ settings }: { settings: Settings }) => {
      desk.settings = settings;
      return null;
    },
    choose_save_folder: null,
    move_data: null,
    leaving: null,
    keep_open: null,
  };
}

/** An office with one report of 2024 and one of 2023, to write in. */
export function smallOffice(): Office {
  const desk = office();
  desk.nextYear = 9999; // No report is due.
  const facts = {
    level: "branch",
    community: "青禾社区",
    superior: "云桥街道党工委",
    secretary: "",
    members: 27,
  };
  desk.branch.years = [{ year: 2023, name: "青禾社区党支部", ...facts } as BranchYear];
  const add = (report: Report) =>
    desk.reports.set(report.uid, { report, version: 1, saved: desk.now(), trashed: false });
  add({
    ...emptyReport("r2024", 2024),
    opening: ["现将情况汇报如下："],
    sections: [
      section(
        "s1",
        "工作开展情况",
        [],
        [
          section("s2", "理论学习，坚持在“硬”上下功夫", ["组织集中学习16次。"]),
          section("s3", "民主协商，坚持在“实”上下功夫", ["召开协商议事会【待补】次。", "件件有回音。"]),
        ],
      ),
      { ...section("s4", "存在问题", ["我抓培训不够经常。"]), role: "problems" },
    ],
    closing: ["以上汇报，请批评指正。"],
  });
  add({
    ...emptyReport("r2023", 2023),
    status: "submitted",
    sections: [section("s1", "工作开展情况", [], [section("s2", "理论学习", ["去年组织集中学习14次。"])])],
  });
  return desk;
}

/** A report without text. */
export function emptyReport(uid: string, year: number): Report {
  return {
    format: 1,
    uid,
    branch: "b0000000-0000-7000-8000-000000000001",
    year,
    template: "branch-secretary",
    edition: "written",
    of: null,
    status: "draft",
    statusSince: null,
    done: [],
    title: `青禾社区党支部书记\n${year}年度抓基层党建述职报告`,
    byline: "",
    salutation: "各位领导、同志们：",
    opening: [],
    sections: [],
    closing: [],
    signature: "",
    date: "",
  };
}

/** A section with text and sections below it. */
export function section(id: string, heading: string, body: string[] = [], children: Section[] = []): Section {
  return { id, role: "achievements", mark: null, runIn: false, heading, body, children };
}

function rowOf(
  desk: Office,
  { report, saved }: { report: Report; saved: string },
  number: number,
): ReportRow {
  return {
    number,
    uid: report.uid,
    branch: report.branch,
    branchName: desk.branch.years.at(-1)?.name ?? "",
    year: report.year ?? 0,
    template: report.template,
    edition: report.edition,
    status: report.status,
    statusSince: report.statusSince,
    title: report.title,
    saved,
  };
}

function helpOf(report: Report): PartHelp[] {
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

const HAN = "一二三四五六七八九十";

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
function applyOp(report: Report, op: Op): Op {
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
    case "many":
      return { op: "many", ops: op.ops.map((each) => applyOp(report, each)).reverse() };
    default:
      throw { code: "other", message: "这一步现在做不了。内容没有改动。" };
  }
}

/** The layout of the stand-in: GB/T 9704. */
export const LAYOUT: Layout = {
  key: "gbt9704",
  name: "公文格式（GB/T 9704）",
  pageWidth: 11906,
  pageHeight: 16838,
  marginTop: 2098,
  marginBottom: 1984,
  marginLeft: 1588,
  marginRight: 1474,
  header: 851,
  footer: 1588,
  linePitch: 580,
  characterSpacing: -4,
  firstLineChars: 200,
  firstLine: 640,
  titlePitch: 700,
  linesAfterTitle: 1,
  sizes: { title: 44, body: 32, pageNumber: 28 },
  fonts: {
    latin: "Times New Roman",
    title: { name: "方正小标宋简体", alternative: "宋体" },
    hei: { name: "黑体", alternative: "黑体" },
    kai: { name: "楷体_GB2312", alternative: "楷体" },
    body: { name: "仿宋_GB2312", alternative: "仿宋" },
    song: { name: "宋体", alternative: "宋体" },
    boldLevels: [],
  },
  pageNumber: { before: "— ", after: " —", insetChars: 100, inset: 280 },
};

/** Pages of 28 by 22 squares, just to have something to draw. */
function pagesOf(report: Report): Page[] {
  const texts = [
    ...report.title
      .split("\n")
      .map((text) => ({ part: "title", paragraph: null, text, face: "title" as const })),
    { part: "salutation", paragraph: null, text: report.salutation, face: "body" as const },
    ...["opening", ...[...walk(report.sections)].map(({ section }) => section.id), "closing"].flatMap(
      (part) => {
        const heading = find(report, part)?.section.heading;
        const own = heading
          ? [{ part, paragraph: null, text: `\u3000\u3000${heading}`, face: "kai" as const }]
          : [];
        const body = linesOf(report, part).map((text, at) => ({
          part,
          paragraph: at,
          text: `\u3000\u3000${text}`,
          face: "body" as const,
        }));
        return [...own, ...body];
      },
    ),
  ];
  const lines = texts.flatMap(({ text, face, ...place }) =>
    (text.match(/.{1,28}/gu) ?? []).map((piece) => ({ piece, face, place })),
  );
  const pages: Page[] = [];
  for (let from = 0; from < lines.length; from += 22) {
    const number = pages.length + 1;
    pages.push({
      number,
      lines: lines.slice(from, from + 22).map(({ piece, face, place }, at) => ({
        y: 105 + 12 + at * 29,
        place,
        pieces: [
          {
            x: face === "title" ? 297 - piece.length * 11 : 79,
            text: piece,
            face,
            size: face === "title" ? 22 : 16,
            width: piece.length * (face === "title" ? 22 : 15.8),
            bold: false,
            spacing: -0.2,
          },
        ],
      })),
    });
  }
  return pages;
}
