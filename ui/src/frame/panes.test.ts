import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import { control, keys, openWindow, press, textarea } from "@/testing/window";

/** What has the focus, by the pane it is in and its name. */
function focused(): string {
  const element = document.activeElement as HTMLElement;
  const pane = element.closest("[data-pane]");
  const name = pane?.getAttribute("aria-label") ?? pane?.className.split(" ")[0] ?? "none";
  return `${name}: ${(element.getAttribute("aria-label") ?? element.textContent).replace(/\s+/gu, "")}`;
}

test("F6 goes round the desk's panes, to where each is worked in", async () => {
  await openWindow(smallOffice());
  await press("继续撰写");
  await press("民主协商");
  textarea().focus();
  await keys("F6");
  expect(focused()).toBe("参考: 去年同节");
  await keys("F6");
  expect(focused()).toBe("bar: 撰写");
  await keys("F6");
  expect(focused()).toMatch(/^大纲:.*（二）民主协商/u);
  await keys("F6");
  expect(document.activeElement).toBe(textarea());
  await keys("Shift+F6");
  expect(focused()).toMatch(/^大纲:.*（二）民主协商/u);
});

test("a pane that was left takes the focus back where it was", async () => {
  await openWindow(smallOffice());
  await press("继续撰写");
  await press("民主协商");
  const done = control("本节写完了").querySelector("input");
  done?.focus();
  await keys("F6");
  await keys("Shift+F6");
  expect(document.activeElement).toBe(done);
});

test("F6 finds its way from nowhere, forwards and backwards", async () => {
  await openWindow(smallOffice());
  await press("导出");
  (document.activeElement as HTMLElement).blur();
  await keys("F6");
  expect(focused()).toBe("bar: 导出");
  (document.activeElement as HTMLElement).blur();
  await keys("Shift+F6");
  expect(focused()).toContain("导出Word");
});
