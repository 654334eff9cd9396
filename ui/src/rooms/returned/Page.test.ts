import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { control, keys, openWindow, press, screen, settle } from "@/testing/window";
import { allLines } from "@/testing/years";

const asked = (desk: Office, name: string) =>
  desk.calls.filter((call) => call.name === name).map(({ args }) => args);
const linesNow = (desk: Office) => {
  const found = desk.reports.get("r2024");
  return found ? allLines(found.report) : [];
};
const cards = () => [...document.querySelectorAll<HTMLElement>(".change")];
function decide(at: number, choice: string) {
  const options = [...(cards()[at]?.querySelectorAll<HTMLElement>("[role=radio]") ?? [])];
  options.find((each) => each.textContent.trim() === choice)?.click();
  return settle();
}

function withFile(): Office {
  const desk = smallOffice();
  desk.offers = [{ token: 3, name: "街道改过的述职报告.docx" }];
  return desk;
}

async function enter(desk: Office = withFile()): Promise<Office> {
  await openWindow(desk);
  await press("更多");
  await press("核对街道返回稿…");
  return desk;
}

test("each change stands beside the draft with who made it and what was said about it", async () => {
  const desk = await enter();
  expect(document.querySelector("h1")?.textContent).toBe("街道返回稿");
  expect(asked(desk, "read_returned")).toEqual([{ report: "r2024", token: 3 }]);
  expect(screen()).toContain("改了 3 处");
  const [first] = cards();
  expect(first?.textContent).toContain("街道组织委员，11月20日");
  expect(first?.querySelector("del")?.textContent).toBe("去掉：学习");
  expect(first?.querySelector("ins")?.textContent).toBe("新增：认真");
  expect(first?.textContent).toContain("写写您本人是怎么抓的。");
  expect(cards()[1]?.textContent).toContain("草稿里没有");
  expect(cards()[2]?.textContent).toContain("返回稿里去掉了");
  expect(screen(), "a change made here is not the street's").toContain("另有 1 处是稿子送出后您自己改的");
});

test("what is taken goes into the draft, and can be taken back", async () => {
  const desk = await enter();
  const before = linesNow(desk);
  await decide(0, "采纳");
  await decide(2, "不采纳");
  expect(screen(), "what is open stays as the draft has it").toContain("还有 1 处没定，没定的照草稿");
  await press("存入草稿，采纳 1 处");
  expect(asked(desk, "keep_returned")).toEqual([{ report: "r2024", version: 1, token: 3, accepted: [1] }]);
  expect(document.querySelector("h1")?.textContent).toBe("撰写台");
  expect(linesNow(desk)).not.toEqual(before);
  document.querySelector<HTMLElement>(".undo-strip button")?.click();
  await settle();
  await keys("Ctrl+S");
  expect(linesNow(desk), "the draft is as it was").toEqual(before);
});

test("refusing all gives the draft as it was", async () => {
  const desk = await enter();
  const before = linesNow(desk);
  await press("全部不采纳");
  await press("不改草稿，只留存返回稿");
  expect(asked(desk, "keep_returned").at(-1)).toMatchObject({ accepted: [] });
  expect(linesNow(desk)).toEqual(before);
  expect(screen()).toContain("草稿一字没动");
});

test("all of theirs is taken at once, and what was changed here stays", async () => {
  const desk = await enter();
  await press("全部采纳");
  await press("存入草稿，采纳 3 处");
  expect(asked(desk, "keep_returned").at(-1)).toMatchObject({ accepted: [1, 2, 3] });
});

test("leaving keeps nothing", async () => {
  const desk = await enter();
  await press("全部采纳");
  await press("先不收");
  expect(asked(desk, "keep_returned")).toEqual([]);
  expect(document.querySelector("h1")?.textContent).toBe("撰写台");
});

test("what was decided waits while the draft is looked at", async () => {
  await enter();
  await decide(0, "采纳");
  await press("撰写");
  expect(screen()).toContain("返回稿“街道改过的述职报告.docx”还没有核对完。");
  await press("接着核对");
  expect(control("存入草稿，采纳 1 处")).toBeTruthy();
  await press("撰写");
  await press("先不收");
  expect(screen()).not.toContain("还没有核对完");
});

test("a comment is noted as 点评, and that is taken back by a second press", async () => {
  const desk = await enter();
  await press("记为点评：写写您本人是怎么抓的。");
  expect(asked(desk, "add_comment")).toEqual([
    { report: "r2024", who: "街道组织委员", date: "2024-11-20", text: "写写您本人是怎么抓的。" },
  ]);
  await press("已记为点评，再点取消：写写您本人是怎么抓的。");
  expect(desk.duties).toEqual([]);
});

test("F3 goes from change to change, and the arrow keys decide", async () => {
  await enter();
  await keys("F3");
  expect(document.activeElement).toBe(cards()[0]);
  await keys("F3");
  expect(document.activeElement).toBe(cards()[1]);
  const [take] = cards()[1]?.querySelectorAll<HTMLElement>("[role=radio]") ?? [];
  expect(take?.tabIndex, "an open choice is reached by Tab").toBe(0);
  take?.focus();
  await keys("ArrowRight");
  expect(document.activeElement?.getAttribute("aria-checked")).toBe("true");
});

test("a file that cannot be read says so, and another can be chosen", async () => {
  const desk = withFile();
  desk.answers["read_returned"] = () => {
    throw { code: "unreadable", message: "这个文件读不出文字，可能是扫描件或加了密。" };
  };
  await enter(desk);
  expect(screen()).toContain("没有读成");
  expect(screen()).toContain("可能是扫描件");
  delete desk.answers["read_returned"];
  desk.offers = [{ token: 4, name: "另一份.docx" }];
  await press("换个文件…");
  expect(asked(desk, "read_returned").at(-1)).toEqual({ report: "r2024", token: 4 });
});

test("choosing no file changes nothing", async () => {
  const desk = withFile();
  desk.answers["choose_returned"] = null;
  await enter(desk);
  expect(document.querySelector("h1")?.textContent).toBe("首页");
});

test("a file without changes says so, and one without records of them as well", async () => {
  const desk = withFile();
  desk.answers["read_returned"] = { name: "", tracked: false, changes: [], comments: [] };
  await enter(desk);
  expect(screen()).toContain("返回稿的文字和草稿一样，没有改动。");
  expect(control("不改草稿，只留存返回稿")).toBeTruthy();
});

test("a final report must be opened again before anything is taken", async () => {
  const desk = withFile();
  const found = desk.reports.get("r2024");
  if (found) found.report = { ...found.report, status: "final" };
  await enter(desk);
  await press("全部采纳");
  expect(screen()).toContain("已定稿，只能看");
  await press("重新打开");
  await press("存入草稿，采纳 3 处");
  expect(asked(desk, "keep_returned")).toHaveLength(1);
});

test("when the street gave a report back, its file is asked for", async () => {
  const desk = withFile();
  await openWindow(desk);
  await press("进展：起草");
  await press("退回");
  document.querySelector<HTMLElement>(".undo-strip button")?.click();
  await settle();
  expect(document.querySelector("h1")?.textContent).toBe("街道返回稿");
});
