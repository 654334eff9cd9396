/** Comparisons to write tests with and to look at, in a notation one can read. */
import type { ComparedDuty, ComparedRow, Comparison, FigurePair, Passage, SectionPair, Words } from "@/ipc";

type Heads = Record<string, [number: string, heading: string]>;

/** The headings of the report of 2023 below, and of that of 2024. */
const OLD: Heads = {
  s1: ["一、", "工作开展情况"],
  s2: ["（一）", "理论学习，坚持在“硬”上下功夫"],
  s3: ["（二）", "民主协商议事，提升社区治理效能，坚持在“实”上下功夫"],
  s4: ["二、", "存在问题及原因"],
  s5: ["三、", "文明创建"],
};
const NEW: Heads = {
  s1: ["一、", "工作开展情况"],
  s2: ["（一）", "理论学习，坚持在“硬”上下功夫"],
  s4: ["（二）", "民主协商，提升治理效能，坚持在“实”上下功夫"],
  s7: ["二、", "存在问题及原因"],
  s8: ["三、", "下一步工作计划"],
};

/** A place as `s3.0` (paragraph), `s3` (heading), `title`, `opening.0`. */
function passage(at: string, heads: Heads, text: string): Passage {
  const [section = "", paragraph] = at.split(".");
  const [number, heading] = heads[section] ?? ["", ""];
  const numbered = paragraph === undefined && number !== "";
  return {
    section,
    number,
    numbered,
    heading,
    paragraph: paragraph === undefined ? null : Number(paragraph),
    text,
  };
}

/** Words from a text such as 开展活动[-18次-]{+21次+}。 */
function wordsOf(marked: string): Words[] {
  return marked
    .split(/(\[-[^\]]*-\]|\{\+[^}]*\+\})/u)
    .filter((part) => part !== "")
    .map((part) => {
      if (part.startsWith("[-")) return { op: "removed", text: part.slice(2, -2) };
      if (part.startsWith("{+")) return { op: "added", text: part.slice(2, -2) };
      return { op: "same", text: part };
    });
}

/** A row: where its texts stand (`""` for nowhere, several places with a space), and its words. */
export function row(
  change: ComparedRow["change"],
  old: string,
  now: string,
  marked: string,
  more: Partial<ComparedRow> = {},
): ComparedRow {
  const words = change === "added" || change === "removed" ? [{ op: change, text: marked }] : wordsOf(marked);
  const side = (places: string, heads: Heads, theirs: Words["op"]) => {
    const at = places.split(" ").filter((place) => place !== "");
    const texts = words.filter(({ op }) => op !== theirs).map(({ text }) => text);
    const parts = at.length > 1 ? texts.join("").split("\n") : [texts.join("")];
    return at.map((place, i) => passage(place, heads, parts[i] ?? ""));
  };
  return {
    change,
    moved: false,
    pair: null,
    numbersOnly: false,
    similarity: 0,
    old: side(old, OLD, "added"),
    new: side(now, NEW, "removed"),
    words,
    ...more,
  };
}

function section(old: string | null, now: string | null, depth: number, similarity: number): SectionPair {
  return {
    role: "achievements",
    oldHeading: (old && OLD[old]?.[1]) ?? null,
    newHeading: (now && NEW[now]?.[1]) ?? null,
    oldSection: old,
    newSection: now,
    depth,
    moved: false,
    similarity,
  };
}

function figure(
  name: string,
  unit: string,
  old: number | null,
  now: number | null,
  more: Partial<FigurePair> = {},
): FigurePair {
  return {
    indicator: null,
    name,
    unit,
    oldUnit: null,
    old,
    new: now,
    oldApproximate: false,
    newApproximate: false,
    change: old !== null && now !== null ? now - old : null,
    oldPlace: old === null ? null : passage("s3.0", OLD, ""),
    newPlace: now === null ? null : passage("s4.0", NEW, ""),
    ...more,
  };
}

function duty(
  uid: string,
  kind: ComparedDuty["kind"],
  text: string,
  answeredBy: Passage | null,
): ComparedDuty {
  const state = answeredBy ? "answered" : "open";
  return { uid, fromReport: "r2023", kind, text, who: "", date: null, state, answeredBy };
}

/** Two years of the made-up unit, with a change of every kind. */
export function comparison(): Comparison {
  return {
    old: { year: 2023, title: "青禾社区党支部书记2023年度抓基层党建述职报告" },
    new: { year: 2024, title: "青禾社区党支部书记2024年度抓基层党建述职报告" },
    similarity: 0.38,
    opening: 0.52,
    sections: [
      section("s1", "s1", 1, 0.41),
      section("s2", "s2", 2, 0.64),
      section("s3", "s4", 2, 0.34),
      section("s4", "s7", 1, 0.12),
      section("s5", null, 1, 0),
      section(null, "s8", 1, 0),
    ],
    paragraphs: [
      row("edited", "title", "title", "青禾社区党支部书记[-2023年-]{+2024年+}度抓基层党建述职报告"),
      row("same", "salutation", "salutation", "各位领导、同志们："),
      row(
        "edited",
        "opening.0",
        "opening.0",
        "[-2023年-]{+2024年+}，青禾社区党支部在云桥街道党工委领导下，[-以主题教育为主线-]{+以党纪学习教育为契机+}，一手抓支部规范，一手抓小区治理。",
        { similarity: 0.52 },
      ),
      row("same", "s1", "s1", "工作开展情况"),
      row("same", "s2", "s2", "理论学习，坚持在“硬”上下功夫"),
      row(
        "edited",
        "s2.0",
        "s2.0",
        "采取“领读一条、讲清一案、对照一次”的办法，组织集中学习[-14次-]{+16次+}，带头讲党课2次，做到学习不漏一人。",
        { similarity: 1, numbersOnly: true },
      ),
      row("same", "s2.1", "s2.1", "针对年老体弱、行动不便的党员开设“床前课堂”，送学上门。", {
        similarity: 1,
      }),
      row("edited", "s3", "s4", "民主协商[-议事-]，提升[-社区-]治理效能，坚持在“实”上下功夫"),
      row(
        "edited",
        "s3.0",
        "s4.0",
        "一是[-持续-]深化[-基层党建-]“比学赶”示范争先。[-社区党支部组织党员-]{+支部把志愿服务排进每月日程，全年+}开展志愿服务活动[-18次-]{+21次、260人次参与+}；“我为群众办实事”活动[-8次-]{+9次+}，七一[-慰问-]{+走访+}困难党员[-1人-]{+2人+}，中秋慰问困难群众[-15户-]{+18户+}。",
        { similarity: 0.62 },
      ),
      row(
        "removed",
        "s3.2",
        "",
        "二是推进民主协商议事。以小区百姓议事亭为依托，面对面商量、提建议、作答复，召开协商议事会10余次，解决事宜7件。",
        { pair: 1 },
      ),
      row(
        "added",
        "",
        "s4.1",
        "二是把议事桌搬到楼门口。我带头落实每月8日、18日、28日“逢八议事”，全年召开协商议事会【待补】次，协商解决充电桩选址等事宜9件，件件有回音。",
        { pair: 1 },
      ),
      row(
        "edited",
        "s3.1",
        "s4.2",
        "社区党支部严格落实“每月六日”制度，[-抓好党员日常管理。-]全年召开主题党日[-14次-]{+12次+}、支委会会议12次、党员大会4次、党课[-10次-]{+6次，按时足额收缴党费，每季度公示+}。",
        { similarity: 0.47, moved: true },
      ),
      row("split", "s3.3", "s4.3 s4.4", "三是用好网格。{+楼门长每周走访一遍。+}\n把问题解决在楼门里。", {
        similarity: 0.5,
      }),
      row("same", "s4", "s7", "存在问题及原因"),
      row("merged", "s4.0 s4.1", "s7.0", "一是支委班子业务能力参差。[-\n-]二是人员调动致岗位空缺。", {
        similarity: 0.8,
      }),
      row("added", "", "s7.1", "三是我抓培训不够经常，对年轻干部压担子不够。"),
      row("removed", "s5", "", "文明创建"),
      row("removed", "s5.0", "", "开展文明楼门评选2次，评出文明楼门9个。"),
      row("added", "", "s8", "下一步工作计划"),
      row(
        "same",
        "closing.0",
        "closing.0",
        "以上是我一年来抓基层党建工作的情况，不足之处请各位领导和同志们批评指正。",
      ),
    ],
    figures: [
      figure("志愿服务", "次", 18, 21, { indicator: "volunteer" }),
      figure("协商议事会", "次", 10, null, { oldApproximate: true }),
      figure("解决事宜", "件", 7, 9),
      figure("党课", "次", 10, 6),
      figure("主题党日", "次", 14, 12),
      figure("回复网络舆情", "件", 10, 10, { oldApproximate: true, newApproximate: true }),
      figure("学习资料", "套", 39, 41),
      figure("党员大会", "次", 4, 4),
      figure("慰问困难群众", "户", 15, 18, { oldUnit: "人", change: null }),
      figure("参与志愿服务", "人次", null, 260),
    ],
    duties: [
      duty("d1", "problem", "支委班子业务能力参差", null),
      duty("d2", "comment", "组织生活形式上缺少新意", passage("s4.1", NEW, "二是把议事桌搬到楼门口。")),
    ],
  };
}
