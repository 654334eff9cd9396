import { expect, test } from "vitest";

import type { RollingSection } from "@/ipc";
import { choicesOf, linesFor, nearest, type Piece, wording } from "./changes";

/** 去掉[-2023-]{+2024+}，空[【待补】]。 */
const marked = (pieces: Piece[]) =>
  pieces
    .map(({ text, op, blank }) => {
      const words = blank ? `[${text}]` : text;
      return op === "added" ? `{+${words}+}` : op === "removed" ? `[-${words}-]` : words;
    })
    .join("");

test.each([
  ["2023年度述职报告", "2024年度述职报告", "[-2023-]{+2024+}年度述职报告"],
  ["2023年针对2022年点评", "2024年针对2023年点评", "[-2023-]{+2024+}年针对[-2022-]{+2023+}年点评"],
  ["去年说的，今年办了", "前年说的，去年办了", "[-去年-]{+前年+}说的，[-今年-]{+去年+}办了"],
  [
    "２０２３年，二〇二三年",
    "２０２４年，二〇二四年",
    "[-２０２３-]{+２０２４+}年，[-二〇二三-]{+二〇二四+}年",
  ],
  [
    "2023年底有党员86名，党课四次",
    "2024年底有党员【待补】名，党课【待补】次",
    "[-2023-]{+2024+}年底有党员[-86-]{+[【待补】]+}名，党课[-四-]{+[【待补】]+}次",
  ],
  [
    "2023年，6月28日召开大会",
    "2024年，【待补：日期】召开大会",
    "[-2023-]{+2024+}年，[-6月28日-]{+[【待补：日期】]+}召开大会",
  ],
  ["2023年12月8日", "【待补：日期】", "[-2023年12月8日-]{+[【待补：日期】]+}"],
  ["文明创建", "", "[-文明创建-]"],
  ["", "现将情况汇报如下：", "{+现将情况汇报如下：+}"],
  ["甲单位书记", "乙单位书记", "[-甲-]{+乙+}单位书记"],
  ["全年共有23名党员参加集中学习", "全年共有24名党员参加集中学习", "全年共有[-23-]{+24+}名党员参加集中学习"],
  ["一次到12次", "一次到32次", "一次到[-12-]{+32+}次"],
  ["2023年，围绕中心、服务居民。现报告如下：", "2024年，【待补】。现将情况报告如下：", null],
  ["开展【待补】次", "开展【待补】次", "开展[【待补】]次"],
])("%s → %s shows what moved on", (before, after, expected) => {
  const pieces = wording(before, after);
  // A text in the place of another is not cut into crumbs.
  if (expected === null) expect(pieces[0]).toEqual({ text: before, op: "removed", blank: false });
  else expect(marked(pieces)).toBe(expected);
  const side = (theirs: Piece["op"]) =>
    pieces
      .filter(({ op }) => op !== theirs)
      .map(({ text }) => text)
      .join("");
  expect([side("added"), side("removed")], "both texts are in it to the letter").toEqual([before, after]);
});

function part(more: Partial<RollingSection>): RollingSection {
  return {
    part: "s1",
    number: "一、",
    heading: "工作开展情况",
    depth: 1,
    choice: "blank",
    patterns: ["开展活动【待补】次。"],
    whole: ["2024年开展活动12次。"],
    changes: [{ place: "", part: "s1", before: "2023年开展活动12次。", after: "2024年开展活动12次。" }],
    unmoved: [],
    ...more,
  };
}

test("a part offers only what last year's has", () => {
  expect(choicesOf(part({}))).toEqual(["blank", "patterns", "whole"]);
  expect(choicesOf(part({ patterns: [] }))).toEqual(["blank", "whole"]);
  expect(choicesOf(part({ patterns: [], whole: [] }))).toEqual(["blank"]);
  expect(choicesOf(part({ part: "opening", whole: [] })), "the kind has words of its own").toEqual([
    "blank",
    "patterns",
  ]);
  expect(nearest(part({ patterns: [] }), "patterns")).toBe("blank");
});

test("what comes along is read with every change in it", () => {
  expect(linesFor(part({}), "blank")).toEqual([]);
  expect(linesFor(part({}), "patterns").map(marked)).toEqual(["开展活动[【待补】]次。"]);
  expect(linesFor(part({}), "whole").map(marked)).toEqual(["[-2023-]{+2024+}年开展活动12次。"]);
});
