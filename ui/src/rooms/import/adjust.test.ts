import { expect, test } from "vitest";

import type { Note, ReadLine } from "@/ipc";
import { linesOf } from "@/rooms/draft/report";
import { emptyReport, section } from "@/testing/samples";
import {
  canTakeBack,
  joinToPrevious,
  moveTo,
  type Read,
  setRole,
  takeAllBack,
  takeBack,
  takeIn,
  takeNoteIn,
} from "./adjust";
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
  mends: [{ at: 1, order: 0, now: "", was: "##x##" }],
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

/** Two lines of a file that were put together, with debris taken out and marks widened. */
const mended: Read = (() => {
  const note = (message: string, ...mends: Note["mends"] & object): Note => ({ ...repair, message, mends });
  return {
    report: { ...read.report, sections: [section("s1", "工作", ["前段。", "甲乙，丙丁，戊", "后段。"])] },
    lines: [
      line(3, "前段。", "s1", 0),
      line(4, "甲乙##x##,丙", "s1", 1),
      line(5, "丁,戊", "s1", 1),
      line(6, "后段。", "s1", 2),
    ],
    notes: [
      // Two stretches begin at one character: what was taken out stood before the mark.
      note("去掉了网页残留", { at: 2, order: 1, now: "", was: "##x##" }),
      note(
        "半角标点改成了全角",
        { at: 2, order: 2, now: "，", was: "," },
        { at: 5, order: 4, now: "，", was: "," },
      ),
      note("原文把这一段断成了 2 行，已接成一段", { at: 4, order: 3, now: "", was: "\n" }),
    ],
  };
})();

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

test.each(orders)("repairs are taken back one by one in any order: %i %i %i", (...order) => {
  const messages = order.map((at) => mended.notes[at]?.message);
  let back = mended;
  for (const message of messages) {
    // Marks in both lines become a repair in each once the lines part.
    const named = () => back.notes.find((each) => each.message === message);
    for (let note = named(); note; note = named()) {
      expect(canTakeBack(back, note), message).toBe(true);
      back = takeBack(back, note);
    }
  }
  expect(linesOf(back.report, "s1"), "the text is the file's").toEqual([
    "前段。",
    "甲乙##x##,丙",
    "丁,戊",
    "后段。",
  ]);
  expect(back.notes).toEqual([]);
  expect([3, 4, 5, 6].map((number) => place(back, number)?.paragraph)).toEqual([0, 1, 2, 3]);
});

test("all are taken back at once, also after a paragraph was joined to the one before", () => {
  const joined = joinToPrevious(mended, { part: "s1", paragraph: 1 });
  const back = takeAllBack(joined);
  expect(linesOf(back.report, "s1")).toEqual(["前段。甲乙##x##,丙", "丁,戊", "后段。"]);
});

test("a heading that was put together of two lines keeps the first, and the rest is text again", () => {
  const note: Note = {
    ...repair,
    place: { part: "s1", paragraph: null },
    line: 2,
    mends: [{ at: 2, order: 0, now: "", was: "\n" }],
  };
  const two = {
    ...read,
    report: { ...read.report, sections: [section("s1", "工作情况", ["甲段。"])] },
    lines: [line(2, "一、工作", "s1", null), line(3, "情况", "s1", null), line(4, "甲段。", "s1", 0)],
    notes: [note],
  };
  const back = takeBack(two, note);
  expect(back.report.sections[0]?.heading).toBe("工作");
  expect(linesOf(back.report, "s1")).toEqual(["情况", "甲段。"]);
  expect([2, 3, 4].map((number) => place(back, number)?.paragraph)).toEqual([null, 0, 1]);
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

test("what was left out of a line is taken in behind it, and of the page's head before everything", () => {
  const left = (line: number | null, text: string): Note => ({
    kind: "dropped",
    message: "这里有隐藏的文字",
    text,
    line,
    place: null,
    before: null,
    after: null,
  });
  const [hidden, head] = [left(3, "隐藏。"), left(null, "页眉")];
  const noted = { ...read, notes: [hidden, head] };
  const after = takeNoteIn(takeNoteIn(noted, hidden), head);
  expect(linesOf(after.report, "s1")).toEqual(["甲段。", "隐藏。", "乙段。", "丙段。"]);
  expect(after.report.opening[0]).toBe("页眉");
  expect(place(after, 4), "what stands behind follows").toEqual({ part: "s1", paragraph: 2 });
  expect(after.notes).toEqual([]);
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
