import { expect, test } from "vitest";

import type { Finding } from "@/ipc";
import { blanksIn, excerpt, offsetOf, rangeOf } from "./blanks";

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
  blanksIn(line, found).map(({ start, end }) => line.slice(start, end));

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

test("the words around a blank end at the next stop", () => {
  const line = "全年召开协商议事会【待补】次，件件有回音。";
  expect(excerpt(line, { start: 9, end: 13 })).toBe("全年召开协商议事会【待补】次");
});
