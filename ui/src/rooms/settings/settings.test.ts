import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import { office, type Office } from "@/testing/shell";
import { keys, openWindow, press, screen, type } from "@/testing/window";

const names = (desk: Office) => desk.calls.map(({ name }) => name);

async function openSettings() {
  await press("更多");
  await press("显示与设置…");
}

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
