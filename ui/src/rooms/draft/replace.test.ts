import { expect, test } from "vitest";

import { emptyReport, section, smallOffice } from "@/testing/samples";
import {
  keys,
  openWindow,
  press,
  screen,
  settle,
  stopClock,
  textarea,
  type,
  typeOver,
  wait,
} from "@/testing/window";
import { around, hitsIn, rangesOf, replacing, spotOf } from "./replace";
import { applyTyping, find } from "./report";

/** The line with each place found in 〔〕. */
const shown = (line: string, words: string) =>
  rangesOf(line, words).reduceRight(
    (text, { start, end }) => `${text.slice(0, start)}〔${text.slice(start, end)}〕${text.slice(end)}`,
    line,
  );

test.each([
  ["走访1次，慰问21次、1次", "1次", "走访〔1次〕，慰问21次、〔1次〕"],
  ["2023年、12023号、2023.5、第2023条", "2023", "〔2023〕年、12023号、2023.5、第〔2023〕条"],
  ["增长0.5%和5%", "5%", "增长0.5%和〔5%〕"],
  ["２０２３年", "２３", "２０２３年"],
  ["王书记、王书记员", "王书记", "〔王书记〕、〔王书记〕员"],
  ["APP和WAPP", "APP", "〔APP〕和WAPP"],
  ["哈哈哈", "哈哈", "〔哈哈〕哈"],
  ["没有", "", "没有"],
])("%s: %s", (line, words, expected) => expect(shown(line, words)).toBe(expected));

const report = {
  ...emptyReport("r", 2024),
  opening: ["2023年，青禾社区。"],
  sections: [section("s1", "2023年工作", ["2023年走访。", "没有年份。", "对比2023年，2023年更多。"])],
};

test("every place of the report is found in reading order, headings and title too", () => {
  const titled = { ...report, title: "2023年度\n述职报告", date: "2023年12月6日" };
  expect(hitsIn(titled, "2023").map(({ part, heading, at }) => [part, heading, at])).toEqual([
    ["title", false, 0],
    ["opening", false, 0],
    ["s1", true, 0],
    ["s1", false, 0],
    ["s1", false, 2],
    ["s1", false, 2],
    ["date", false, 0],
  ]);
});

test("only the places chosen change, in one operation that is taken back whole", () => {
  const hits = hitsIn(report, "2023").filter(({ line }) => !line.startsWith("对比"));
  const op = replacing(report, hits, "2024");
  if (op?.op !== "many") throw new Error("one operation of many");
  const after = op.ops.reduce((text, each) => applyTyping(text, each)?.report ?? text, report);
  expect(after.opening).toEqual(["2024年，青禾社区。"]);
  expect(find(after, "s1")?.section).toMatchObject({
    heading: "2024年工作",
    body: ["2024年走访。", "没有年份。", "对比2023年，2023年更多。"],
  });
  expect(replacing(report, [], "2024")).toBeNull();
});

test("a hit's spot counts the lines before it", () => {
  const last = hitsIn(report, "2023").at(-1);
  expect(last && spotOf(report, last)).toEqual({ part: "s1", heading: false, start: 23, end: 27 });
});

stopClock();

/** Puts words into a field of the bar. */
async function put(field: HTMLInputElement | undefined, text: string) {
  if (!field) throw new Error("no field");
  field.select();
  typeOver(text, field);
  await settle();
}

const bar = () => [...document.querySelectorAll<HTMLInputElement>(".find .input")];
const selected = () => textarea().value.slice(textarea().selectionStart, textarea().selectionEnd);

test("stepping from the bar shows each hit and leaves the focus there, so that no key writes over it", async () => {
  const office = smallOffice();
  Object.assign(office.reports.get("r2024")?.report ?? {}, { signature: "青禾16次" });
  await openWindow(office);
  await press("继续撰写");
  await press("理论学习");
  await keys("Ctrl+H");
  const [words] = bar();
  await put(words, "次");
  const here = () => document.querySelector(".mirror .here")?.textContent;
  const name = () => document.querySelector("#section-name")?.textContent;
  for (const [chord, part] of [
    ["Enter", "理论学习"],
    ["Enter", "民主协商"],
    ["F3", "结尾"],
    ["Enter", "理论学习"],
    ["Shift+Enter", "结尾"],
    ["Shift+F3", "民主协商"],
  ] as const) {
    await keys(chord);
    expect([document.activeElement === words, name()], chord).toEqual([true, expect.stringContaining(part)]);
    expect(here(), chord).toBe(part === "结尾" ? undefined : "次");
    expect(document.querySelector("[data-field=signature].found") !== null).toBe(part === "结尾");
  }
  expect(screen(), "and it is told which one").toContain("第 2 处，共 3 处");
  await press("下一处");
  await press("上一处");
  expect(document.activeElement).not.toBe(textarea());
  await keys("Escape");
  expect(document.activeElement, "Esc puts the caret at the hit").toBe(textarea());
  expect([name(), selected()]).toEqual([expect.stringContaining("民主协商"), "次"]);
});

test("Shift+Enter begins at the last hit, and a click on one puts the caret there", async () => {
  await openWindow(smallOffice());
  await press("继续撰写");
  await keys("Ctrl+H");
  await put(bar()[0], "次");
  await keys("Shift+Enter");
  expect(document.querySelector("#section-name")?.textContent).toContain("民主协商");
  document.querySelector<HTMLElement>(".find li .textlink")?.click();
  await settle();
  expect(document.querySelector("#section-name")?.textContent).toContain("理论学习");
  expect([document.activeElement, selected()]).toEqual([textarea(), "次"]);
  await put(bar()[0], "。");
  expect(screen(), "other words begin anew").not.toContain("第 1 处");
});

test("a word is marked, seen beforehand, changed everywhere, and taken back in one step", async () => {
  const office = smallOffice();
  await openWindow(office);
  await press("继续撰写");
  await press("理论学习");
  await keys("Ctrl+H");
  const [words, instead] = bar();
  await put(words, "次");
  expect([...document.querySelectorAll(".mirror .match")].map((each) => each.textContent)).toEqual(["次"]);
  expect(screen()).toContain("共 2 处");
  await put(instead, "回");
  await press("替换 2 处");
  await wait();
  const body = (id: string) => find(office.reports.get("r2024")?.report ?? report, id)?.section.body[0];
  expect([body("s2"), body("s3")]).toEqual(["组织集中学习16回。", "召开协商议事会【待补】回。"]);
  expect(office.versions[0]).toMatchObject({ reason: "bulk", name: "“次”改为“回”之前" });
  await keys("Ctrl+Z");
  await wait();
  expect([body("s2"), body("s3")]).toEqual(["组织集中学习16次。", "召开协商议事会【待补】次。"]);
  await keys("Escape");
  expect(document.querySelector(".find")).toBeNull();
  expect(document.querySelector(".mirror .match")).toBeNull();
  expect(textarea().value).toContain("16次");
});

test("a hit is listed with the words around it, and “…” where the line goes on", () => {
  const hit = (line: string, start: number) => ({
    part: "s2",
    heading: false,
    at: 0,
    line,
    start,
    end: start + 2,
  });
  expect(around(hit("召开党员大会4次。", 2))).toEqual({ before: "召开", after: "大会4次。" });
  const long = `${"前".repeat(20)}党员${"后".repeat(80)}`;
  expect(around(hit(long, 20))).toEqual({
    before: `…${"前".repeat(14)}`,
    after: `${"后".repeat(60)}…`,
  });
});

test("撤销 in the strip never rolls back what was typed since: it says so, and Ctrl+Z goes step by step", async () => {
  await openWindow(smallOffice());
  await press("继续撰写");
  await press("理论学习");
  await keys("Ctrl+H");
  const [words, instead] = bar();
  await put(words, "次");
  await put(instead, "回");
  await press("替换 2 处");
  await keys("Escape");
  type("又写了一句。");
  const strip = () => document.querySelector<HTMLElement>(".undo-strip button");
  strip()?.click();
  await settle();
  expect(textarea().value).toBe("组织集中学习16回。又写了一句。");
  expect(screen()).toContain("后来又改过这几节，不能单独撤回。");
  await keys("Ctrl+Z");
  await keys("Ctrl+Z");
  expect(textarea().value).toBe("组织集中学习16次。");
});
