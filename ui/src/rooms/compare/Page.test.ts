import { expect, test } from "vitest";

import { comparison } from "@/testing/comparison";
import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { keys, openWindow, press, screen, settle } from "@/testing/window";

const asked = (desk: Office, name: string) =>
  desk.calls.filter((call) => call.name === name).map(({ args }) => args);
const focused = () => document.activeElement?.textContent.replace(/\s+/gu, " ").trim() ?? "";

async function enter(desk: Office = smallOffice()): Promise<Office> {
  await openWindow(desk);
  await press("对比");
  return desk;
}

function pick(select: Element | undefined, name: string) {
  const field = select as HTMLSelectElement;
  const option = [...field.options].find((each) => each.textContent.includes(name));
  if (!option) throw new Error(`no choice named ${name}`);
  field.value = option.value;
  field.dispatchEvent(new Event("change"));
  return settle();
}

test("this year stands beside the year before it, and can be turned round", async () => {
  const desk = await enter();
  expect(document.querySelector("h1")?.textContent).toBe("年度对比");
  await press("新旧对调");
  expect(asked(desk, "compare_reports")).toEqual([
    { old: { report: "r2023" }, new: { report: "r2024" } },
    { old: { report: "r2024" }, new: { report: "r2023" } },
  ]);
});

test("what changed is read in words, not by colour alone", async () => {
  await enter();
  const [first] = document.querySelectorAll(".line ins");
  expect(first?.textContent).toBe("新增：2024年");
  expect(document.querySelector(".line del")?.textContent).toBe("去掉：2023年");
  expect([...document.querySelectorAll(".side.none")].every((cell) => cell.getAttribute("aria-label"))).toBe(
    true,
  );
});

test("F3 goes from change to change, round and beyond the part that is shown", async () => {
  await enter();
  await press("开头");
  await keys("F3");
  expect(focused()).toContain("2024年度抓基层党建述职报告");
  await keys("F3");
  await keys("F3");
  expect(focused()).toContain("改数字");
  expect(document.querySelector("[aria-current=true] .name")?.textContent).toBe("（一）理论学习");
  await keys("Shift+F3");
  await keys("Shift+F3");
  await keys("Shift+F3");
  expect(focused(), "from the first change back to the last").toContain("下一步工作计划");
});

test("only changes are shown until all is asked for", async () => {
  await enter();
  expect(screen()).not.toContain("床前课堂");
  await press("只看有变化的段落");
  expect(screen()).toContain("床前课堂");
});

test("看移到哪里 leads to where a paragraph went, and back", async () => {
  await enter();
  await press("看移到哪里");
  expect(focused()).toContain("移来原第2段");
  await press("看原来在哪里");
  expect(focused()).toContain("移动到第3段");
});

test("a part that is mostly the same is remarked on, between two years only", async () => {
  const desk = smallOffice();
  await enter(desk);
  expect(screen()).toContain("与去年雷同偏多，建议改写");
  const one = comparison();
  desk.answers["compare_reports"] = { ...one, old: one.new };
  await press("新旧对调");
  expect(screen()).not.toContain("雷同偏多");
});

test("a value leads to its place in the text", async () => {
  await enter();
  await press("数字与应答");
  expect(screen()).toContain("10 个里变了 8 个");
  await press("志愿服务，2024：21，看在正文哪里");
  expect(focused()).toContain("21次、260人次参与");
});

const asks = (name: string) => document.querySelector(`[aria-label="${name}"]`);

test("what last year left stands with what answers it, as the writer linked it", async () => {
  const desk = smallOffice();
  const left = { fromReport: "r2023", who: "", date: null } as const;
  desk.duties = [
    { ...left, uid: "d1", kind: "problem", text: "培训不够经常。" },
    { ...left, uid: "d2", kind: "measure", text: "配齐空缺岗位。" },
    { ...left, uid: "d3", kind: "comment", text: "工作方法缺乏创新", who: "街道书记", date: "2023-12-20" },
  ];
  desk.answered.set("d1", { part: "s3", paragraph: 1 });
  desk.answered.set("d3", "已另行报告");
  await enter(desk);
  await press("数字与应答");
  expect(screen()).toContain("去年留下的事3 件，回应了 1 件，不回应 1 件");
  expect(screen()).toContain("点评 1 · 街道书记，12月20日");
  expect(screen()).toContain("原因：已另行报告");
  expect(asks("去回应问题 1"), "what is answered is not asked for").toBeNull();
  await press("去回应承诺 1");
  expect(document.querySelector("#rail-duties")?.getAttribute("aria-selected")).toBe("true");
});

test("of a file and of an older version the texts alone tell what is answered", async () => {
  const desk = smallOffice();
  desk.offers = [{ token: 3, name: "街道改过的.docx" }];
  await enter(desk);
  await press("从文件选一份来比");
  await press("作为新的一份");
  await press("数字与应答");
  expect(screen()).toContain("没找到回应");
  expect(asks("去回应问题 1"), "a file cannot be written in").toBeNull();
  await press("（二）第2段");
  expect(focused()).toContain("二是把议事桌搬到楼门口");
});

test("three years and more stand as a table and as charts, and a value leads to its place", async () => {
  const desk = await enter();
  await press("历年数字");
  expect(screen()).toContain("2021—2024年，6 个指标");
  await press("要核对的");
  expect(screen()).toContain("没有要核对的数字。");
  await press("有变化的");
  expect(screen(), "what never changed is left out").not.toContain("党员大会");
  await press("图");
  expect(document.querySelectorAll("figure")).toHaveLength(5);
  expect(screen()).toContain("今年没写");
  await press("主题党日，2024年：12次，看在正文哪里");
  expect(asked(desk, "figure_table").at(-1)).toEqual({ report: "r2024" });
  expect(document.querySelector("h1")?.textContent).toBe("撰写台");
  expect(document.activeElement?.tagName).toBe("TEXTAREA");
});

test("figures of the years that are missing or cannot be read say what to do", async () => {
  const desk = smallOffice();
  desk.answers["figure_years"] = () => {
    throw { code: "other", message: "数据读不出来。" };
  };
  await enter(desk);
  await press("历年数字");
  expect(screen()).toContain("数据读不出来。");
  desk.answers["figure_years"] = { years: [2024], rows: [] };
  await press("重试");
  expect(screen()).toContain("还没有记下数字");
});

test("a kept version and a file can be compared as well", async () => {
  const desk = smallOffice();
  desk.offers = [{ token: 3, name: "街道改过的.docx" }];
  const kept = {
    id: 12,
    report: "r2024",
    reason: "byHand",
    name: "第2稿",
    at: "2024-11-20T02:00:00Z",
    hash: "",
  };
  desk.answers["revisions"] = ({ report }: { report: string }) => (report === "r2024" ? [kept] : []);
  await enter(desk);
  const [old, now] = document.querySelectorAll(".pagehead select");
  await pick(old, "第2稿");
  expect(asked(desk, "compare_reports").at(-1)).toEqual({ old: { revision: 12 }, new: { report: "r2024" } });
  await press("从文件选一份来比");
  await press("作为新的一份");
  expect(asked(desk, "compare_reports").at(-1)).toEqual({ old: { revision: 12 }, new: { file: 3 } });
  expect((now as HTMLSelectElement).selectedOptions[0]?.textContent).toContain("街道改过的.docx");
});

test("one report on both sides, a year alone and a refusal each say what to do", async () => {
  const desk = smallOffice();
  await enter(desk);
  await pick(document.querySelectorAll(".pagehead select")[0], "2024年度");
  expect(screen()).toContain("两边选的是同一份");

  desk.answers["compare_reports"] = () => {
    throw { code: "unreadable", message: "这个文件读不出文字，可能是扫描件或加了密。" };
  };
  await pick(document.querySelectorAll(".pagehead select")[0], "2023年度");
  expect(screen()).toContain("这个文件读不出文字");
});

test("a year alone offers to read in an old report", async () => {
  const desk = smallOffice();
  desk.reports.delete("r2023");
  await enter(desk);
  expect(screen()).toContain("还没有可以对比的另一份报告");
  expect(asked(desk, "compare_reports")).toEqual([]);
  await press("导入旧报告");
  expect(asked(desk, "choose_files")).toHaveLength(1);
});

test("two reports that are equal to the letter are said to be so", async () => {
  const desk = smallOffice();
  const one = comparison();
  const same = one.paragraphs.filter((row) => row.change === "same");
  desk.answers["compare_reports"] = { ...one, paragraphs: same };
  await enter(desk);
  expect(screen()).toContain("两份一字不差，没有变化。");
});

test("the comparison leaves as a Word file or as a table, and can be opened", async () => {
  const desk = await enter();
  await press("导出对照稿");
  await press("正文和数字，Word 文件…");
  expect(asked(desk, "export_comparison")).toEqual([
    { old: { report: "r2023" }, new: { report: "r2024" }, form: "docx" },
  ]);
  expect(screen()).toContain("已导出：2024年度述职报告对照稿.docx");
});
