import { expect, test } from "vitest";

import type { Export, Finding } from "@/ipc";
import { LAYOUT } from "@/testing/paper";
import { smallOffice } from "@/testing/samples";
import { type Office } from "@/testing/shell";
import {
  control,
  openWindow,
  press,
  screen,
  settle,
  stopClock,
  textarea,
  type,
  wait,
} from "@/testing/window";
import { describe as inWords } from "./describe";
import { shades } from "./shades";
import { pageOf } from "./usePreview";

stopClock();

/** 预览与导出 of the report of 2024. */
async function exporting(desk: Office = smallOffice()): Promise<Office> {
  await openWindow(desk);
  await press("导出");
  return desk;
}

const requests = (desk: Office) =>
  desk.calls.filter(({ name }) => name === "export_report").map(({ args }) => args as Export);

/** An office whose report has no blank left. */
function filled(): Office {
  const desk = smallOffice();
  const found = desk.reports.get("r2024");
  if (found) found.report = JSON.parse(JSON.stringify(found.report).replace("【待补】", "31"));
  return desk;
}

test("the pages are drawn as the core placed them", async () => {
  await exporting();
  const first = document.querySelector("svg.sheet");
  expect(first?.getAttribute("viewBox")).toBe("0 0 595.3 841.9");
  expect(first?.querySelector("text.title")?.textContent.trim()).toBe("青禾社区党支部书记");
  expect(document.querySelectorAll("rect.blank"), "blanks are shaded").toHaveLength(1);
  expect(screen()).toContain("第 1 页，共 1 页");
  expect(screen()).toContain("A4，上 37 左 28 毫米，每页 22 行、每行 28 字，页码 — 1 —");
  expect(screen()).toContain("本机没有方正小标宋简体");
});

test("what is typed is stored before it is shown on paper", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("继续撰写");
  type("刚写的。");
  await press("导出");
  const order = desk.calls
    .map(({ name }) => name)
    .filter((name) => ["save_report", "preview"].includes(name));
  expect(order).toEqual(["save_report", "preview"]);
  expect(document.querySelector("svg.sheet")?.textContent).toContain("刚写的。");
});

test("a blank can be filled from here, one or one after the other", async () => {
  await exporting();
  expect(screen()).toContain("召开协商议事会【待补】次");
  await press("去填：召开协商议事会");
  const field = textarea();
  expect(document.activeElement).toBe(field);
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("【待补】");
});

test("with blanks left the export asks first, and goes on with a reason", async () => {
  const desk = await exporting();
  await press("导出Word");
  expect(screen()).toContain("还有 1 处没填");
  await press("写明原因，仍要导出");
  expect((control("就这样导出") as HTMLButtonElement).disabled, "a reason is needed").toBe(true);
  const reason = document.querySelector<HTMLTextAreaElement>(".reason textarea");
  if (reason) type("先给街道看框架", reason);
  await settle();
  await press("就这样导出");
  expect(requests(desk).map(({ despite }) => despite)).toEqual([null, "先给街道看框架"]);
  expect(screen()).toContain("已导出：");
});

test("what must be changed is told before an export, and never stops it", async () => {
  const desk = filled();
  const kept = desk.reports.get("r2024");
  if (kept) kept.report.opening = ["在云桥镇党委的领导下，先后5余次到场。"];
  await exporting(desk);
  expect(screen(), "the rest had better be changed, and is not counted").toContain("还有 1 处必须改");
  expect(screen()).not.toContain("都齐了");
  await press("导出Word");
  expect(screen()).toContain("已导出：");
  await press("去看");
  expect(document.querySelector("h1")?.textContent).toBe("检查结果");
});

test("a blank that is listed is not told once more", async () => {
  await exporting();
  expect(screen()).toContain("还有 1 处待补");
  expect(screen()).not.toContain("处必须改");
});

test("all in order is said once the text has been looked through", async () => {
  const desk = filled();
  let answer: (found: unknown) => void = () => undefined;
  desk.answers["check_report"] = () => new Promise((resolve) => (answer = resolve));
  await exporting(desk);
  expect(screen()).not.toContain("都齐了");
  answer({ findings: [], setAside: [], off: [] });
  await settle();
  expect(screen()).toContain("都齐了，可以导出。");
});

test("依次去填 goes to the first blank", async () => {
  await exporting();
  await press("导出Word");
  const buttons = [...document.querySelectorAll<HTMLElement>("[role=dialog] button")];
  buttons.find((button) => button.textContent.includes("依次去填"))?.click();
  await settle();
  expect(document.querySelector("#section-name")?.textContent).toContain("民主协商");
});

test("after an export the file and its folder are one click away", async () => {
  const desk = await exporting(filled());
  await press("导出Word");
  expect(requests(desk)[0]).toEqual({
    report: "r2024",
    format: "docx",
    layout: "gbt9704",
    despite: null,
    choose: false,
    overwrite: false,
  });
  expect(document.querySelector("[role=dialog]"), "no dialog for success").toBeNull();
  await press("打开文件");
  await press("打开所在文件夹");
  expect(desk.calls.slice(-2)).toEqual([
    { name: "open_file", args: { token: 7 } },
    { name: "show_in_folder", args: { token: 7 } },
  ]);
});

test("a name that is taken: another name, or over it", async () => {
  const desk = filled();
  let times = 0;
  const done = { name: "报告.docx", folder: "文档", token: 8, pages: 5, characters: 100 };
  desk.answers["export_report"] = () => {
    if (times++ < 2) throw { code: "fileExists", message: "这个位置已经有同名文件：报告.docx。" };
    return done;
  };
  await exporting(desk);
  await press("导出Word");
  expect(screen()).toContain("这个名字已经有了");
  await press("换个名字");
  await press("覆盖");
  expect(requests(desk).map(({ choose, overwrite }) => [choose, overwrite])).toEqual([
    [false, false],
    [true, false],
    [true, true],
  ]);
  expect(screen()).toContain("已导出：报告.docx");
});

test("a place that refuses says why, and 重试 tries the same again", async () => {
  const desk = filled();
  const refuse = () => {
    throw { code: "unwritten", message: "文件正被 Word 打开着，写不进去。请在 Word 里关掉它，再点“重试”。" };
  };
  desk.answers["export_report"] = refuse;
  await exporting(desk);
  await press("导出Word");
  expect(screen()).toContain("请在 Word 里关掉它");
  delete desk.answers["export_report"];
  await press("重试");
  expect(screen()).toContain("已导出：");
});

test("a dialog that was cancelled leaves everything as it was", async () => {
  const desk = filled();
  desk.answers["export_report"] = null;
  await exporting(desk);
  await press("其他导出方式");
  await press("另存为文本…");
  expect(requests(desk)[0]).toMatchObject({ format: "txt", choose: true });
  expect(screen()).not.toContain("已导出");
  expect(document.querySelector("[role=dialog]")).toBeNull();
});

test("signature and date are put under the text, to be filled in", async () => {
  const desk = await exporting();
  control("加落款和日期").querySelector("input")?.click();
  await settle();
  await wait();
  expect(desk.reports.get("r2024")?.report).toMatchObject({
    signature: "青禾社区党支部",
    date: "【待补：日期】",
  });
});

test("another reading speed is stored before the minutes are counted anew", async () => {
  const desk = await exporting();
  const speed = document.querySelector<HTMLSelectElement>(".speed select");
  if (speed) speed.value = "160";
  speed?.dispatchEvent(new Event("change"));
  await settle();
  expect(desk.calls.slice(-2).map(({ name }) => name)).toEqual(["change_settings", "preview"]);
  expect(desk.settings.readingSpeed).toBe(160);
});

test("a finding's page is the one that shows its words, not the one its paragraph begins on", () => {
  const place = { part: "s1", paragraph: 0 };
  const piece = (text: string) => ({
    x: 0,
    text,
    face: "body" as const,
    size: 16,
    width: 0,
    bold: false,
    spacing: 0,
  });
  const page = (number: number, text: string) => ({
    number,
    lines: [{ y: 0, place, pieces: [piece(text)] }],
  });
  const finding = { section: "s1", paragraph: 0, start: 7, end: 11, text: "【待补】" } as Finding;
  expect(pageOf([page(1, "全年召开"), page(2, "议事会【待补】次")], finding)).toBe(2);
  expect(pageOf([], finding)).toBeNull();
});

test("a blank that a line break cuts is shaded on both lines", () => {
  const place = { part: "s1", paragraph: 0 };
  const line = (y: number, text: string, at = place) => ({
    y,
    place: at,
    pieces: [
      { x: 10, text, face: "body" as const, size: 16, width: text.length * 10, bold: false, spacing: 0 },
    ],
  });
  const page = {
    number: 1,
    lines: [
      line(100, "召开【待补："),
      line(130, "次数】次"),
      line(160, "【待", { part: "s1", paragraph: 1 }),
    ],
  };
  expect(shades(page)).toEqual([
    { x: 30, y: 100, width: 40, size: 16 },
    { x: 10, y: 130, width: 30, size: 16 },
  ]);
});

test("a layout is told in one sentence", () => {
  expect(inWords({ ...LAYOUT, pageNumber: null, linePitch: 560 })).toBe(
    "A4，上 37 左 28 毫米，每页 23 行、每行 28 字，不排页码",
  );
});
