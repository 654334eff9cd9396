import { expect, test } from "vitest";

import type { Finding } from "@/ipc";
import { emptyReport, section } from "@/testing/samples";
import { excerpt, marksIn, offsetOf, rangeOf, spotOf } from "./blanks";

const finding = (text: string, start: number): Finding => ({
  rule: "placeholder",
  severity: "error",
  section: "s1",
  paragraph: 0,
  start,
  end: start + [...text].length,
  text,
  message: "",
  suggestion: null,
  source: "",
});

const words = (line: string, found: Finding[] = []) =>
  marksIn(line, found).map(({ start, end }) => line.slice(start, end));

test("the app's own blanks are found as typed", () => {
  expect(words("召开【待补】次，解决【待补：件数】件，【待办】")).toEqual(["【待补】", "【待补：件数】"]);
  expect(words("没有合上的【待补，没有打开的【待补")).toEqual([]);
});

test("what the core found counts while its words still stand there", () => {
  expect(words("召开XX次", [finding("XX", 2)])).toEqual(["XX"]);
  expect(words("今年召开XX次", [finding("XX", 2)]), "the text has moved since").toEqual([]);
});

test("the core counts characters, also rare ones of two units", () => {
  const line = "𠮷祥里召开__次";
  expect(rangeOf(line, finding("__", 5))).toEqual({ start: 6, end: 8 });
});

test("a blank told twice is one blank", () => {
  expect(words("召开【待补】次", [finding("【待补】", 2)])).toEqual(["【待补】"]);
});

test("a line's place counts the breaks before it", () => {
  expect(offsetOf(["一是。", "", "二是。"], 2)).toBe(5);
});

test("a finding of another kind goes before a blank", () => {
  const phone = { ...finding("13900000000", 4), rule: "personal-data" };
  expect(marksIn("电话【待13900000000补】【待补】", [phone]).map(({ kind }) => kind)).toEqual([
    "finding",
    "blank",
  ]);
});

const report = {
  ...emptyReport("r", 2024),
  sections: [section("s1", "学习【待补：小标题】", ["一是。", "全年召开协商议事会【待补】次，件件有回音。"])],
};
const inText = { ...finding("【待补】", 9), paragraph: 1 };
const inHeading = { ...finding("【待补：小标题】", 2), paragraph: null };
const inField = { ...finding("2024年度", 10), section: "title", paragraph: null };

test("a finding's spot is told in the text of its part, its heading or its field", () => {
  expect(spotOf(report, inText)).toEqual({ part: "s1", heading: false, start: 13, end: 17 });
  expect(spotOf(report, inHeading)).toEqual({ part: "s1", heading: true, start: 2, end: 10 });
  expect(spotOf(report, inField)).toMatchObject({ part: "title", heading: false });
  expect(spotOf(report, { ...inText, text: "【待填】" }), "its words are gone").toMatchObject({
    start: 4,
    end: 4,
  });
});

test("the words around a finding end at the next stop", () => {
  expect(excerpt(report, inText)).toBe("全年召开协商议事会【待补】次");
  expect(excerpt(report, inHeading)).toBe("学习【待补：小标题】");
  const two = { ...report, opening: ["在【待补：上级】领导下围绕【待补：思路】开展"] };
  const second = { ...finding("【待补：思路】", 13), section: "opening" };
  expect(excerpt(two, second), "another blank is no part of it").toBe("领导下围绕【待补：思路】开展");
});
