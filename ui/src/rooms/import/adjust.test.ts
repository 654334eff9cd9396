import { expect, test } from "vitest";

import type { Note, ReadLine } from "@/ipc";
import { linesOf } from "@/rooms/draft/report";
import { emptyReport, section } from "@/testing/samples";
import { canTakeBack, joinToPrevious, moveTo, type Read, setRole, takeBack, takeIn } from "./adjust";
import { rows } from "./rows";

const line = (number: number, text: string, part: string | null, paragraph: number | null): ReadLine => ({
  number,
  text,
  label: "",
  place: part === null ? null : { part, paragraph },
});

const repair: Note = {
  kind: "repaired",
  message: "去掉网页残留",
  text: "##x##",
  line: 4,
  place: { part: "s1", paragraph: 1 },
  before: "乙##x##段",
  after: "乙段",
};

const read: Read = {
  report: {
    ...emptyReport("r", 2023),
    sections: [section("s1", "工作", ["甲段。", "乙段。", "丙段。"]), section("s2", "问题", ["丁。"])],
  },
  lines: [
    line(2, "一、工作", "s1", null),
    line(3, "甲段。", "s1", 0),
    line(4, "乙##x##段。", "s1", 1),
    line(5, "丙段。", "s1", 2),
    line(6, "第 1 页", null, null),
    line(7, "二、问题", "s2", null),
    line(8, "丁。", "s2", 0),
  ],
  notes: [repair],
};

const place = (from: Read, number: number) => from.lines.find((each) => each.number === number)?.place;

test("a repair is taken back to the file's own words, and its note goes", () => {
  expect(canTakeBack(read, repair)).toBe(true);
  const after = takeBack(read, repair);
  expect(linesOf(after.report, "s1")[1]).toBe("乙##x##段。");
  expect(after.notes).toEqual([]);
  expect(canTakeBack(after, repair), "its words are gone").toBe(false);
});

test("a repair of several that differ only by place takes back its own", () => {
  const money = { ...repair, before: "$&x", after: "乙段" };
  expect(linesOf(takeBack(read, money).report, "s1")[1], "no dollar is a command").toBe("$&x。");
});

test("a paragraph moves to the end of another part, and every place follows", () => {
  const after = moveTo(read, { part: "s1", paragraph: 1 }, "s2");
  expect(linesOf(after.report, "s1")).toEqual(["甲段。", "丙段。"]);
  expect(linesOf(after.report, "s2")).toEqual(["丁。", "乙段。"]);
  expect([4, 5, 8].map((number) => place(after, number))).toEqual([
    { part: "s2", paragraph: 1 },
    { part: "s1", paragraph: 1 },
    { part: "s2", paragraph: 0 },
  ]);
  expect(after.notes[0]?.place).toEqual({ part: "s2", paragraph: 1 });
  expect(linesOf(read.report, "s1"), "the reading before it stays").toHaveLength(3);
});

test("a paragraph moves to the end of its own part", () => {
  const after = moveTo(read, { part: "s1", paragraph: 0 }, "s1");
  expect(linesOf(after.report, "s1")).toEqual(["乙段。", "丙段。", "甲段。"]);
  expect(place(after, 3)).toEqual({ part: "s1", paragraph: 2 });
});

test("a paragraph joins the one before it", () => {
  const after = joinToPrevious(read, { part: "s1", paragraph: 1 });
  expect(linesOf(after.report, "s1")).toEqual(["甲段。乙段。", "丙段。"]);
  expect([3, 4, 5].map((number) => place(after, number)?.paragraph)).toEqual([0, 0, 1]);
  expect(joinToPrevious(read, { part: "s1", paragraph: 0 })).toBe(read);
});

test("a line that was left out is taken in where it stood", () => {
  const [, , , , left] = read.lines;
  const after = left ? takeIn(read, left) : read;
  expect(linesOf(after.report, "s1")).toEqual(["甲段。", "乙段。", "丙段。", "第 1 页"]);
  expect(place(after, 6)).toEqual({ part: "s1", paragraph: 3 });
});

test("a role is set on one section alone", () => {
  const after = setRole(read, "s2", "problems");
  expect(after.report.sections.map(({ role }) => role)).toEqual(["achievements", "problems"]);
});

test("lines put without doubt fold; notes, the frame and a doubt's neighbours stay in sight", () => {
  const lines = [
    line(1, "标题", "title", null),
    line(2, "一、工作", "s1", null),
    ...[3, 4, 5, 6, 7, 8].map((number) => line(number, `第${number}行`, "s1", number - 3)),
    line(9, "", null, null),
  ];
  const doubt: Note = { ...repair, kind: "doubt", line: 7, before: null, after: null };
  const shown = rows(lines, [doubt], new Set(["s1"])).map((row) =>
    row.is === "fold" ? row.lines.map(({ number }) => number) : row.line.number,
  );
  expect(shown).toEqual([1, 2, [3, 4, 5], 6, 7, 8]);
});
