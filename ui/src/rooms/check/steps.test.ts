import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { control, keys, openWindow, press, screen, settle, textarea } from "@/testing/window";

/** An office whose report of this year holds slips in its opening and in its closing. */
function office(): Office {
  const desk = smallOffice();
  const kept = desk.reports.get("r2024");
  if (!kept) throw new Error("the small office has this year's report");
  kept.report = {
    ...kept.report,
    opening: ["在云桥镇党委的领导下,现将情况汇报如下。。", "先后5余次到场。"],
    closing: ["做贡献。"],
  };
  return desk;
}

const chosen = () => document.querySelector("li.chosen b")?.textContent;
const selected = () => {
  const { value, selectionStart, selectionEnd } = textarea();
  return value.slice(selectionStart, selectionEnd);
};
/** What lies beside the text follows the turn to another part a little later. */
const beside = async () => {
  await new Promise((resolve) => setTimeout(resolve, 150));
  await settle();
};

test("on 检查 F4 and Shift+F4 go from finding to finding, and stop at the ends", async () => {
  await openWindow(office());
  await press("检查");
  const all = document.querySelectorAll(".list li").length;
  const first = chosen();
  await keys("Shift+F4");
  expect(chosen()).toBe(first);
  await keys("F4");
  expect(chosen()).not.toBe(first);
  expect(screen()).toContain(`第 2 条，共 ${all} 条`);
  await keys("Shift+F4");
  expect(chosen()).toBe(first);
  for (let n = 0; n <= all; n++) await keys("F4");
  expect(screen()).toContain(`第 ${all} 条，共 ${all} 条`);
  expect(control("下一条").getAttribute("aria-keyshortcuts")).toBe("F4");
});

test("the focus in the list goes along, and a reason that is being written stays", async () => {
  await openWindow(office());
  await press("检查");
  document.querySelector<HTMLElement>("li.chosen .what")?.focus();
  await keys("F4");
  expect(document.activeElement?.closest("li.chosen")).not.toBeNull();
  const at = chosen();
  await press("不改，写明原因…");
  const field = document.querySelector<HTMLInputElement>(".beside .reason input");
  if (!field) throw new Error("no field for the reason");
  field.focus();
  expect(await keys("F4"), "the web view does nothing with it either").toBe(true);
  expect(chosen()).toBe(at);
});

test("on the desk F4 shows what was found beside its place in the text, the gravest of the part first", async () => {
  await openWindow(office());
  await press("撰写");
  await press("去年同节");
  await keys("F4");
  expect(document.querySelector("#rail-check")?.getAttribute("aria-selected")).toBe("true");
  expect(selected()).toBe("云桥镇党委");
  expect(document.querySelector(".one.here b")?.textContent).toContain("单位名称对不上");
  expect(screen()).toContain("本节第 1 条，共 4 条");
  await press("下一条");
  expect(screen()).toContain("本节第 2 条，共 4 条");
  expect(document.querySelectorAll(".one.here")).toHaveLength(1);
  await keys("Shift+F4");
  expect(selected()).toBe("云桥镇党委");
});

test("on the desk F4 goes on to the next part with a finding, and round the end", async () => {
  await openWindow(office());
  await press("撰写");
  for (let n = 0; n < 20 && selected() !== "做贡献"; n++) await keys("F4");
  await beside();
  expect(textarea().value).toBe("做贡献。");
  expect(document.querySelector(".one.here b")?.textContent).toContain("做贡献");
  await keys("F4");
  expect(selected()).toBe("云桥镇党委");
});

test("what was put right is left behind: F4 goes to the one that took its place", async () => {
  await openWindow(office());
  await press("撰写");
  await keys("F4");
  await press("改成 云桥街道党工委");
  await keys("F4");
  expect(screen()).toContain("本节第 1 条，共 3 条");
  expect(selected()).not.toBe("云桥街道党工委");
});

test("blanks of several parts are counted by part on the rail", async () => {
  const desk = office();
  const kept = desk.reports.get("r2024");
  if (!kept) throw new Error("the small office has this year's report");
  kept.report = { ...kept.report, opening: ["全年【待补】次、【待补】人次。"], closing: ["还有【待补】。"] };
  await openWindow(desk);
  await press("撰写");
  await press("检查，");
  expect(screen()).toContain("这一节还有 2 处没填");
  await keys("Shift+F4");
  await keys("Shift+F4");
  await beside();
  expect(textarea().value).toBe("还有【待补】。");
  expect(document.querySelector(".one.here")?.textContent).toMatch(/还有 1 处没填.*结尾第1段/su);
});
