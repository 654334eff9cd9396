import { expect, test } from "vitest";

import type { Duty } from "@/ipc";
import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { keys, openWindow, press, screen, settle, stopClock, textarea, wait } from "@/testing/window";

stopClock();

const duty = (uid: string, kind: Duty["kind"], text: string): Duty => ({
  uid,
  fromReport: "r2023",
  kind,
  text,
  who: "",
  date: null,
});

/** An office whose report of 2023 left three things to answer. */
function indebted(): Office {
  const desk = smallOffice();
  desk.duties = [
    duty("d1", "problem", "培训不够经常。"),
    duty("d2", "measure", "配齐空缺岗位。"),
    duty("d3", "comment", "工作方法缺乏创新"),
  ];
  desk.suggested.set("d1", { part: "s2", paragraph: 0 });
  return desk;
}

async function atDuties(desk = indebted()): Promise<Office> {
  await openWindow(desk);
  await press("撰写");
  await press("应答");
  return desk;
}

const cards = () => [...document.querySelectorAll(".duty")].map((card) => card.getAttribute("aria-label"));
const asked = (desk: Office, name: string) =>
  desk.calls.filter((call) => call.name === name).map(({ args }) => args);

test("what last year left stands beside the text, and the tab counts what is open", async () => {
  await atDuties();
  expect(cards()).toEqual(["2023年问题 · 1，待回应", "2023年承诺 · 1，待回应", "2023年点评 · 1，待回应"]);
  expect(document.querySelector<HTMLElement>("#rail-duties .count")?.dataset["count"]).toBe("3");
  expect(document.querySelector("#rail-duties")?.getAttribute("aria-label")).toBe("应答，3 件还没回应");
});

test("what cannot be read is told as that, not as nothing to answer, and is read again", async () => {
  const desk = indebted();
  desk.answers["duties"] = () => {
    throw { code: "storeUnread", message: "数据文件正忙。" };
  };
  await atDuties(desk);
  expect(screen()).toContain("往年留下的事没有读出来：数据文件正忙。");
  expect(screen()).not.toContain("还没有可列的");
  delete desk.answers["duties"];
  await press("重试");
  expect(cards()).toHaveLength(3);
});

test("就写在本节 begins the answer with blanks", async () => {
  const desk = await atDuties();
  await press("就写在本节");
  await wait();
  // The last of the buttons with that name belongs to the last card, the comment.
  expect(textarea().value).toContain(
    "针对2023年点评指出的“工作方法缺乏创新”，【待补：做了什么】，【待补：成效】。",
  );
  expect(asked(desk, "answer_duty")).toEqual([
    {
      report: "r2024",
      duty: "d3",
      place: { part: "opening", paragraph: 1 },
    },
  ]);
  expect(cards()).toContain("2023年点评 · 1，写了一半");
  const names = desk.calls.map(({ name }) => name);
  expect(names.lastIndexOf("save_report"), "what was typed is stored before it is pointed at").toBeLessThan(
    names.indexOf("answer_duty"),
  );
});

test("a suggestion is taken with one press, and the passage is shown and can be gone to", async () => {
  const desk = await atDuties();
  expect(screen()).toContain("像是在");
  await press("就是这一段");
  expect(asked(desk, "answer_duty")[0]).toMatchObject({ duty: "d1", place: { part: "s2", paragraph: 0 } });
  expect(cards()).toContain("2023年问题 · 1，已回应");
  await press("“理论学习”第1段");
  await wait();
  expect(textarea().value).toContain("组织集中学习16次。");
});

test("a duty is pointed to a paragraph chosen from all, and taken back", async () => {
  const desk = await atDuties();
  document.querySelectorAll<HTMLElement>(".duty")[1]?.querySelectorAll("button")[1]?.click();
  await settle();
  const field = document.querySelector<HTMLInputElement>("[aria-label=只看有这几个字的段落]");
  if (field) field.value = "回音";
  field?.dispatchEvent(new Event("input"));
  await settle();
  const rows = [...document.querySelectorAll<HTMLElement>("[role=radiogroup] .choice-row")];
  expect(rows.map((row) => row.textContent)).toEqual([expect.stringContaining("件件有回音。")]);
  rows[0]?.querySelector("input")?.click();
  await settle();
  const buttons = [...document.querySelectorAll<HTMLElement>("[role=dialog] button")];
  buttons.find((button) => button.textContent.trim() === "就是这一段")?.click();
  await settle();
  expect(asked(desk, "answer_duty")[0]).toMatchObject({ duty: "d2", place: { part: "s3", paragraph: 1 } });
  await press("改回待回应");
  expect(cards()).toContain("2023年承诺 · 1，待回应");
});

test("what is not to be answered needs a reason", async () => {
  const desk = await atDuties();
  await press("不回应…");
  await press("写明原因，不回应");
  expect(asked(desk, "set_aside_duty"), "no reason, nothing done").toEqual([]);
  const field = document.querySelector<HTMLInputElement>(".duty form input");
  if (field) field.value = "社区已撤并";
  field?.dispatchEvent(new Event("input"));
  await press("写明原因，不回应");
  expect(asked(desk, "set_aside_duty")).toEqual([{ report: "r2024", duty: "d3", reason: "社区已撤并" }]);
  expect(screen()).toContain("原因：社区已撤并");
});

test("首页 counts what is open and leads there", async () => {
  const desk = indebted();
  desk.duties.pop();
  await openWindow(desk);
  expect(screen()).toContain("上年说了、今年还没回应");
  expect(screen()).toContain("问题“培训不够经常”；承诺“配齐空缺岗位”");
  await press("去回应");
  expect(document.querySelector("#rail-duties")?.getAttribute("aria-selected")).toBe("true");
  expect(document.querySelector("#section-name")?.textContent).toContain("理论学习");
});

test("before export, what is open is listed and does not block", async () => {
  await openWindow(indebted());
  await press("导出");
  const listed = [...document.querySelectorAll("[aria-labelledby=open-duties] li")];
  expect(listed).toHaveLength(3);
  await press("去回应：配齐空缺岗位。");
  expect(document.querySelector("#rail-duties")?.getAttribute("aria-selected")).toBe("true");
});

test("comments are typed in one a line, and what was noted can be taken out and back", async () => {
  const desk = indebted();
  await openWindow(desk);
  await press("更多");
  await press("记点评…");
  const field = document.querySelector<HTMLTextAreaElement>("[role=dialog] textarea");
  if (field) field.value = "服务意识要加强\n\n 队伍要配齐 ";
  field?.dispatchEvent(new Event("input"));
  await settle();
  await press("记下这 2 条");
  expect(asked(desk, "add_comment").map(({ report, text }) => [report, text])).toEqual([
    ["r2023", "服务意识要加强"],
    ["r2023", "队伍要配齐"],
  ]);
  expect(field?.value.trim()).toBe("");
  expect(screen()).toContain("这份报告的点评，3 条");
  await press("删除：队伍要配齐");
  expect(screen()).toContain("这份报告的点评，2 条");
  document.querySelector<HTMLElement>(".undo-strip button")?.click();
  await settle();
  expect(screen()).toContain("这份报告的点评，3 条");
});

test("a comment that cannot be stored stays in the field", async () => {
  const desk = indebted();
  desk.answers["add_comment"] = ({ text }: { text: string }) => {
    if (text === "第二条") throw { code: "unsaved", message: "没有存上：磁盘满了。" };
    return "c9";
  };
  await openWindow(desk);
  await press("更多");
  await press("记点评…");
  const field = document.querySelector<HTMLTextAreaElement>("[role=dialog] textarea");
  if (field) field.value = "第一条\n第二条";
  field?.dispatchEvent(new Event("input"));
  await settle();
  await press("记下这 2 条");
  expect(field?.value).toBe("第二条");
});

test("the three lists leave as a file", async () => {
  const desk = await atDuties();
  await press("导出三张清单");
  await press("Excel 文件…");
  expect(asked(desk, "export_duties")).toEqual([{ report: "r2024", form: "xlsx" }]);
  expect(screen()).toContain("已导出：2024年度三张清单.docx");
});

test("without anything left by last year the panel says so", async () => {
  await atDuties(smallOffice());
  expect(screen()).toContain("去年的报告没有导入");
  await keys("Escape");
});
