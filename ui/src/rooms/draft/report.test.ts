import { expect, test } from "vitest";

import { emptyReport, section } from "@/testing/samples";
import {
  applyTyping,
  find,
  formOf,
  freeId,
  linesOf,
  path,
  sharing,
  toLines,
  withHeading,
  withLines,
} from "./report";

const report = {
  ...emptyReport("r", 2024),
  opening: ["开头。"],
  sections: [
    section("s1", "工作", [], [section("s2", "学习", ["甲", "乙"]), section("s7", "协商")]),
    section("s3", "问题"),
  ],
};

test("lines and text are the same thing", () => {
  expect(toLines("")).toEqual([]);
  expect(toLines("甲\n\n乙\n")).toEqual(["甲", "", "乙", ""]);
  expect(linesOf(report, "s2")).toEqual(["甲", "乙"]);
  expect(linesOf(report, "title")).toEqual(["青禾社区党支部书记", "2024年度抓基层党建述职报告"]);
  expect(linesOf(report, "byline")).toEqual([]);
});

test("a change leaves the report before it as it was", () => {
  const after = withLines(report, "s2", ["丙"]);
  expect(linesOf(after, "s2")).toEqual(["丙"]);
  expect(linesOf(report, "s2")).toEqual(["甲", "乙"]);
  expect(find(withHeading(report, "s7", "议事"), "s7")?.section.heading).toBe("议事");
  expect(withLines(report, "title", ["一", "二"]).title).toBe("一\n二");
});

test("typing is taken back exactly", () => {
  const typed = applyTyping(report, { op: "setText", part: "s2", lines: [] });
  expect(typed && applyTyping(typed.report, typed.inverse)?.report).toEqual(report);
  expect(applyTyping(report, { op: "remove", section: "s2" }), "the core's business").toBeNull();
});

test("lines say the same when they are shared with those before", () => {
  const states = ["", "甲", "甲\n乙", "甲\n\n乙", "甲\n乙\n甲", "丙\n乙", "甲乙", "甲\n甲\n甲\n", "\n\n"].map(
    toLines,
  );
  for (const old of states) for (const now of states) expect(sharing(old, now)).toEqual(now);
});

test("sections know their surroundings", () => {
  expect(path(report, "s7").map(({ id }) => id)).toEqual(["s1", "s7"]);
  expect(find(report, "s7")).toMatchObject({ at: 1, parent: { id: "s1" } });
  expect(find(report, "s99")).toBeNull();
  expect(freeId(report)).toBe("s8");
});

test("the fields stand in the forms of opening and closing", () => {
  expect(["title", "salutation", "s2", "date"].map(formOf)).toEqual(["opening", "opening", "s2", "closing"]);
});
