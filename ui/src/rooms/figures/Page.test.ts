import { expect, test, vi } from "vitest";

import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { control, openWindow, press, screen, settle } from "@/testing/window";

/** 数字 with the made-up table. */
async function figures(): Promise<Office> {
  const desk = smallOffice();
  await openWindow(desk);
  await press("数字");
  return desk;
}

const sent = (desk: Office, command: string) =>
  desk.calls.filter(({ name }) => name === command).map(({ args }) => args);

async function type(field: HTMLInputElement | null, text: string) {
  if (!field) throw new Error("there is no such field");
  field.value = text;
  field.dispatchEvent(new Event("input"));
  field.dispatchEvent(new Event("change"));
  await settle();
}

const thisYear = (name: string) => document.querySelector<HTMLInputElement>(`[aria-label="${name} 2024年"]`);

test("a value that is typed is stored, and its places in the text are offered", async () => {
  const desk = await figures();
  await type(thisYear("志愿服务"), "22余");
  const typed = { value: 22, approximate: true, reason: "" };
  expect(sent(desk, "set_figure")).toMatchObject([{ year: 2024, indicator: "志愿服务", typed }]);
  expect(screen()).toContain("“志愿服务”改为 22余次，正文一起改吗？");
});

test("what is no number is not stored", async () => {
  const desk = await figures();
  await type(thisYear("志愿服务"), "许多");
  expect(thisYear("志愿服务")?.getAttribute("aria-invalid")).toBe("true");
  expect(sent(desk, "set_figure")).toEqual([]);
});

test("a number that is the same as last year's is settled by one click", async () => {
  const desk = await figures();
  expect(screen()).toContain("正文还是9件");
  await press("解决事宜今年也是9件");
  const typed = { value: 9, approximate: false, reason: "" };
  expect(sent(desk, "set_figure")).toMatchObject([{ year: 2024, indicator: "解决事宜", typed }]);
});

test("an older year is corrected with a reason, never without", async () => {
  const desk = await figures();
  await press("主题党日 2022年 12，改往年的数");
  expect(screen()).toContain("改2022年的“主题党日”");
  expect(screen()).toContain("现在是 12次，来自当年报告的正文");
  const [value, reason] = document.querySelectorAll<HTMLInputElement>("#correct-figure input");
  await type(value ?? null, "13");
  expect((control("改成这个数") as HTMLButtonElement).disabled).toBe(true);
  await type(reason ?? null, "漏记12月的一次");
  document.querySelector("form")?.dispatchEvent(new Event("submit"));
  await settle();
  const typed = { value: 13, approximate: false, reason: "漏记12月的一次" };
  expect(sent(desk, "set_figure")).toMatchObject([{ year: 2022, indicator: "主题党日", unit: "次", typed }]);
});

test("a name that is not known is told once what it means", async () => {
  const desk = await figures();
  expect(screen()).toContain("正文里还有 2 个数字没对上指标");
  await press("看看");
  const rows = [...document.querySelectorAll<HTMLElement>(".unnamed li")];
  rows
    .find((row) => row.textContent.includes("红色圆桌"))
    ?.querySelector("button")
    ?.click();
  await settle();
  expect(screen()).toContain("“红色圆桌”是哪个指标？");
  expect(screen(), "only what is counted in 场").not.toContain("适老化改造");
  document.querySelector<HTMLInputElement>("[value=协商议事]")?.click();
  await settle();
  await press("就是这个指标");
  expect(sent(desk, "name_figure")).toEqual([{ name: "红色圆桌", indicator: "协商议事" }]);
});

test("a gap in the text that waits for a number leads to its part", async () => {
  await figures();
  await press("正文1处待补");
  expect(document.querySelector("h1")?.textContent).not.toBe("数字");
});

test("a figure beside the text leads to its row: to its field, or to the places that tell it", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("继续撰写");
  await press("理论学习");
  const seen = vi.spyOn(HTMLElement.prototype, "scrollIntoView");
  await press("志愿服务的更多操作");
  await press("改数字");
  const row = () => document.querySelector<HTMLElement>("tr[aria-current]");
  expect(row()?.querySelector("th")?.textContent).toBe("志愿服务");
  expect(document.activeElement).toBe(row()?.querySelector("input"));
  expect(seen.mock.contexts).toContain(row());
  await press("撰写");
  await press("志愿服务的更多操作");
  await press("看全部出处");
  expect(document.activeElement?.textContent).toContain("正文");
  expect(row()?.contains(document.activeElement)).toBe(true);
  await press("首页");
  await press("数字");
  expect(row(), "a mark does not outlive the visit").toBeNull();
});
