import { expect, test, vi } from "vitest";

import type { Report } from "@/ipc";
import { smallOffice } from "@/testing/samples";
import { keys, press, screen, stopClock, textarea, typeOver } from "@/testing/window";
import { find } from "./report";
import { deskAt, stored } from "./testing";

/** Puts the caret into the text by a key. */
function caretAt(start: number, end = start) {
  textarea().focus();
  textarea().setSelectionRange(start, end);
  textarea().dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
}

stopClock();

test("F8 goes to the next blank, selected ready to type over", async () => {
  await deskAt("理论学习");
  textarea().focus();
  await keys("F8");
  expect(document.querySelector("#section-name")?.textContent).toContain("民主协商");
  const { selectionStart, selectionEnd, value } = textarea();
  expect(value.slice(selectionStart, selectionEnd)).toBe("【待补】");
});

test("F8 and Shift+F8 go round the blanks and tell which of how many", async () => {
  const office = smallOffice();
  const report = office.reports.get("r2024")?.report as Report;
  report.closing = ["走访【待补】户，办实事【待补：件数】件。"];
  await deskAt("理论学习", office);
  textarea().focus();
  const told = () => document.querySelector("[aria-label=没填的空]")?.textContent.trim();
  expect(told()).toBe("待补 3 处");
  const selected = () => textarea().value.slice(textarea().selectionStart, textarea().selectionEnd);
  for (const [chord, words, which] of [
    ["F8", "【待补】", "待补 1／3"],
    ["F8", "【待补】", "待补 2／3"],
    ["F8", "【待补：件数】", "待补 3／3"],
    ["F8", "【待补】", "待补 1／3"],
    ["Shift+F8", "【待补：件数】", "待补 3／3"],
    ["Shift+F8", "【待补】", "待补 2／3"],
  ] as const) {
    await keys(chord);
    expect([selected(), told()]).toEqual([words, which]);
  }
  expect(document.querySelector("#section-name")?.textContent).toContain("结尾");
});

/** What is selected in the field that has the focus, and the name of that field. */
function chosen(): string[] {
  const field = document.activeElement as HTMLTextAreaElement;
  const label =
    field.getAttribute("aria-label") ?? document.querySelector(`label[for="${field.id}"]`)?.textContent;
  return [
    (label ?? "").trim().split(/[ ，]/u)[0] ?? "",
    field.value.slice(field.selectionStart, field.selectionEnd),
  ];
}

test("F8 selects every blank of the report in its own field, and never stops on the way", async () => {
  const office = smallOffice();
  const report = stored(office);
  Object.assign(report, {
    title: "【待补：单位】\n述职报告",
    salutation: "各位【待补】、同志们：",
    date: "【待补：日期】",
  });
  const talks = find(report, "s3")?.section;
  if (talks) talks.heading = "【待补：事项】协商，坚持在“【待补】”上下功夫";
  await deskAt("开头", office);
  const round = [
    ["标题", "【待补：单位】"],
    ["称呼", "【待补】"],
    ["标题", "【待补：事项】"],
    ["关键字", "【待补】"],
    ["（二）正文", "【待补】"],
    ["日期", "【待补：日期】"],
  ];
  for (const blank of [...round, ...round.slice(0, 1)]) {
    await keys("F8");
    expect(chosen()).toEqual(blank);
  }
  for (const blank of round.toReversed()) {
    await keys("Shift+F8");
    expect(chosen()).toEqual(blank);
  }
});

test("F8 goes on from where the caret was put: in a field, behind what was filled in, or in another part", async () => {
  const office = smallOffice();
  Object.assign(stored(office), {
    closing: ["走访【待补】户，办实事【待补：件数】件。"],
    date: "【待补：日期】",
  });
  await deskAt("结尾", office);
  await keys("F8");
  expect(chosen()).toEqual(["结尾正文", "【待补】"]);
  typeOver("21");
  caretAt(4);
  await keys("F8");
  expect(chosen()).toEqual(["结尾正文", "【待补：件数】"]);
  await press("民主协商");
  await keys("F8");
  expect(chosen(), "no blank of a part just opened is skipped").toEqual(["（二）正文", "【待补】"]);
  await press("结尾");
  await keys("F8");
  expect(chosen()).toEqual(["结尾正文", "【待补：件数】"]);
  await keys("F8");
  expect(chosen()).toEqual(["日期", "【待补：日期】"]);
});

test("where no blank is left, F8 says so", async () => {
  const office = smallOffice();
  const report = office.reports.get("r2024")?.report as Report;
  const talks = find(report, "s3")?.section;
  if (talks) talks.body = ["件件有回音。"];
  await deskAt("理论学习", office);
  await keys("F8");
  expect(screen()).toContain("没有没填的空了");
});

test("coming back from another page, the caret is where it was", async () => {
  await deskAt("民主协商");
  caretAt(4, 6);
  for (const page of ["Alt+5", "Alt+1"]) {
    await keys(page);
    await keys("Alt+2");
    expect(document.querySelector("#section-name")?.textContent).toContain("民主协商");
    expect(document.activeElement).toBe(textarea());
    expect([textarea().selectionStart, textarea().selectionEnd]).toEqual([4, 6]);
  }
});

test("a part that was only opened keeps no caret of the part before", async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  const office = await deskAt("民主协商");
  caretAt(4);
  await press("理论学习");
  await press("首页");
  expect([office.settings.lastPart, office.settings.lastCaret]).toEqual([{ r2024: "s2" }, { r2024: 0 }]);
});

test("the caret is found again at the next start", async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  const office = await deskAt("民主协商");
  caretAt(4);
  await press("首页");
  expect(office.settings.lastPart).toEqual({ r2024: "s3" });
  expect(office.settings.lastCaret).toEqual({ r2024: 4 });
  expect(screen()).toContain("上次写到（二）民主协商");
});
