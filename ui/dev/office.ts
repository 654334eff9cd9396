/** A made-up office in late November, to look at. */
import type { Duty, Reading, Report, Side, Version } from "@/ipc";
import { comparison } from "@/testing/comparison";
import { emptyReport, section } from "@/testing/samples";
import { type Office } from "@/testing/shell";

/**
 * Arranges the office by wishes such as `empty`, `size=20`, `contrast`, `import`, `savefail`, `names` (long
 * ones), `many` (reports); `slow=duties` has a command never answer, `fail=duties` has it refused.
 */
export function arrange(office: Office, wishes: ReadonlySet<string>): Office {
  for (const wish of wishes) {
    const [what, value] = wish.split("=");
    if (what === "size") office.settings.textSize = Number(value) as 16 | 20 | 24;
    if (what === "contrast") office.settings.theme = "contrast";
    if (what === "slow" && value) office.answers[value] = new Promise(() => undefined);
    if (what === "fail" && value) {
      office.answers[value] = () => {
        throw { code: "other", message: "这个文件正被 Word 打开着，读不了。请在 Word 里关掉它，再试一次。" };
      };
    }
  }
  office.reading = READING;
  office.offers = [{ token: 1, name: "2023年述职报告.docx" }];
  if (wishes.has("several")) {
    const years = [2019, 2020, 2021, 2022];
    office.offers = [
      ...office.offers,
      ...years.map((year) => ({ token: year, name: `${year}年述职报告.doc` })),
    ];
  }
  if (wishes.has("import")) office.answers["offered_files"] = office.offers;
  if (wishes.has("empty")) return office;
  if (wishes.has("savefail")) {
    office.answers["save_report"] = () => {
      throw {
        code: "unsaved",
        message: "刚才的修改没有存上：磁盘满了。内容还在这个窗口里，请腾出空间再点“重试”，或另存一份到U盘。",
      };
    };
  }
  office.branch.years = [
    {
      year: 2021,
      name: wishes.has("names")
        ? "中共云桥街道青禾社区第一网格与物业服务企业联合支部委员会"
        : "青禾社区党支部",
      level: "branch",
      community: "青禾社区",
      superior: wishes.has("names") ? "中国共产党青禾市临江新区云桥街道工作委员会" : "云桥街道党工委",
      secretary: "",
      members: 27,
    },
  ];
  office.now = () => new Date().toISOString();
  const deadline = new Date(Date.now() + 11 * 86_400_000).toISOString().slice(0, 10);
  office.notice = {
    uid: "n0000000-0000-7000-8000-000000000001",
    year: 2024,
    template: "branch-secretary",
    deadline,
    limits: { min: 2600, max: 3000 },
    parts: [{ role: "problems", required: true, limits: { minShare: 15 } }],
  };
  office.nextYear = wishes.has("due") ? 2025 : 9999;
  const before = wishes.has("many") ? 20 : 3;
  for (const year of Array.from({ length: before }, (_, at) => 2023 - at)) {
    const report = { ...emptyReport(`r${year}`, year), status: "submitted" as const, sections: OLD };
    office.reports.set(report.uid, { report, version: 1, saved: office.now(), trashed: false });
  }
  const report = { ...emptyReport("r2024", 2024), opening: OPENING, sections: SECTIONS, closing: CLOSING };
  report.done = ["opening", "s2", "s3", "closing"];
  if (wishes.has("long") || wishes.has("slips")) Object.assign(report, longOne(wishes.has("slips")));
  office.reports.set("r2024", { report, version: 1, saved: office.now(), trashed: false });
  office.settings.lastPart = { r2024: wishes.has("long") || wishes.has("slips") ? "s104" : "s4" };
  keepVersions(office, report);
  leaveOpen(office);
  if (wishes.has("cutoff")) {
    office.answers["recovered"] = { uid: "r2024", year: 2024, saved: office.now() };
  }
  return office;
}

/** What last year's report left to answer; two of it are answered. */
function leaveOpen(office: Office) {
  const left = (uid: string, kind: Duty["kind"], text: string): Duty => ({
    uid,
    fromReport: "r2023",
    kind,
    text,
    who: kind === "comment" ? "街道党工委书记" : "",
    date: kind === "comment" ? "2023-12-20" : null,
  });
  office.duties = [
    left("d1", "comment", "组织生活形式上缺少新意"),
    left("d2", "comment", "对流动党员日常教育抓得还不够紧"),
    left("d3", "problem", "支委班子业务能力参差，需加强培训"),
    left("d4", "problem", "人员调动致岗位长期空缺"),
    left("d5", "measure", "配齐空缺岗位，确保人岗匹配"),
  ];
  office.answered.set("d1", { part: "s6", paragraph: 0 });
  office.answered.set("d4", "岗位由街道统一调配");
  office.suggested.set("d3", { part: "s7", paragraph: 0 });
}

/**
 * A report of forty sections and 30,000 characters, with a title of three lines and headings that do not
 * fit. With `slips` each section has more than thirty things to find.
 */
function longOne(slips: boolean): Partial<Report> {
  const texts = [...STUDY, ...TALKS].map((text) => (slips ? `${text}先后5余次到场,为社区做贡献。。` : text));
  const words = Array.from({ length: 9 }, (_, at) => texts[at % texts.length] ?? "");
  const child = (at: number) =>
    section(`s${100 + at}`, `第${at + 1}件实事，把群众身边的大事小事难事一件一件记在账上、办到心坎上`, words);
  const part = (at: number) =>
    section(
      `s${10 + at}`,
      `第${at + 1}个方面的工作开展情况`,
      [],
      Array.from({ length: 9 }, (_, n) => child(at * 9 + n)),
    );
  return {
    title:
      "中共青禾社区第一网格联合支部委员会书记\n关于2024年度履行抓基层党建工作\n第一责任人职责情况的述职报告",
    sections: [0, 1, 2, 3].map(part),
  };
}

/** Some kept states of the last days, the first of them as it was handed in. */
function keepVersions(office: Office, report: Report) {
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const grown = (name: string, by: number) => ({ part: "s4", name, grown: by });
  const keep = (id: number, hours: number, some: Partial<Version>) => {
    office.states.set(id, report);
    const version = {
      id,
      report: report.uid,
      reason: "interval",
      name: "",
      at: ago(hours),
      hash: "",
      changes: [],
    };
    office.versions.unshift({ ...version, ...some } as Version);
  };
  keep(1, 170, { reason: "opened" });
  keep(2, 96, { changes: [grown("（一）", 430), grown("（二）", 182)] });
  keep(3, 73, { reason: "submitted", changes: [grown("（四）", 240)] });
  keep(4, 30, {
    reason: "byHand",
    name: "第2稿·街道退回",
    changes: [grown("（三）", 186), grown("二", -52)],
  });
  keep(5, 2, { reason: "bulk", name: "“2023”改为“2024”之前" });
  office.answers["compare_reports"] = ({ old }: { old: Side }) =>
    "revision" in old ? COMPARED : comparison();
}

const COMPARED = (() => {
  const place = (section: string, number: string, heading: string) => ({
    section,
    number,
    numbered: false,
    heading,
    paragraph: 0,
  });
  const row = { change: "edited", moved: false, pair: null, numbersOnly: false, similarity: 0.8, old: [] };
  const words = (text: string) =>
    text.split(/(?=[−+=])/u).map((piece) => ({
      op: piece.startsWith("−") ? "removed" : piece.startsWith("+") ? "added" : "same",
      text: piece.slice(1),
    }));
  return {
    old: { year: 2024, title: "" },
    new: { year: 2024, title: "" },
    similarity: 0.4,
    opening: 0.2,
    sections: [{ newSection: "s4", similarity: 0.34 }],
    figures: [],
    duties: [],
    paragraphs: [
      {
        ...row,
        new: [{ ...place("s4", "（三）", "民主协商议事"), text: "" }],
        words: words("=全年开展志愿服务活动−18次+21次、260人次参与=；“我为群众办实事”活动9次。"),
      },
      {
        ...row,
        new: [{ ...place("s7", "二、", "存在问题及原因"), text: "" }],
        words: words("=支委班子业务能力参差。+我对支委培训抓得不够经常，全年只集中培训2次。"),
      },
    ],
  };
})();

const OPENING = [
  "2024年，青禾社区党支部在云桥街道党工委领导下，以党纪学习教育为契机，坚持党建引领、服务到家，一手抓支部规范，一手抓小区治理，把“有事好商量”落到每个楼门。现将本人抓基层党建工作情况汇报如下：",
];
const CLOSING = ["以上是我一年来抓基层党建工作的情况，不足之处请各位领导和同志们批评指正。"];

const STUDY = [
  "扎实开展党纪学习教育。我牵头制定学习计划，采取“领读一条、讲清一案、对照一次”的办法，组织集中学习16次，带头讲党课2次，引导27名党员逐条学习，做到学习不漏一人。",
  "把学习送到身边。针对年老体弱、行动不便的党员开设“床前课堂”，送学上门34人次，发放学习资料41套；针对在外流动党员建立线上学习小组，每周推送一次要点。",
];
const TALKS = [
  "一是深化“比学赶”示范争先。支部把志愿服务排进每月日程，全年开展志愿服务活动21次、260人次参与；“我为群众办实事”活动9次，七一走访困难党员2人，八一慰问退役军人3人，中秋慰问困难群众18户，帮助办理低保待遇4件、无障碍设施改造2户。",
  "二是把议事桌搬到楼门口。我带头落实每月8日、18日、28日“逢八议事”，全年召开协商议事会【待补】次，先后5余次到场主持，协商解决单元门维修、监控补盲、充电桩选址等事宜9件，件件有回音。",
  "社区党支部严格落实“每月六日”制度，全年召开主题党日12次、支委会会议12次、党员大会4次、党课6次，按时足额收缴党费，每季度公示。",
];
const SECTIONS = [
  section(
    "s1",
    "工作开展情况",
    [],
    [
      section("s2", "理论学习，坚持在“硬”上下功夫", STUDY),
      section("s3", "民族团结，坚持在“强”上下功夫", [
        "紧扣“共居、共学、共建、共享”，全年召开民族团结工作会议4次，举办邻里节、百家宴等活动6场。",
      ]),
      section("s4", "民主协商议事，提升治理效能，坚持在“实”上下功夫", TALKS),
      section("s5", "党建责任制，坚持在“严”上下功夫", [
        "一是扛牢主体责任。全年约谈提醒【待补：人次】人次，开展警示教育【待补：次数】次。",
      ]),
      section("s6", "上年点评整改，坚持在“改”上下功夫", ["针对上年点评，建立“楼门议事长”制度。"]),
    ],
  ),
  {
    ...section("s7", "存在问题及原因", ["一是支委班子业务能力参差，我抓培训不够经常。"]),
    role: "problems" as const,
  },
  { ...section("s8", "下一步工作计划"), role: "nextSteps" as const },
];
const OLD = [
  section(
    "s1",
    "工作开展情况",
    [],
    [
      section("s2", "理论学习", ["深入开展主题教育，组织集中学习14次。"]),
      section("s3", "民主协商议事，坚持在“实”上下功夫", [
        "一是持续深化“比学赶”示范争先行动，创建“模范”支部。开展志愿服务活动18次；“我为群众办实事”活动8次，七一慰问困难党员1人，八一走访退役军人1人，中秋走访困难群众15户。",
        "社区党支部严格落实“每月六日”制度，抓好党员日常管理。全年召开主题党日14次、支委会会议12次、党员大会4次、党课10次。",
        "二是推进民主协商议事。以小区百姓议事亭为依托，每月8日、18日、28日定期开展“逢八议事”活动，召开协商议事会10余次，解决事宜7件。",
      ]),
    ],
  ),
  { ...section("s4", "存在问题", ["支委业务能力不足。"]), role: "problems" as const },
];

const READING: Reading = (() => {
  const report = {
    ...emptyReport("read", 2023),
    opening: ["大家好！现将我支部党建工作情况汇报如下："],
    sections: OLD,
  };
  const body = OLD[0]?.children[1]?.body ?? [];
  const texts: [string, string, string, number | null][] = [
    ["青禾社区党支部书记2023年度抓基层党建述职报告", "标题", "title", null],
    ["各位领导、同志们：", "称呼", "salutation", null],
    ["大家好！现将我支部党建工作情况汇报如下：", "开头", "opening", 0],
    ["一、工作开展情况", "一", "s1", null],
    ["（一）理论学习", "（一）标题", "s2", null],
    ["深入开展主题教育##paidbegin##，组织集中学习14次。", "（一）第1段", "s2", 0],
    ["（二）民主协商议事，坚持在“实”上下功夫。", "（二）标题", "s3", null],
    [body[0] ?? "", "（二）第1段", "s3", 0],
    [body[1] ?? "", "（二）第2段", "s3", 1],
    [body[2] ?? "", "（二）第3段", "s3", 2],
    ["二、存在问题", "二", "s4", null],
    ["支委业务能力不足。", "二第1段", "s4", 0],
    ["第 1 页", "没有放进", "", null],
  ];
  return {
    report,
    unit: {
      name: "青禾社区党支部",
      level: "branch",
      community: "青禾社区",
      superior: "云桥街道党工委",
      secretary: "",
    },
    figures: 11,
    exact: false,
    lines: texts.map(([text, label, part, paragraph], at) => ({
      number: at + 1,
      text,
      label,
      place: part ? { part, paragraph } : null,
    })),
    notes: [
      {
        kind: "repaired",
        message: "去掉网页残留“##paidbegin##”",
        text: "##paidbegin##",
        line: 6,
        place: { part: "s2", paragraph: 0 },
        before: "教育##paidbegin##，",
        after: "教育，",
        mends: [{ at: 8, order: 0, now: "", was: "##paidbegin##" }],
      },
      {
        kind: "doubt",
        message: "第 9 行夹在“一是”“二是”这样的两段中间，没有编号，已单独成一段，请核对",
        text: body[1] ?? "",
        line: 9,
        place: { part: "s3", paragraph: 1 },
        before: null,
        after: null,
      },
      {
        kind: "doubt",
        message: "第 12 行像是 2 条上年点评，请核对是不是都作了回应",
        text: "支委业务能力不足。",
        line: 12,
        place: { part: "s4", paragraph: 0 },
        before: null,
        after: null,
      },
      {
        kind: "dropped",
        message: "页码没有放进正文",
        text: "第 1 页",
        line: 13,
        place: null,
        before: null,
        after: null,
      },
    ],
  };
})();
