import { expect, test } from "vitest";

import { saidDay, typedDay, weekdayOf } from "./dates";

test.each([
  ["2026年12月6日", "2026-12-06"],
  ["2026.12.6", "2026-12-06"],
  ["2026/12/6", "2026-12-06"],
  ["2026-12-06", "2026-12-06"],
  ["20261206", "2026-12-06"],
  [" 2026 年 12 月 6 号 ", "2026-12-06"],
  ["２０２６．１２．６", "2026-12-06"],
  ["12月6日", "2026-12-06"],
  ["１２月６日", "2026-12-06"],
  ["12.6", "2026-12-06"],
  ["1月10日", "2027-01-10"],
  ["2028年2月29日", "2028-02-29"],
  ["", null],
  ["　", null],
])("%j is read as %j", (typed, day) => expect(typedDay(typed, 2026)).toBe(day));

test.each([
  "12月",
  "6日",
  "2026年",
  "2026年2月29日",
  "13月1日",
  "0月6日",
  "12月6日前",
  "下周五",
  "2026.12/6",
  "26.12.6",
])("%j is no day, and is not made one", (typed) => expect(typedDay(typed, 2026)).toBeUndefined());

test("a day is shown as it is said, and read back the same", () => {
  expect(saidDay("2026-12-06")).toBe("2026年12月6日");
  expect(typedDay(saidDay("2026-12-06"), 1999)).toBe("2026-12-06");
  expect(saidDay(null)).toBe("");
  expect(weekdayOf("2026-12-06")).toBe("周日");
});
