/**
 * A stand-in for the shell, for tests and for looking at the pages without one: it keeps a few reports
 * in memory and answers the commands roughly as the core does.
 */
import { mockIPC, mockWindows } from "@tauri-apps/api/mocks";

import type {
  BranchYear,
  Carried,
  Duty,
  DutyRow,
  Exported,
  FileOffer,
  Home,
  Notice,
  Op,
  Opened,
  Passage,
  Place,
  Reading,
  Reason,
  Report,
  ReportRow,
  Settings,
  Version,
} from "@/ipc";
import { today } from "@/words";
import { checked, RULES } from "./checked";
import { comparison } from "./comparison";
import { applyOp, helpOf, hitsOf, progressOf, quotesOf } from "./core";
import { figureTable, INDICATORS } from "./figures";
import { find, linesOf } from "@/rooms/draft/report";
import { LAYOUT, pagesOf } from "./paper";
import { returnedFile, withAccepted } from "./returned";
import { emptyReport } from "./samples";
import { rolledReport, rollingOf } from "./years";

/** What a command answers: a value, or a function of its arguments that may throw a failure. */
export type Answers = Record<string, unknown>;

/** The memory behind the answers, to be arranged and looked at by tests. */
export type Office = ReturnType<typeof office>;

export function office() {
  return {
    reports: new Map<string, { report: Report; version: number; saved: string; trashed: boolean }>(),
    branch: { uid: "b0000000-0000-7000-8000-000000000001", succeeds: null, years: [] as BranchYear[] },
    notice: null as Notice | null,
    /** What 本单位用语 holds. */
    words: { fixed: "", avoided: "" },
    /** 历史版本, latest first, and their texts. */
    versions: [] as Version[],
    states: new Map<number, Report>(),
    settings: {
      textSize: 16,
      theme: "light",
      readingSpeed: 200,
      layout: "gbt9704",
      saveFolder: "文档",
      dataFolder: "我的文档里的“述职”",
      dataSize: 3_400_000,
      onStick: false,
      lastPart: {},
      lastCaret: {},
      rail: "",
      phrases: [],
    } as Settings,
    offers: [] as FileOffer[],
    reading: null as Reading | null,
    /** The passage that would be suggested as an answer. */
    suggested: new Map<string, Place>(),
    /** What the reports left to answer. */
    duties: [] as Duty[],
    /** What answers it: a place, or the reason why nothing does. */
    answered: new Map<string, Place | string>(),
    nextYear: 2024 as number,
    /** The made-up unit is there. */
    sample: false as boolean,
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
        sample: desk.sample,
      };
    },
    recovered: null,
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
    roll_preview: ({ from, year }: { from: string; year: number }) => rollingOf(stored(from).report, year),
    roll_forward: ({ from, year, choices }: { from: string; year: number; choices: Carried[] }) => {
      const taken = rows(false).find((row) => row.year === year);
      if (taken) throw { code: "yearTaken", message: `${year}年度的报告已经有了。`, report: taken.uid };
      return add(rolledReport(stored(from).report, year, choices));
    },
    choose_returned: () => desk.offers[0] ?? null,
    read_returned: ({ report }: { report: string }) => returnedFile(stored(report).report),
    keep_returned: ({ report, accepted }: { report: string; accepted: number[] }) => {
      const found = stored(report);
      Object.assign(found, { report: withAccepted(found.report, accepted), version: found.version + 1 });
      return open(report);
    },
    load_sample: () => {
      desk.sample = true;
      return add(emptyReport("sample", 2024));
    },
    remove_sample: () => {
      desk.sample = false;
      desk.reports.delete("sample");
      return null;
    },
    delete_report: ({ report }: { report: string }) => throwAway(report, true),
    recover_report: ({ report }: { report: string }) => throwAway(report, false),
    empty_trash: () => {
      for (const [uid, each] of desk.reports) if (each.trashed) desk.reports.delete(uid);
      return null;
    },
    set_status: ({ report, status, date }: { report: string; status: Report["status"]; date: string }) => {
      const found = stored(report);
      if (date > today()) throw { code: "other", message: "日期没有改：不能晚于今天。请填实际的那一天。" };
      found.report = {
        ...found.report,
        status,
        statusSince: date,
        ...(status === "submitted" && { submitted: date }),
      };
      return { version: ++found.version, saved: desk.now() };
    },
    branch: ({ year }: { year: number }) => desk.branch.years.findLast((each) => each.year <= year) ?? null,
    save_branch: ({ facts }: { facts: BranchYear }) => {
      desk.branch.years = [...desk.branch.years.filter((each) => each.year !== facts.year), facts];
      desk.branch.years.sort((a, b) => a.year - b.year);
      return null;
    },
    check_report: ({ report }: { report: Report }) => checked(report),
    rules: RULES,
    set_aside: 1,
    take_up: null,
    switch_rule: null,
    export_findings: { token: 10, name: "2024年度述职报告检查意见.docx" },
    own_words: () => ({
      ...desk.words,
      lists: [{ name: "街道用语.json", entries: 12, fault: "", used: true }],
    }),
    save_own_words: (words: { fixed: string; avoided: string }) => {
      desk.words = words;
      return null;
    },
    take_in_words: "街道用语.json",
    use_words: null,
    export_words: { token: 9, name: "本单位用语.json" },
    notice: () => desk.notice,
    save_notice: ({ notice }: { notice: Notice }) => {
      desk.notice = notice;
      return null;
    },
    export_notice: { token: 8, name: "2024年度述职报告通知要求.json" },
    import_notice: () => desk.notice,
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
    quotes: ({ report }: { report: string }) => quotesOf(stored(report).report),
    revisions: ({ report }: { report: string }) => desk.versions.filter((each) => each.report === report),
    revision: ({ id }: { id: number }) => ({ report: desk.states.get(id), numbers: {} }),
    keep_revision: ({ report, reason, name }: { report: string; reason: Reason; name: string }) => {
      const id = desk.versions.length + 1;
      desk.states.set(id, structuredClone(stored(report).report));
      desk.versions.unshift({ id, report, reason, name, at: desk.now(), hash: "", changes: [] });
      return true;
    },
    save_copy: { token: 9, name: "述职报告（另存）.txt" },
    choose_files: () => desk.offers,
    choose_folder_of_files: () => desk.offers,
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
    search: ({ words }: { words: string }) =>
      hitsOf(
        [...desk.reports.values()].map((each) => each.report),
        words,
      ),
    figure_table: () => figureTable(),
    figure_years: () => figureTable(),
    list_indicators: INDICATORS,
    comments: ({ report }: { report: string }) =>
      desk.duties.filter((each) => each.fromReport === report && each.kind === "comment"),
    set_figure: null,
    add_indicator: null,
    name_figure: null,
    export_figures: { token: 9, name: "2024年度述职报告数字.xlsx" },
    duties: ({ report }: { report: string }) => dutiesOf(desk, report),
    answer_duty: ({ duty, place }: { duty: string; place: Place }) => {
      desk.answered.set(duty, place);
      return null;
    },
    set_aside_duty: ({ duty, reason }: { duty: string; reason: string }) => {
      desk.answered.set(duty, reason);
      return null;
    },
    reopen_duty: ({ duty }: { duty: string }) => {
      desk.answered.delete(duty);
      return null;
    },
    add_comment: ({
      report,
      who,
      date,
      text,
    }: {
      report: string;
      who: string;
      date: string | null;
      text: string;
    }) => {
      const uid = `c${desk.duties.length + 1}`;
      desk.duties.push({ uid, fromReport: report, kind: "comment", text, who, date });
      return uid;
    },
    remove_duty: ({ duty }: { duty: string }) => {
      desk.duties = desk.duties.filter((each) => each.uid !== duty);
      return null;
    },
    export_duties: { token: 6, name: "2024年度三张清单.docx" },
    compare_reports: () => comparison(),
    export_comparison: { token: 8, name: "2024年度述职报告对照稿.docx" },
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
    layout_fonts: [
      { purpose: "标题", name: "方正小标宋简体", here: false },
      { purpose: "一级标题", name: "黑体", here: true },
      { purpose: "二级标题", name: "楷体_GB2312", here: true },
      { purpose: "正文", name: "仿宋_GB2312", here: true },
      { purpose: "页码", name: "宋体", here: true },
    ],
    change_settings: ({ settings }: { settings: Settings }) => {
      desk.settings = settings;
      return null;
    },
    choose_save_folder: null,
    move_data: null,
    copies: { copies: [], secondPlace: null, secondThere: false },
    rescued: null,
    leaving: null,
    keep_open: null,
  };
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

/** What the reports before left to one, as simply as can be. */
function dutiesOf(desk: Office, uid: string): DutyRow[] {
  const report = desk.reports.get(uid)?.report;
  const numbers = new Map<string, number>();
  return desk.duties.flatMap((duty): DutyRow[] => {
    const year = desk.reports.get(duty.fromReport)?.report.year ?? null;
    if (!report || duty.fromReport === uid || (year ?? 0) >= (report.year ?? 0)) return [];
    const number = (numbers.get(duty.kind) ?? 0) + 1;
    numbers.set(duty.kind, number);
    const answer = desk.answered.get(duty.uid);
    const passage = (place: Place | undefined): Passage | null => {
      const text = place && linesOf(report, place.part)[place.paragraph ?? 0];
      if (!text) return null;
      const heading = find(report, place.part)?.section.heading ?? "";
      return { section: place.part, number: "", numbered: false, heading, paragraph: place.paragraph, text };
    };
    const likely = desk.suggested.get(duty.uid);
    return [
      {
        duty,
        year,
        number,
        state: answer === undefined ? "open" : typeof answer === "string" ? "setAside" : "answered",
        answeredBy: typeof answer === "object" ? passage(answer) : null,
        reason: typeof answer === "string" ? answer : "",
        suggestions: [passage(likely)].filter((each) => each !== null),
        home: likely?.part ?? null,
      },
    ];
  });
}
