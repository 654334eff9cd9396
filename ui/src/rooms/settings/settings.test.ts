import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import { office, type Office } from "@/testing/shell";
import { control, keys, openWindow, press, screen, settle, type } from "@/testing/window";

const names = (desk: Office) => desk.calls.map(({ name }) => name);

async function openSettings() {
  await press("更多");
  await press("显示与设置…");
}

test("where the content is and how much there is, is read when it is asked for", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  desk.settings = { ...desk.settings, dataSize: 12_600_000, saveFolder: "桌面" };
  await openSettings();
  expect(screen()).toContain("（12.0 MB）");
  expect(screen()).toContain("桌面");
});

test("a choice holds at once and is kept", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await openSettings();
  await press("特大");
  const speed = document.querySelector<HTMLSelectElement>("#settings-speed");
  if (!speed) throw new Error(screen());
  speed.value = "240";
  speed.dispatchEvent(new Event("change"));
  await settle();
  expect(desk.settings).toMatchObject({ textSize: 24, readingSpeed: 240 });
});

test("what is typed is stored before the content moves, and the move says that it goes on", async () => {
  const desk = smallOffice();
  let arrive: (name: string) => void = () => undefined;
  desk.answers["move_data"] = new Promise<string>((resolve) => (arrive = resolve));
  await openWindow(desk);
  await press("继续撰写");
  type("最后一句。");
  await openSettings();
  await press("移动…");
  expect(names(desk).indexOf("save_report")).toBeLessThan(names(desk).indexOf("move_data"));
  expect(control("正在移动…").hasAttribute("disabled"), "not asked for twice").toBe(true);
  desk.settings = { ...desk.settings, dataFolder: "D 盘的“述职”" };
  arrive("述职");
  await settle();
  expect(screen()).toContain("D 盘的“述职”");
  expect(control("移动…").hasAttribute("disabled")).toBe(false);
});

test("content on a stick is warned of, and a font that lacks here is told", async () => {
  const desk = smallOffice();
  desk.settings.onStick = true;
  await openWindow(desk);
  await openSettings();
  expect(screen()).toContain("内容放在U盘上");
  expect(screen()).toContain("这台电脑没有");
});

test("诊断信息 is stored as a file, and which one is said", async () => {
  const desk = smallOffice();
  desk.answers["save_diagnosis"] = { token: 5, name: "诊断信息.txt" };
  await openWindow(desk);
  await openSettings();
  await press("存成文件…");
  expect(screen()).toContain("已存成“诊断信息.txt”。");
});

test("the made-up unit leaves nothing behind when it is taken away while it is open", async () => {
  const desk = office();
  await openWindow(desk);
  await press("先看一个示例单位");
  await press("继续撰写");
  type("随便写一句。");
  await openSettings();
  await press("移走示例");
  expect(names(desk).indexOf("save_report"), "what is typed is stored first").toBeGreaterThan(-1);
  expect(names(desk).indexOf("save_report")).toBeLessThan(names(desk).indexOf("remove_sample"));
  expect(document.querySelector("h1")?.textContent).toBe("首页");
  expect(screen()).toContain("从哪里开始？");
  expect(
    document.querySelector(".tabs, [role=dialog]"),
    "nothing to go to, nothing over the page",
  ).toBeNull();
});

test("what was looked up in the made-up unit goes with it", async () => {
  const desk = smallOffice();
  desk.sample = true;
  await openWindow(desk);
  await press("对比");
  await keys("Ctrl+F");
  type("学习", document.querySelector<HTMLInputElement>("[role=dialog] input") ?? undefined);
  await keys("Enter");
  await openSettings();
  await press("移走示例");
  await keys("Ctrl+F");
  expect(document.querySelector<HTMLInputElement>("[role=dialog] input")?.value).toBe("");
});

test("the made-up unit stays when what is typed cannot be stored", async () => {
  const desk = office();
  await openWindow(desk);
  await press("先看一个示例单位");
  await press("继续撰写");
  desk.answers["save_report"] = () => {
    throw { code: "unsaved", message: "刚才的修改没有存上：磁盘满了。" };
  };
  type("随便写一句。");
  await openSettings();
  await press("移走示例");
  expect(names(desk)).not.toContain("remove_sample");
  expect(screen()).toContain("刚才的修改没有存上");
});
