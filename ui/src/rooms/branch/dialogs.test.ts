import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import { keys, openWindow, press, screen, settle } from "@/testing/window";

function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll("[role=dialog] label")].find((each) =>
    each.textContent.trim().startsWith(label),
  ) as HTMLLabelElement | undefined;
  const input = found?.querySelector("input") ?? document.getElementById(found?.htmlFor ?? "");
  if (!input) throw new Error(`no field ${label} in: ${screen()}`);
  return input as HTMLInputElement;
}

function fill(input: HTMLInputElement, value: string) {
  input.value = value;
  input.dispatchEvent(new Event("input"));
}

test("the facts of a unit hold from the year they are stored for", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("更多");
  await press("单位档案");
  expect(screen()).toContain("下面是 2023年度的情况");
  expect(field("单位名称").value).toBe("青禾社区党支部");
  fill(field("党员人数"), "３１");
  await press("存入单位档案");
  expect(desk.branch.years.map(({ year, members }) => [year, members])).toEqual([
    [2023, 27],
    [2024, 31],
  ]);
  expect(document.querySelector("[role=dialog]")).toBeNull();
});

test("beside the made-up unit it is said that one's own is meant", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("更多");
  await press("单位档案");
  expect(screen()).not.toContain("示例单位");
  desk.sample = true;
  await openWindow(desk);
  await press("更多");
  await press("单位档案");
  expect(screen()).toContain("这里是您自己单位的情况。示例单位只供试看");
});

test("a unit without a name is not stored, and what is missing is said", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("更多");
  await press("单位档案");
  fill(field("单位名称"), " ");
  await press("存入单位档案");
  expect(screen()).toContain("请填单位名称");
  expect(desk.calls.some(({ name }) => name === "save_branch")).toBe(false);
});

test("the notice's form changes what it shows and leaves the rest", async () => {
  const desk = smallOffice();
  desk.notice = {
    uid: "n1",
    year: 2024,
    template: "branch-secretary",
    deadline: "2024-12-06",
    limits: { min: 2600 },
    parts: [{ role: "problems", required: true, limits: { min: 400, minShare: 10 } }],
  };
  await openWindow(desk);
  await press("更多");
  await press("本街道通知…");
  fill(field("全文至多"), "3000");
  fill(field("问题占全文不少于"), "15");
  await press("存下通知要求");
  await settle();
  expect(desk.notice).toEqual({
    uid: "n1",
    year: 2024,
    template: "branch-secretary",
    deadline: "2024-12-06",
    limits: { min: 2600, max: 3000 },
    parts: [{ role: "problems", required: true, limits: { min: 400, minShare: 15 } }],
  });
});

test("what is no number is said, and held back from being stored", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("更多");
  await press("单位档案");
  fill(field("党员人数"), "二十七");
  await settle();
  expect(screen()).toContain("请只填数字。");
  await press("存入单位档案");
  expect(desk.calls.some(({ name }) => name === "save_branch")).toBe(false);
  expect(document.activeElement, "the field has the focus").toBe(field("党员人数"));
  fill(field("党员人数"), "28");
  await press("存入单位档案");
  expect(desk.branch.years.at(-1)?.members).toBe(28);
});

test("a notice with what is no number is not stored, and the field has the focus", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("更多");
  await press("本街道通知…");
  fill(field("全文至少"), "两千");
  await settle();
  await press("存下通知要求");
  expect(desk.notice).toBeNull();
  expect(document.activeElement).toBe(field("全文至少"));
});

const choice = () => document.querySelector<HTMLSelectElement>("[role=dialog] select");

async function choose(value: string) {
  const select = choice();
  if (!select) throw new Error(`nothing to choose in: ${screen()}`);
  select.value = value;
  select.dispatchEvent(new Event("change"));
  await settle();
}

test("what was changed for one year waits while another year is looked at, and is stored with it", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("更多");
  await press("单位档案");
  fill(field("党员人数"), "31");
  await choose("2023");
  expect(field("党员人数").value).toBe("27");
  await choose("2024");
  expect(field("党员人数").value).toBe("31");
  await choose("2023");
  await press("存入单位档案");
  expect(desk.calls.filter(({ name }) => name === "save_branch")).toHaveLength(1);
  expect(desk.branch.years.map(({ year, members }) => [year, members])).toEqual([
    [2023, 27],
    [2024, 31],
  ]);
});

test("a year with what is no number is not left for another", async () => {
  await openWindow(smallOffice());
  await press("更多");
  await press("单位档案");
  fill(field("党员人数"), "二十七");
  await settle();
  await choose("2023");
  expect(choice()?.value).toBe("2024");
  expect(document.activeElement).toBe(field("党员人数"));
});

test.each([
  ["单位档案", "党员人数", "存入单位档案"],
  ["本街道通知…", "全文至少", "存下通知要求"],
])("%s: what is not stored goes only by the button that says so", async (entry, name, act) => {
  await openWindow(smallOffice());
  await press("更多");
  await press(entry);
  await keys("Escape");
  expect(document.querySelector("[role=dialog]"), "nothing was changed").toBeNull();
  await press("更多");
  await press(entry);
  fill(field(name), "2600");
  await keys("Escape");
  expect(screen()).toContain(`要留下请按“${act}”，不要了请按“不改了”。`);
  await press("不改了");
  expect(document.querySelector("[role=dialog]")).toBeNull();
});

test("a notice that was only looked at is not stored", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("更多");
  await press("本街道通知…");
  await choose("party-work-summary");
  fill(field("全文至少"), "1500");
  await press("存下通知要求");
  const stored = desk.calls.filter(({ name }) => name === "save_notice");
  expect(stored.map(({ args }) => (args as { notice: { template: string } }).notice.template)).toEqual([
    "party-work-summary",
  ]);
});

test("the notice's day is typed as people write it; what is no day is said and holds everything back", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("更多");
  await press("本街道通知…");
  expect(field("截止日期").placeholder).toBe("如 2024年12月6日");
  fill(field("截止日期"), "12月初");
  await settle();
  await press("存下通知要求");
  expect(screen()).toContain("这不是一个日期");
  expect(document.activeElement).toBe(field("截止日期"));
  expect(desk.notice).toBeNull();
  fill(field("截止日期"), "１２．６");
  await settle();
  expect(screen()).toContain("周五");
  await press("存下通知要求");
  expect(desk.notice).toMatchObject({ deadline: "2024-12-06" });
});
