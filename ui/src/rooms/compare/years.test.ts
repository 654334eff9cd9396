import { expect, test } from "vitest";

import type { FigureTable } from "@/ipc";
import { heights, trendsOf } from "./years";

const YEARS = [2021, 2022, 2023, 2024];

/** A table of rows such as 志愿服务·次: 12 15 18 21; 10余 is not exact, - is nothing. */
function table(...rows: string[]): FigureTable {
  return {
    years: YEARS,
    unnamed: [],
    rows: rows.map((row) => {
      const [head = "", told = ""] = row.split(": ");
      const [name = "", unit = ""] = head.split("·");
      return {
        indicator: name,
        name,
        group: "",
        unit,
        values: told.split(" ").map((word) =>
          word === "-"
            ? null
            : {
                value: parseFloat(word),
                approximate: word.endsWith("余"),
                basis: "text",
                reason: "",
                others: [],
              },
        ),
        spots: [],
        blanks: [],
      };
    }),
  };
}

const remarks = (...rows: string[]) => trendsOf(table(...rows)).map(({ remark }) => remark);

test("each year says how it stands to the one before", () => {
  const [trend] = trendsOf(table("志愿服务·次: - 15 15 21"));
  expect(trend?.points.map(({ text, sign }) => [text, sign])).toEqual([
    ["—", ""],
    ["15", "新"],
    ["15", "持平"],
    ["21", "▲ 6"],
  ]);
  expect(trendsOf(table("党课·次: 10 9.3 - 6"))[0]?.points.map(({ sign }) => sign)).toEqual([
    "",
    "▼ 0.7",
    "没写",
    "",
  ]);
});

test.each([
  ["学习资料·套: 20 30 39 39", "像是没更新"],
  ["网络舆情·件: 3 4 10余 10余", "像是没更新"],
  ["党员大会·次: 4 4 4 4", ""],
  ["党课·次: 9 9 10 6", "减少较多，请核对"],
  ["协商议事·次: 8 9 10 -", "今年没写"],
  ["协商议事·次: 8 9 - -", "近年没写"],
  ["培训·场: - - - 3", "今年新有"],
  ["志愿服务·次: 12 15 18 21", ""],
])("%s: %s", (row, expected) => expect(remarks(row)).toEqual([expected]));

test("a thing that is counted in another unit is one thing still", () => {
  expect(remarks("慰问困难群众·人: 10 12 15 -", "慰问困难群众·户: - - - 18")).toEqual([
    "2024年起按“户”记",
    "以前按“人”记",
  ]);
  expect(remarks("志愿服务·次: 12 15 18 21", "志愿服务·人次: - 90 99 120"), "two units side by side").toEqual(
    ["", ""],
  );
});

test("a row without any value is none, and what never changed is told apart", () => {
  const trends = trendsOf(table("空·次: - - - -", "党员大会·次: 4 4 4 4", "党课·次: 4 4 4 5"));
  expect(trends.map(({ name, changed }) => [name, changed])).toEqual([
    ["党员大会", false],
    ["党课", true],
  ]);
});

test("columns are as tall as their values; what is there is seen, what is not there is not", () => {
  const [trend] = trendsOf(table("参与·人次: - 1 500 1000"));
  expect(heights(trend?.points ?? [])).toEqual([0, 0.02, 0.5, 1]);
  expect(heights([])).toEqual([]);
});
