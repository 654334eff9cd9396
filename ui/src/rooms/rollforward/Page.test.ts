import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { control, keys, openWindow, press, screen, settle } from "@/testing/window";
import { allLines } from "@/testing/years";

const asked = (desk: Office, name: string) =>
  desk.calls.filter((call) => call.name === name).map(({ args }) => args);

/** Last year's report was read in, and this year's is to follow. */
function lastYear(): Office {
  const desk = smallOffice();
  const older = desk.reports.get("r2024");
  if (older) {
    older.report.opening = ["2024年，现将情况汇报如下："];
    older.report.date = "2024年12月8日";
  }
  desk.nextYear = 2025;
  return desk;
}

async function enter(desk: Office = lastYear()): Promise<Office> {
  await openWindow(desk);
  await press("切换报告");
  await press("照往年的续写…");
  return desk;
}

const card = (name: string) => {
  const found = [...document.querySelectorAll<HTMLElement>(".part")].find((each) =>
    each.textContent.includes(name),
  );
  if (!found) throw new Error(`no part ${name}`);
  return found;
};
const pick = (name: string, choice: string) => {
  const option = [...card(name).querySelectorAll<HTMLElement>("[role=radio]")].find((each) =>
    each.textContent.includes(choice),
  );
  option?.click();
  return settle();
};

test("every change is read before anything is made", async () => {
  const desk = await enter();
  expect(document.querySelector("h1")?.textContent).toBe("续写");
  const changes = document.querySelector(".changes")?.textContent ?? "";
  expect(changes).toContain("先改好的 2 处");
  expect(changes).toContain("原来：2024改成：2025年度抓基层党建述职报告");
  expect(changes).toContain("【待补：日期】");
  await press("先不建");
  expect(asked(desk, "roll_forward"), "nothing is made by looking").toEqual([]);
  expect(desk.reports.has("r2025")).toBe(false);
});

test("each part begins as is chosen, and as is advised where nothing is", async () => {
  const desk = await enter();
  expect(card("理论学习").textContent, "patterns are advised for what was done").toContain(
    "集中学习【待补】次",
  );
  await pick("民主协商", "整段沿用");
  expect(card("民主协商").textContent).toContain("件件有回音。");
  await press("建 2025年度报告");
  expect(asked(desk, "roll_forward")).toEqual([
    {
      from: "r2024",
      year: 2025,
      choices: [
        { part: "opening", choice: "patterns" },
        { part: "s1", choice: "blank" },
        { part: "s2", choice: "patterns" },
        { part: "s3", choice: "whole" },
        { part: "s4", choice: "blank" },
        { part: "closing", choice: "whole" },
      ],
    },
  ]);
  expect(document.querySelector("h1")?.textContent, "the new report is open for writing").toBe("撰写台");
  const made = desk.reports.get("r2025")?.report;
  expect(made && allLines(made)).not.toContain("我抓培训不够经常。");
  expect(screen()).toContain("2025年度报告建好了");
});

test("opening and closing begin as is chosen too", async () => {
  const desk = await enter();
  expect(card("开头").textContent, "the kind's own words are advised").toContain("现将情况报告如下");
  await pick("开头", "整段沿用");
  expect(card("开头").textContent).toContain("改成：2025年，现将情况汇报如下");
  await press("建 2025年度报告");
  expect(desk.reports.get("r2025")?.report.opening).toEqual(["2025年，现将情况汇报如下："]);
});

test("what of last year's time is left as it was is told before it comes along", async () => {
  const desk = lastYear();
  const older = desk.reports.get("r2024")?.report.sections[0]?.children[1];
  if (older) older.body = ["去年说的事，件件有回音。"];
  await enter(desk);
  expect(card("民主协商").textContent).not.toContain("没有改，请看");
  await pick("民主协商", "整段沿用");
  expect(card("民主协商").textContent).toContain("第1段：“去年”");
});

test("what was carried over stands marked on the desk until it is edited", async () => {
  const desk = lastYear();
  const older = desk.reports.get("r2024")?.report.sections[0]?.children[1];
  if (older) older.body = ["党员群众有话愿意来说，有事愿意来商量。"];
  await enter(desk);
  await press("各部分都整段沿用");
  await press("建 2025年度报告");
  await press("民主协商");
  expect(screen()).toContain("沿用去年的话");
  expect(document.querySelector(".mirror .carried")?.textContent).toContain("有事愿意来商量");
  control("第1段").click();
  await settle();
  const field = document.activeElement as HTMLTextAreaElement;
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe(
    "党员群众有话愿意来说，有事愿意来商量。",
  );
  field.value = "党员群众有话愿意来说，支部件件有回音。";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await settle();
  expect(screen()).not.toContain("沿用去年的话");
});

test("what the roll itself changed, and a short line, are marked as well, from whichever year they are", async () => {
  const desk = lastYear();
  const older = desk.reports.get("r2023")?.report.sections[0]?.children[0];
  if (older) older.body = ["2023年，件件有回音。"];
  await enter(desk);
  const [from] = document.querySelectorAll<HTMLSelectElement>(".pagehead select");
  if (from) from.value = "r2023";
  from?.dispatchEvent(new Event("change"));
  await settle();
  await press("各部分都整段沿用");
  await press("建 2025年度报告");
  await press("理论学习");
  expect(document.querySelector(".mirror .carried")?.textContent).toBe("2025年，件件有回音。");
  expect(screen()).toContain("沿用去年的话");
});

test("all parts are chosen at once, as far as each has it, and the advice comes back", async () => {
  await enter();
  await press("各部分都留空");
  expect(document.querySelectorAll(".part .lines")).toHaveLength(0);
  expect(screen()).toContain("带过来 0 处【待补】");
  await press("各部分都整段沿用");
  expect(screen()).toContain("6 段沿用");
  await press("各部分都按建议");
  expect(control("各部分都按建议").getAttribute("aria-pressed")).toBe("true");
  expect(screen(), "how one takes leave lasts").toContain("1 段沿用。");
});

test("the arrow keys choose how a part begins", async () => {
  await enter();
  card("理论学习").querySelector<HTMLElement>("[aria-checked=true]")?.focus();
  await keys("ArrowRight");
  expect(document.activeElement?.textContent.trim()).toBe("整段沿用");
  expect(card("理论学习").querySelector(".lines.whole")).not.toBeNull();
});

test("a year that has a report is not made again but opened", async () => {
  const desk = await enter();
  const [from] = document.querySelectorAll<HTMLSelectElement>(".pagehead select");
  if (from) from.value = "r2023";
  from?.dispatchEvent(new Event("change"));
  await settle();
  const [, year] = document.querySelectorAll<HTMLSelectElement>(".pagehead select");
  expect(year?.selectedOptions[0]?.textContent.trim(), "the next free year is meant").toBe("2025年度");
  if (year) year.selectedIndex = 0;
  year?.dispatchEvent(new Event("change"));
  await settle();
  expect(screen()).toContain("2024年度的报告已经有了，不会动它");
  await press("打开 2024年度报告");
  expect(document.querySelector("h1")?.textContent).toBe("撰写台");
  expect(asked(desk, "roll_forward")).toEqual([]);
});

test("a report that cannot be read, and a report that another window made first, are told", async () => {
  const desk = lastYear();
  desk.answers["roll_preview"] = () => {
    throw { code: "damaged", message: "这份报告读不出来。" };
  };
  await enter(desk);
  expect(screen()).toContain("这份报告读不出来。");
  delete desk.answers["roll_preview"];
  await press("重试");
  desk.answers["roll_forward"] = () => {
    throw { code: "yearTaken", message: "2025年度的报告已经有了。", report: "r2025" };
  };
  await press("建 2025年度报告");
  expect(screen()).toContain("2025年度的报告已经有了。");
  expect(document.querySelector("h1")?.textContent, "what was chosen stays").toBe("续写");
});

test("without an older report it says where to get one", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  desk.reports.clear();
  await press("切换报告");
  await press("照往年的续写…");
  expect(screen()).toContain("还没有往年的报告");
  await press("导入去年的报告");
  expect(asked(desk, "choose_files")).toHaveLength(1);
});

test("首页 offers it for the year that is due, for each year, and beside the template", async () => {
  const desk = lastYear();
  desk.nextYear = new Date().getFullYear() - 1;
  for (const row of ["r2024", "r2023"]) {
    const found = desk.reports.get(row);
    if (found) found.report = { ...found.report, year: desk.nextYear - (row === "r2024" ? 1 : 2) };
  }
  await openWindow(desk);
  await press(`照往年的写 ${desk.nextYear}年度报告`);
  expect(asked(desk, "roll_preview").at(-1)).toEqual({ from: "r2024", year: desk.nextYear });
  await press("首页");
  await press(`${desk.nextYear - 2}年度报告的更多操作`);
  await press("照这份续写新的一年…");
  expect(asked(desk, "roll_preview").at(-1)).toEqual({ from: "r2023", year: desk.nextYear });
  await press("首页");
  await press("新建报告");
  await press("照往年的续写…");
  expect(document.querySelector("h1")?.textContent).toBe("续写");
});
