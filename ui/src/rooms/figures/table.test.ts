import { describe, expect, test } from "vitest";

import type { Report, FigureSpot } from "@/ipc";
import { emptyReport } from "@/testing/samples";
import { figureTable } from "@/testing/figures";
import { changeOf, compared, groupsOf, sparkline, stateOf, typedNumber } from "./table";

describe("a row", () => {
  test("is to be dealt with when the text says another value, or nothing is filled in", () => {
    const states = figureTable().rows.map(stateOf);
    expect(states.filter((state) => state.todo).map((state) => state.row.name)).toEqual([
      "志愿服务",
      "协商议事",
    ]);
    expect(states[2]?.differing.map((spot) => spot.value)).toEqual([18]);
  });

  test("is compared with the year before", () => {
    expect(figureTable().rows.map((row) => compared(stateOf(row)))).toEqual([
      "▼ 2",
      "持平",
      "▲ 3",
      "▲ 3",
      "—",
    ]);
  });

  test("stands in its group", () => {
    expect(groupsOf(figureTable().rows.map(stateOf)).map(({ name }) => name)).toEqual([
      "组织生活",
      "服务群众",
      "基层治理",
    ]);
  });
});

test("a line of years leaves out those without a value", () => {
  expect(sparkline([8, null, 10, 9]).map(({ x }) => x)).toEqual([4, 52, 76]);
});

test("what is typed may be of full width, and what is no number is told apart from nothing", () => {
  expect(["12", "１２", " 1,200 ", "3.5", "", "十二", "-1"].map(typedNumber)).toEqual([
    12,
    12,
    1200,
    3.5,
    null,
    undefined,
    undefined,
  ]);
});

test("every chosen place says the new value, whatever stands before it", () => {
  const report: Report = {
    ...emptyReport("r", 2024),
    opening: ["𠮷家湾志愿服务18次，又志愿服务１８次。", "党课4次。"],
  };
  const spot = (start: number, end: number): FigureSpot => ({
    ...(figureTable().rows[2]?.spots[1] as FigureSpot),
    part: "opening",
    paragraph: 0,
    start,
    end,
  });
  const line = [...(report.opening[0] ?? "")];
  const at = (words: string) => line.join("").split(words)[0] ?? "";
  const first = [...at("18次")].length;
  const second = [...at("１８次")].length;
  expect(changeOf(report, [spot(first, first + 3), spot(second, second + 3)], 121)).toEqual({
    op: "many",
    ops: [{ op: "setText", part: "opening", lines: ["𠮷家湾志愿服务121次，又志愿服务121次。", "党课4次。"] }],
  });
});
