import { describe, expect, test } from "vitest";

import type { Report, FigureSpot } from "@/ipc";
import { emptyReport } from "@/testing/samples";
import { figureTable } from "@/testing/figures";
import {
  candidates,
  changeOf,
  compared,
  groupsOf,
  sparkline,
  staleRows,
  stateOf,
  typedAmount,
} from "./table";

describe("a row", () => {
  test("is to be dealt with when the text says another value, or nothing is filled in", () => {
    const states = figureTable().rows.map(stateOf);
    expect(states.filter((state) => state.todo).map((state) => state.row.name)).toEqual([
      "志愿服务",
      "协商议事",
      "解决事宜",
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
      "持平",
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

test("what is typed may be of full width or end in 余, and what is no number is told apart from nothing", () => {
  const exact = (value: number) => ({ value, approximate: false });
  expect(["12", "１２", " 1,200 ", "3.5", "10余", "", "十二", "-1", "余"].map(typedAmount)).toEqual([
    exact(12),
    exact(12),
    exact(1200),
    exact(3.5),
    { value: 10, approximate: true },
    null,
    undefined,
    undefined,
    undefined,
  ]);
});

test("numbers that were taken over from last year with their words are told", () => {
  expect(staleRows(figureTable()).map(({ name }) => name)).toEqual(["解决事宜"]);
});

test("a name may mean what is counted in its unit, the likest first", () => {
  const choice = (name: string, ...units: string[]) => ({ key: name, name, group: "服务群众", units });
  const all = [
    choice("党课", "次"),
    choice("协商议事", "次", "场"),
    choice("圆桌会", "场"),
    choice("自己加的"),
  ];
  expect(candidates(all, "红色圆桌", "场").map(({ name }) => name)).toEqual([
    "圆桌会",
    "协商议事",
    "自己加的",
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
  const amount = { value: 121, approximate: false };
  const first = [...at("18次")].length;
  const second = [...at("１８次")].length;
  expect(changeOf(report, [spot(first, first + 3), spot(second, second + 3)], amount)).toEqual({
    op: "many",
    ops: [{ op: "setText", part: "opening", lines: ["𠮷家湾志愿服务121次，又志愿服务121次。", "党课4次。"] }],
  });
});
