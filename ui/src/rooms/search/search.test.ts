import { expect, test } from "vitest";

import type { Hit } from "@/ipc";
import { emptyReport, section, smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { keys, openWindow, press, screen, stopClock, textarea, wait } from "@/testing/window";
import { byYear, spotOf, told } from "./hits";

stopClock();

const hit = (more: Partial<Hit> = {}): Hit => ({
  report: "r2024",
  year: 2024,
  title: "2024年度述职报告",
  section: "s2",
  number: "（一）",
  heading: "理论学习",
  paragraph: 0,
  start: 4,
  before: "组织集中",
  match: "学习",
  after: "16次。",
  ...more,
});

const field = () => document.querySelector<HTMLInputElement>(".search input") as HTMLInputElement;
const selected = () => textarea().value.slice(textarea().selectionStart, textarea().selectionEnd);

async function lookFor(words: string) {
  field().value = words;
  field().dispatchEvent(new Event("input"));
  await wait(200);
}

async function opened(desk: Office = smallOffice()): Promise<Office> {
  await openWindow(desk);
  await keys("Ctrl+F");
  return desk;
}

test("hits are listed by year and section, as they came", () => {
  const hits = [
    hit(),
    hit({ start: 9 }),
    hit({ section: "title", paragraph: null }),
    hit({ report: "r2023", year: 2023 }),
  ];
  const listed = byYear(hits).map(({ year, parts }) => [
    year,
    parts.map(({ name, hits }) => [name, hits.map(({ at }) => at)]),
  ]);
  expect(listed).toEqual([
    [
      2024,
      [
        ["（一）理论学习", [0, 1]],
        ["标题", [2]],
      ],
    ],
    [2023, [["（一）理论学习", [3]]]],
  ]);
});

test("so many hits that nobody counts them are told as such", () => {
  expect(told(7, false, 7)).toBe("找到 7 处");
  expect(told(120, false, 50)).toBe("找到 120 处，列出前 50 处");
  expect(told(1000, true, 50)).toBe("找到 1000+ 处，列出前 50 处");
});

test("a hit is found in the text as it is now", () => {
  const report = {
    ...emptyReport("r2024", 2024),
    sections: [section("s2", "理论学习", ["𠮷日组织集中学习16次。", "学习笔记"])],
  };
  expect(spotOf(report, hit({ start: 6 })), "characters outside of the first plane count once").toMatchObject(
    { start: 7, end: 9 },
  );
  expect(spotOf(report, hit({ paragraph: 1, start: 0 }))).toMatchObject({ start: 14, end: 16 });
  expect(spotOf(report, hit({ start: 99 })), "it moved").toMatchObject({ start: 7, end: 9 });
  expect(spotOf(report, hit({ match: "党课" })), "its words are gone").toMatchObject({ start: 0, end: 0 });
  expect(spotOf(report, hit({ paragraph: null, start: 2 }))).toMatchObject({
    heading: true,
    start: 2,
    end: 4,
  });
});

test("one character is enough, and Enter opens the report with the words selected", async () => {
  await opened();
  await lookFor("学");
  expect(document.querySelector("#search-state")?.textContent).toBe("找到 2 处");
  expect([...document.querySelectorAll(".hit mark")].map((mark) => mark.textContent)).toEqual(["学", "学"]);
  field().focus();
  await keys("ArrowDown");
  await keys("Enter");
  await wait();
  expect(document.querySelector(".switch")?.textContent).toContain("2023年度");
  expect(selected()).toBe("学");
});

test("F3 goes on to the next place when the dialog is closed", async () => {
  await opened();
  await lookFor("学");
  field().focus();
  await keys("Enter");
  await wait();
  expect(document.querySelector(".switch")?.textContent).toContain("2024年度");
  await keys("F3");
  await wait();
  expect(document.querySelector(".switch")?.textContent).toContain("2023年度");
  expect(selected()).toBe("学");
});

test("a word that nobody wrote and an empty field each say what to do", async () => {
  await opened();
  expect(screen()).toContain("如“党课”");
  await lookFor("防汛");
  expect(screen()).toContain("各年的报告里都没有“防汛”");
  await lookFor("  ");
  expect(screen()).toContain("如“党课”");
});

test("the answer to what was typed last counts, however late the others come", async () => {
  const desk = smallOffice();
  const pending: Record<string, (found: unknown) => void> = {};
  desk.answers["search"] = ({ words }: { words: string }) =>
    new Promise((resolve) => (pending[words] = resolve));
  await opened(desk);
  await lookFor("党");
  await lookFor("党课");
  pending["党课"]?.({ hits: [], total: 0, more: false });
  await wait();
  pending["党"]?.({ hits: [hit()], total: 1, more: false });
  await wait();
  expect(screen()).toContain("各年的报告里都没有“党课”");
});

test("a refusal is told in the dialog", async () => {
  const desk = smallOffice();
  desk.answers["search"] = () => {
    throw { code: "storeUnread", message: "内容读不出来。请重新打开述职再试。" };
  };
  await opened(desk);
  await lookFor("党");
  expect(document.querySelector("[role=status]#search-state")?.textContent).toContain("内容读不出来");
});

test("the button in the bar opens the dialog, and what was looked for is still there", async () => {
  await opened();
  await lookFor("回音");
  await press("关闭");
  await press("查找全部年份，快捷键 Ctrl+F");
  expect(field().value).toBe("回音");
  expect(screen()).toContain("找到 1 处");
});
