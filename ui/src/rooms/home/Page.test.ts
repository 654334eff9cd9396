import { expect, test } from "vitest";

import { figureTable } from "@/testing/figures";
import { smallOffice } from "@/testing/samples";
import { office } from "@/testing/shell";
import { control, openWindow, press, screen, settle } from "@/testing/window";

const names = (calls: { name: string }[]) => calls.map(({ name }) => name);

test("the first run offers two doors, and the focus stands on the first", async () => {
  await openWindow(office());
  expect(screen()).toContain("从哪里开始？");
  expect(document.activeElement?.textContent).toContain("选择文件…");
  expect(document.querySelectorAll("[role=radiogroup] input")).toHaveLength(3);
  expect(document.querySelector(".tabs"), "there is nothing to go to yet").toBeNull();
  expect(document.querySelectorAll(".btn.primary"), "one main act").toHaveLength(1);
});

test("who has a copy of everything begins with it", async () => {
  await openWindow(office());
  await press("从备份恢复…");
  expect(document.querySelector("[role=dialog]")?.getAttribute("aria-label")).toBe("备份与恢复");
});

test("what could not be read at the start is said, and read again by hand", async () => {
  const desk = smallOffice();
  desk.answers["home"] = () => {
    throw { code: "other", message: "这次没有读到存放的内容。内容没有改动，请再试一次。" };
  };
  await openWindow(desk);
  expect(screen()).toContain("这次没有读到存放的内容");
  delete desk.answers["home"];
  await press("再读一次");
  expect(screen()).toContain("继续撰写");
});

test("a new report is made of the chosen kind and opened", async () => {
  const desk = office();
  await openWindow(desk);
  control("年度党建工作总结").querySelector("input")?.click();
  await settle();
  await press("新建 2024年度报告");
  expect(desk.calls).toContainEqual({
    name: "new_report",
    args: { template: "party-work-summary", year: 2024 },
  });
  expect(document.querySelector("h1")?.textContent).toBe("撰写台");
});

test("the made-up office can be looked at", async () => {
  const desk = office();
  await openWindow(desk);
  await press("先看一个示例单位");
  expect(names(desk.calls)).toContain("load_sample");
  expect(screen()).toContain("继续撰写");
});

test("how far this year's report is can be read in one glance", async () => {
  const desk = smallOffice();
  desk.notice = {
    uid: "n",
    year: 2024,
    template: "branch-secretary",
    deadline: "2999-12-06",
    limits: { min: 2600, max: 3000 },
    parts: [{ role: "problems", required: false, limits: { minShare: 15 } }],
  };
  await openWindow(desk);
  expect(screen()).toContain("12月6日前报云桥街道党工委 · 还有");
  expect(screen()).toContain("2024年度抓基层党建述职报告");
  expect(screen()).toContain("通知要求 2 600–3 000 字");
  const rows = [...document.querySelectorAll("[role=row]")].map((row) =>
    [...row.querySelectorAll("[role=cell]")].map((cell) => cell.textContent.trim()),
  );
  expect(rows.find(([part]) => part?.includes("民主协商"))?.[1]).toContain("有待补");
  expect(rows.find(([part]) => part?.includes("民主协商"))?.at(-1)).toBe("待补 1");
});

test("lengths of the template are not told as the street's", async () => {
  await openWindow(smallOffice());
  expect(screen()).toContain("这类报告一般 2 600–3 000 字");
  expect(screen()).not.toContain("通知要求");
});

test("去填 goes to the first blank, selected", async () => {
  await openWindow(smallOffice());
  expect(screen()).toContain("没填的空");
  await press("去填");
  const field = document.activeElement as HTMLTextAreaElement;
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("【待补】");
});

test("numbers that are still last year's are told, and 去更新 shows them alone", async () => {
  await openWindow(smallOffice());
  expect(screen()).toMatch(/1\s*数字还是去年的\s*解决事宜9件/u);
  await press("去更新");
  expect(document.querySelector("h1")?.textContent).toBe("数字");
  expect(screen()).toContain("正文还是9件");
  expect(screen(), "what needs nothing is left out").not.toContain("主题党日");
});

test("with nothing open it says so", async () => {
  const desk = smallOffice();
  const found = desk.reports.get("r2024");
  if (found) found.report.sections = [];
  desk.answers["figure_table"] = { ...figureTable(), rows: [] };
  await openWindow(desk);
  expect(screen()).toContain("都齐了，可以导出。");
});

test("a year that is due and has no report yet is offered", async () => {
  const desk = smallOffice();
  desk.nextYear = new Date().getFullYear() - 1;
  await openWindow(desk);
  expect(screen()).toContain(`照往年的写 ${desk.nextYear}年度报告`);
  await press("从模板新建");
  expect(document.querySelector("[role=dialog]")?.getAttribute("aria-label")).toBe("新建报告");
});

test("a row opens its section", async () => {
  await openWindow(smallOffice());
  await press("一、工作开展情况");
  expect(document.querySelector("#section-name")?.textContent).toContain("工作开展情况");
});

test("a report is deleted into the trash, and comes back by the strip or by hand", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  const remove = async () => {
    await press("2023年度报告的更多操作");
    await press("删除这份报告");
  };
  await remove();
  expect(desk.reports.get("r2023")?.trashed).toBe(true);
  document.querySelector<HTMLElement>(".undo-strip button")?.click();
  await settle();
  expect(desk.reports.get("r2023")?.trashed).toBe(false);
  await remove();
  await press("更多");
  await press("回收站");
  await press("找回");
  expect(desk.reports.get("r2023")?.trashed).toBe(false);
});

test("the trash is emptied by hand, after a second word", async () => {
  const desk = smallOffice();
  const found = desk.reports.get("r2023");
  if (found) found.trashed = true;
  await openWindow(desk);
  await press("更多");
  await press("回收站");
  await press("清空回收站…");
  expect(names(desk.calls)).not.toContain("empty_trash");
  await press("清空回收站");
  expect(names(desk.calls)).toContain("empty_trash");
});

test("a final report is locked, and says so", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("进展：起草");
  await press("定稿");
  expect(desk.calls.find(({ name }) => name === "set_status")?.args).toMatchObject({
    report: "r2024",
    version: 1,
    status: "final",
  });
  expect(screen()).toContain("只读");
});

test("the day a report was handed in can be put right; one that cannot be is refused where it is typed", async () => {
  const desk = smallOffice();
  const earlier = desk.reports.get("r2023");
  if (earlier) earlier.report.statusSince = "2023-12-01";
  await openWindow(desk);
  await press("进展：起草");
  await press("已报送");
  await press("改报送日期…");
  const field = document.querySelector<HTMLInputElement>("#status-day input");
  const tell = async (day: string) => {
    if (!field) throw new Error("no day is asked for");
    field.value = day;
    field.dispatchEvent(new Event("input"));
    await settle();
    await press("改好日期");
  };
  await tell("2999-12-05");
  expect(screen()).toContain("不能晚于今天");
  await tell("上周四");
  expect(screen()).toContain("这不是一个日期，请照“2024年12月6日”的样子填");
  await tell("12月5日");
  expect(desk.reports.get("r2024")?.report).toMatchObject({ status: "submitted", statusSince: "2024-12-05" });
  expect(screen()).toContain("12月5日已报送");
  expect(document.querySelector("[role=dialog]")).toBeNull();
});

test("the status of an older report is changed where it stands", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await press("进展：已报送");
  expect(document.querySelector("[role=menu]")?.textContent, "⋯ has the rest").not.toContain("删除");
  await press("定稿");
  expect(desk.reports.get("r2023")?.report.status).toBe("final");
  expect(document.querySelector("h1")?.textContent).toBe("首页");
});

test("a status that the report has already is not set again, and offers nothing", async () => {
  const desk = smallOffice();
  const found = desk.reports.get("r2024");
  if (found) found.report = { ...found.report, status: "returned", statusSince: "2024-12-05" };
  await openWindow(desk);
  await press("进展：12月5日退回");
  await press("退回");
  expect(names(desk.calls)).not.toContain("set_status");
  expect(document.querySelector(".undo-strip")).toBeNull();
});

test("how far the report has come stands on the deadline's line, and no dot is left without what follows it", async () => {
  const desk = smallOffice();
  desk.notice = {
    uid: "n",
    year: 2024,
    template: "branch-secretary",
    deadline: "2999-12-06",
    limits: {},
    parts: [],
  };
  await openWindow(desk);
  const items = [...(document.querySelector(".when")?.children ?? [])];
  expect(items.map((item) => item.textContent.trim().replace(/\s+/gu, " "))).toEqual([
    "12月6日前报云桥街道党工委",
    expect.stringMatching(/^· 还有 \d+ 天$/u),
    "· 起草",
  ]);
  expect(
    items.map((item) => item.className),
    "only the first gives way",
  ).toEqual(["cut", "nowrap", "nowrap"]);
});
