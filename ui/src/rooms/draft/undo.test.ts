import { expect, test } from "vitest";

import { control, keys, press, screen, stopClock, textarea, type, typeOver, wait } from "@/testing/window";
import { body, deskAt } from "./testing";

stopClock();

test("Ctrl+Z and Ctrl+Y take back and redo across sections, and go there", async () => {
  const office = await deskAt("理论学习");
  type("甲");
  await press("民主协商");
  type("乙");
  await keys("Ctrl+Z");
  expect(textarea().value).toBe("召开协商议事会【待补】次。\n件件有回音。");
  await keys("Ctrl+Z");
  expect(document.querySelector("#section-name")?.textContent).toContain("理论学习");
  expect(textarea().value).toBe("组织集中学习16次。");
  await keys("Ctrl+Y");
  expect(textarea().value).toBe("组织集中学习16次。甲");
  await keys("Ctrl+Y");
  expect(document.querySelector("#section-name")?.textContent).toContain("民主协商");
  await wait();
  expect(body(office, "s2")).toEqual(["组织集中学习16次。甲"]);
  expect(body(office, "s3")?.at(-1)).toBe("件件有回音。乙");
});

test("looking at another report and coming back loses no step", async () => {
  await deskAt("理论学习");
  type("甲");
  await press("首页");
  await press("打开");
  expect(screen()).toContain("述2023年度");
  await keys("Ctrl+Z");
  await press("首页");
  await press("继续撰写");
  await keys("Ctrl+Z");
  expect(textarea().value).toBe("组织集中学习16次。");
  await keys("Ctrl+Y");
  expect(textarea().value).toBe("组织集中学习16次。甲");
});

test("Ctrl+Z and Ctrl+Y work on 检查 and 数字 too, and say where", async () => {
  const office = await deskAt("理论学习");
  type("甲");
  await wait();
  for (const page of ["Alt+5", "Alt+3"]) {
    await keys(page);
    await keys("Ctrl+Z");
    await wait();
    expect(body(office, "s2")).toEqual(["组织集中学习16次。"]);
    expect(screen()).toContain("已撤销一步：（一）理论学习");
    await keys("Ctrl+Y");
    await wait();
    expect(body(office, "s2")).toEqual(["组织集中学习16次。甲"]);
  }
  const figure = document.querySelector<HTMLInputElement>("td input");
  type("7", figure as HTMLInputElement);
  expect(await keys("Ctrl+Z"), "what is being typed into a number is its field's to undo").toBe(false);
  await press("首页");
  expect(await keys("Ctrl+Z"), "首页 does not show what would change").toBe(false);
  await wait();
  expect(body(office, "s2")).toEqual(["组织集中学习16次。甲"]);
});

test("a dialog of a page has Ctrl+Z to itself", async () => {
  const office = await deskAt("理论学习");
  type("甲");
  await keys("Alt+3");
  await press("增加指标");
  const field = document.querySelector<HTMLInputElement>("[role=dialog] input");
  field?.focus();
  expect(await keys("Ctrl+Z")).toBe(false);
  await wait();
  expect(body(office, "s2")).toEqual(["组织集中学习16次。甲"]);
});

test("a blank, and what is typed over it, are a step each, and the caret goes back with them", async () => {
  await deskAt("理论学习");
  type("甲");
  await keys("Ctrl+D");
  expect(textarea().value).toBe("组织集中学习16次。甲【待补】");
  typeOver("３次");
  expect(textarea().value).toBe("组织集中学习16次。甲３次");
  const caret = () => [textarea().selectionStart, textarea().selectionEnd];
  for (const [text, at] of [
    ["组织集中学习16次。甲【待补】", 15],
    ["组织集中学习16次。甲", 11],
    ["组织集中学习16次。", 10],
  ] as const) {
    await keys("Ctrl+Z");
    expect(textarea().value).toBe(text);
    expect(caret(), text).toEqual([at, at]);
  }
});

test("Ctrl+Z on a final report changes nothing, and works again when it is opened", async () => {
  await deskAt("理论学习");
  type("甲");
  await keys("Ctrl+D");
  await keys("Ctrl+Z");
  await press("首页");
  await press("进展");
  await press("只能看，可以重新打开");
  await press("撰写");
  for (const chord of ["Ctrl+Z", "Ctrl+Y", "Ctrl+Z"]) await keys(chord);
  expect(control("撤销").matches(":disabled")).toBe(true);
  expect(textarea().value).toBe("组织集中学习16次。甲");
  expect(document.querySelector(".banner.must"), "and nobody is told of a fault").toBeNull();
  await press("重新打开");
  await keys("Ctrl+Y");
  expect(textarea().value).toBe("组织集中学习16次。甲【待补】");
  await keys("Ctrl+Z");
  await keys("Ctrl+Z");
  expect(textarea().value).toBe("组织集中学习16次。");
});
