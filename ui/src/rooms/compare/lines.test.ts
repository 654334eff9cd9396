import { expect, test } from "vitest";

import { comparison, row } from "@/testing/comparison";
import { changed, type Line, linesOf, percent, shown, tally } from "./lines";

const text = (side: Line["old"]) =>
  side ? side.number + side.pieces.map((piece) => piece.text).join("") : null;
/** The lines of a section as one sees them: old text, word between, new text, each cut short. */
const seen = (lines: Line[]) =>
  lines.map((line) => [
    text(line.old)?.slice(0, 6) ?? "／",
    `${line.tag} ${line.note}`.trim(),
    text(line.new)?.slice(0, 6) ?? "／",
  ]);

const of = (rows: ReturnType<typeof row>[]) => linesOf({ ...comparison(), paragraphs: rows });

test("a section reads as in the two reports, what moved standing at both its places", () => {
  const { lines } = linesOf(comparison());
  expect(seen(lines.filter((line) => line.group === "s2"))).toEqual([
    ["（二）民主协", "标题", "（二）民主协"],
    ["一是持续深化", "改 36字 62% 同", "一是深化“比"],
    ["社区党支部严", "移动 到第3段", "／"],
    ["二是推进民主", "改写", "二是把议事桌"],
    ["／", "移来 原第2段", "社区党支部严"],
    ["三是用好网格", "拆开 成 2 段", "三是用好网格"],
  ]);
});

test("both reports are read whole from the lines, each in its order", () => {
  const all = comparison();
  const { lines } = linesOf(all);
  const column = (side: "old" | "new") =>
    lines.map((line) => text(line[side])).filter((each) => each !== null);
  const rows = all.paragraphs.flatMap((each) => each.new);
  expect(column("new").join("\n")).toBe(
    rows.map((passage) => (passage.numbered ? passage.number : "") + passage.text).join("\n"),
  );
  expect(
    column("old")
      .filter((line) => /^(一是持续|社区党支部|二是推进|三是用好)/u.test(line))
      .map((line) => line.slice(0, 2)),
  ).toEqual(["一是", "社区", "二是", "三是"]);
});

test("each half of a move leads to the other", () => {
  const { lines } = linesOf(comparison());
  const halves = lines.filter((line) => line.tone === "moved");
  expect(halves.map((line) => line.other)).toEqual(halves.map((line) => line.key).toReversed());
});

test("a paragraph that went to another section says to which", () => {
  const { lines } = of([
    row("same", "s2", "s2", "理论学习"),
    row("same", "s2.0", "s2.0", "组织集中学习。"),
    row("same", "s2.1", "s4.0", "开设“床前课堂”，送学上门。", { moved: true }),
  ]);
  expect(lines.map((line) => [line.group, line.tag, line.note])).toEqual([
    ["s1", "标题", ""],
    ["s1", "相同", ""],
    ["s1", "移动", "到（二）第1段"],
    ["s2", "移来", "原（一）第2段"],
  ]);
});

test("the parts are listed as they stand, containers with the first part in them", () => {
  const { shares, lines } = linesOf(comparison());
  expect(shares.map(({ name, share }) => [name, share])).toEqual([
    ["全文", 0.38],
    ["开头", 0.52],
    ["（一）理论学习", 0.64],
    ["（二）民主协商", 0.34],
    ["二、存在问题及原因", 0.12],
    ["三、文明创建", null],
    ["三、下一步工作计划", 0],
    ["结尾", null],
  ]);
  expect(lines.find((line) => text(line.new) === "一、工作开展情况")?.group).toBe("s1");
});

test("a blank is shaded, and a text that is new as a whole is not marked word by word", () => {
  const { lines } = linesOf(comparison());
  const rewritten = lines.find((line) => line.tag === "改写");
  expect(rewritten?.new?.pieces.filter((piece) => piece.blank)).toEqual([
    { text: "【待补】", op: "same", blank: true },
  ]);
  expect(rewritten?.new?.pieces.every((piece) => piece.op === "same")).toBe(true);
});

test("what changed is counted by kind, a move once", () => {
  const { lines } = linesOf(comparison());
  expect(tally(lines.filter((line) => line.group === "s2"))).toBe(
    "改 1 段 · 改写 1 段 · 移动 1 段 · 拆开 1 段 · 标题 1 处",
  );
  expect(tally(lines.filter((line) => line.group === "closing"))).toBe("没有变化");
});

test("only the changes are shown, with the headings they stand under", () => {
  const { lines } = linesOf(comparison());
  const few = shown(lines, true);
  expect(few.some((line) => line.group === "closing")).toBe(false);
  expect(few.filter((line) => line.group === "s1").map((line) => line.tag)).toEqual([
    "标题",
    "标题",
    "改数字",
  ]);
  expect(few.filter((line) => line.kind === "paragraph").every(changed)).toBe(true);
  expect(shown(lines, false)).toEqual(lines);
});

test("a share is never called whole or nothing when it is not", () => {
  expect([0, 0.001, 0.384, 0.996, 1].map(percent)).toEqual(["0%", "1%", "38%", "99%", "100%"]);
});
