import { emit } from "@tauri-apps/api/event";
import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import { office } from "@/testing/shell";
import { control, keys, openWindow, press, screen, settle, textarea, type } from "@/testing/window";

const tabs = () => [...document.querySelectorAll(".tabs button")].map((tab) => tab.textContent.trim());

test("only rooms that are there have a tab, each with its fixed key", async () => {
  await openWindow(smallOffice());
  expect(tabs()).toEqual(["首页", "撰写", "数字", "检查", "对比", "导出"]);
  await keys("Alt+7");
  expect(document.querySelector("h1")?.textContent).toBe("预览与导出");
  await keys("Alt+2");
  expect(document.querySelector("h1")?.textContent).toBe("撰写台");
  await keys("Alt+4");
  expect(document.querySelector("h1")?.textContent, "台账 is not there yet").toBe("撰写台");
  await keys("Alt+1");
  expect(document.querySelector("h1")?.textContent).toBe("首页");
});

test.each(["F3", "F5", "F7", "Ctrl+F", "Ctrl+P", "Ctrl+R", "Ctrl+0", "Ctrl+S"])(
  "the web view's own %s is switched off",
  async (chord) => {
    await openWindow(smallOffice());
    expect(await keys(chord)).toBe(true);
  },
);

test.each(["Ctrl+C", "Ctrl+V", "Ctrl+A", "Enter", "Ctrl+ ", "Ctrl+."])("%s is left alone", async (chord) => {
  await openWindow(smallOffice());
  expect(await keys(chord)).toBe(false);
});

test("字号 and 高对比度 hold for the whole window, and are kept", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  expect(document.documentElement.dataset["size"]).toBe("16");
  await keys("Ctrl+=");
  expect(document.documentElement.dataset["size"]).toBe("20");
  await press("字号：大");
  await press("特大 24");
  expect(desk.settings.textSize).toBe(24);
  await press("更多");
  await press("显示与设置…");
  control("高对比度").querySelector("input")?.click();
  await settle();
  expect(desk.settings.theme).toBe("contrast");
  expect(document.documentElement.dataset["theme"]).toBe("contrast");
});

test("F1 opens the help, and Esc closes it", async () => {
  await openWindow(smallOffice());
  await keys("F1");
  expect(document.querySelector("[role=dialog]")?.getAttribute("aria-label")).toBe("帮助");
  await keys("Alt+2");
  expect(document.querySelector("h1")?.textContent, "a dialog has the keyboard").toBe("首页");
  await keys("Escape");
  expect(document.querySelector("[role=dialog]")).toBeNull();
});

test("a menu opens on its first act, goes by arrows, and Esc gives the focus back", async () => {
  await openWindow(smallOffice());
  await press("更多");
  expect(document.activeElement?.textContent.trim()).toBe("历史版本");
  await keys("ArrowDown");
  expect(document.activeElement?.textContent.trim()).toBe("单位档案");
  await keys("ArrowDown");
  expect(document.activeElement?.textContent.trim()).toBe("本街道通知…");
  for (let up = 0; up < 3; up++) await keys("ArrowUp");
  expect(document.activeElement?.textContent).toContain("帮助");
  await keys("Escape");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("更多");
  expect(document.querySelector("[role=menu]")).toBeNull();
});

test("closing stores what is typed and never asks", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("继续撰写");
  type("最后一句。");
  await emit("tauri://close-requested");
  await settle();
  const names = desk.calls.map(({ name }) => name);
  expect(names.lastIndexOf("save_report")).toBeGreaterThan(-1);
  expect(names.at(-1)).toBe("plugin:window|destroy");
  expect(document.querySelector("[role=dialog]")).toBeNull();
});

test("closing asks only when text cannot be stored", async () => {
  const desk = smallOffice();
  desk.answers["save_report"] = () => {
    throw { code: "unsaved", message: "刚才的修改没有存上：磁盘满了。" };
  };
  await openWindow(desk);
  await press("继续撰写");
  type("最后一句。");
  await emit("tauri://close-requested");
  await settle();
  const names = () => desk.calls.map(({ name }) => name);
  expect(names()).not.toContain("plugin:window|destroy");
  expect(names(), "the shell is told to wait").toContain("keep_open");
  expect(screen()).toContain("刚才的修改还没有存上");
  await press("先不关");
  expect(textarea().value).toContain("最后一句。");
});

test("a refusal is told in its own words until it is closed", async () => {
  const desk = smallOffice();
  desk.answers["open_report"] = () => {
    throw { code: "missing", message: "没有找到这份报告，可能已经删除。请回到首页重新选择。" };
  };
  await openWindow(desk);
  await press("继续撰写");
  expect(document.querySelector("[role=alert]")?.textContent).toContain("没有找到这份报告");
  await press("知道了");
  expect(document.querySelector("[role=alert]")).toBeNull();
});

test("the list follows what was written elsewhere", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  desk.reports.delete("r2023");
  await emit("changed", { reports: true, branch: false, settings: false });
  await settle();
  expect(screen()).not.toContain("2023");
});

test("files that are dropped are read in, from wherever the user is", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("继续撰写");
  desk.answers["offered_files"] = [{ token: 3, name: "旧报告.txt" }];
  await emit("offered");
  await settle();
  expect(desk.calls).toContainEqual({ name: "read_file", args: { token: 3 } });
  expect(screen()).toContain("旧报告.txt");
});

test("a file that was left half looked through waits on 首页", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  desk.answers["offered_files"] = [{ token: 3, name: "旧报告.txt" }];
  await emit("offered");
  await settle();
  await press("首页");
  expect(screen()).toContain("旧报告.txt 还没有核对完");
  await press("继续核对");
  expect(desk.calls.filter(({ name }) => name === "read_file")).toHaveLength(2);
});

test("no text on the screen is English, save names of file kinds", async () => {
  await openWindow(smallOffice());
  const pages = [screen()];
  for (const tab of ["撰写", "导出"]) {
    await press(tab);
    pages.push(screen());
  }
  await openWindow(office());
  pages.push(screen());
  const words = pages.join(" ").match(/[A-Za-z]{2,}/gu) ?? [];
  expect(new Set(words)).toEqual(new Set(["Word", "docx", "txt", "doc", "wps", "WPS", "GB"]));
});
