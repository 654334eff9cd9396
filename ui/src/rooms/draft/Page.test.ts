import { expect, test, vi } from "vitest";

import type { Report } from "@/ipc";
import { comparison } from "@/testing/comparison";
import { progressOf } from "@/testing/core";
import { smallOffice } from "@/testing/samples";
import { type Office } from "@/testing/shell";
import {
  control,
  keys,
  openWindow,
  press,
  screen,
  settle,
  stopClock,
  textarea,
  type,
  typeOver,
  wait,
} from "@/testing/window";
import { find } from "./report";

/** The desk, open at a part that is named in the outline. */
async function deskAt(name: string, office: Office = smallOffice()): Promise<Office> {
  await openWindow(office);
  await press("继续撰写");
  await press(name);
  return office;
}

const stored = (office: Office): Report => office.reports.get("r2024")?.report as Report;
const body = (office: Office, id: string) => find(stored(office), id)?.section.body;
const saves = (office: Office) => office.calls.filter(({ name }) => name === "save_report");

/** Puts the caret into the text by a key. */
function caretAt(start: number, end = start) {
  textarea().focus();
  textarea().setSelectionRange(start, end);
  textarea().dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
}

stopClock();

test("what is typed is stored, and the outline follows", async () => {
  const office = await deskAt("理论学习");
  type("我讲党课2次。");
  await wait();
  expect(body(office, "s2")).toEqual(["组织集中学习16次。我讲党课2次。"]);
  expect(saves(office)).toHaveLength(1);
});

test("leaving the text stores it at once, and so does another tab", async () => {
  const office = await deskAt("理论学习");
  type("一");
  textarea().dispatchEvent(new FocusEvent("blur"));
  await settle();
  expect(body(office, "s2")).toEqual(["组织集中学习16次。一"]);
  type("二");
  await press("首页");
  expect(body(office, "s2")).toEqual(["组织集中学习16次。一二"]);
});

test("lines are paragraphs, numbered behind the text, with their blanks marked", async () => {
  await deskAt("民主协商");
  const mirror = document.querySelector(".mirror");
  expect([...(mirror?.querySelectorAll("p") ?? [])].map((line) => line.dataset["n"])).toEqual(["1", "2"]);
  expect(mirror?.querySelector("mark.blank")?.textContent).toBe("【待补】");
  expect(mirror?.getAttribute("aria-hidden")).toBe("true");
  expect(textarea().value).toBe("召开协商议事会【待补】次。\n件件有回音。");
});

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

test("a section is added, removed and taken back; typing since stays", async () => {
  const office = await deskAt("理论学习");
  await press("调整部分");
  await press("增加部分");
  expect(document.activeElement?.closest(".headline"), "its heading waits").not.toBeNull();
  type("走访慰问", document.activeElement as HTMLInputElement);
  await wait();
  expect(find(stored(office), "s5")?.section.heading).toBe("走访慰问");
  await press("调整部分");
  await press("删除");
  expect(screen()).toContain("已删除“（二）走访慰问”");
  type("又写了一句。");
  document.querySelector<HTMLElement>(".undo-strip button")?.click();
  await wait();
  expect(find(stored(office), "s5")?.section.heading).toBe("走访慰问");
  expect(JSON.stringify(stored(office))).toContain("又写了一句。");
});

test("a section moves, goes a level down and comes back by undo", async () => {
  const office = await deskAt("民主协商");
  const order = () => find(stored(office), "s1")?.section.children.map((child) => child.id);
  await press("调整部分");
  await press("上移");
  await wait();
  expect(order()).toEqual(["s3", "s2"]);
  await keys("Ctrl+Z");
  await wait();
  expect(order()).toEqual(["s2", "s3"]);
  await press("调整部分");
  await press("降一级");
  await wait();
  expect(find(stored(office), "s2")?.section.children.map((child) => child.id)).toEqual(["s3"]);
});

test("what was typed while an operation was under way is not lost", async () => {
  const office = smallOffice();
  await deskAt("民主协商", office);
  let go = () => {};
  let first = true;
  office.answers["apply_op"] = async ({ report }: { report: Report }) => {
    if (first) await new Promise<void>((resolve) => (go = resolve));
    first = false;
    const after = structuredClone(report);
    after.done = ["s3"];
    return {
      report: after,
      inverse: { op: "setDone", part: "s3", done: false },
      progress: progressOf(after, null),
    };
  };
  control("本节写完了").querySelector("input")?.click();
  await settle();
  type("等的时候写的。");
  go();
  await wait();
  expect(body(office, "s3")?.at(-1)).toBe("件件有回音。等的时候写的。");
  expect(stored(office).done).toEqual(["s3"]);
});

test("an operation that would go over words typed while it was under way is refused", async () => {
  const office = smallOffice();
  await deskAt("民主协商", office);
  let go = () => {};
  office.answers["apply_op"] = async ({ report }: { report: Report }) => {
    await new Promise<void>((resolve) => (go = resolve));
    return { report, inverse: { op: "many", ops: [] }, progress: progressOf(report, null) };
  };
  await keys("Ctrl+H");
  typeOver("次", document.activeElement as HTMLInputElement);
  await settle();
  await press("删去 2 处");
  type("等的时候写的。");
  go();
  await wait();
  expect(textarea().value).toContain("件件有回音。等的时候写的。");
  expect(screen()).toContain("这几节刚刚又写过");
});

test("a failed save keeps the text, says why, and 重试 stores it", async () => {
  const office = smallOffice();
  office.answers["save_report"] = () => {
    throw {
      code: "unsaved",
      message: "刚才的修改没有存上：磁盘满了。内容还在这个窗口里，请腾出空间再点“重试”。",
    };
  };
  await deskAt("理论学习", office);
  type("新写的。");
  await wait();
  expect(document.querySelector("[role=alert]")?.textContent).toContain("磁盘满了。");
  expect(screen()).toContain("没有存上");
  expect(screen()).not.toContain("已保存");
  expect(textarea().value).toContain("新写的。");
  await press("另存一份");
  expect(
    office.calls.some(({ name, args }) => name === "save_copy" && JSON.stringify(args).includes("新写的。")),
  ).toBe(true);
  delete office.answers["save_report"];
  await press("重试");
  expect(document.querySelector("[role=alert]")).toBeNull();
  expect(screen()).toContain("已保存");
  expect(body(office, "s2")?.[0]).toContain("新写的。");
});

test("what could not be stored is tried again by itself; the same reason is never told twice", async () => {
  const office = smallOffice();
  const refuse = () => {
    throw { code: "unsaved", message: "刚才的修改没有存上：磁盘满了。内容还在这个窗口里。" };
  };
  Object.assign(office.answers, { save_report: refuse, set_status: refuse, apply_op: refuse });
  await deskAt("理论学习", office);
  type("新写的。");
  await wait();
  control("本节写完了").querySelector("input")?.click();
  await wait(5000);
  expect(saves(office).length).toBeGreaterThan(1);
  expect(document.querySelectorAll(".banner.must")).toHaveLength(1);
  office.answers = {};
  await wait(5000);
  expect(document.querySelector(".banner.must")).toBeNull();
  expect(body(office, "s2")?.[0]).toContain("新写的。");
});

test.each([
  ["用这里的", "这里写的。"],
  ["用那边的", "那边写的。"],
])("when the report was changed elsewhere, both texts are shown and %s holds", async (choice, kept) => {
  const office = await deskAt("理论学习");
  const found = office.reports.get("r2024");
  if (found) {
    found.report = structuredClone(found.report);
    const section = find(found.report, "s2")?.section;
    if (section) section.body = ["那边写的。"];
    found.version = 5;
  }
  textarea().value = "";
  type("这里写的。");
  await wait();
  expect(screen()).toContain("这里写的。");
  expect(screen()).toContain("那边写的。");
  const marked = [...document.querySelectorAll("[role=dialog] td ins")].map((each) => each.textContent);
  expect(marked, "only the words that differ are marked").toEqual(["新增：这里", "新增：那边"]);
  expect(body(office, "s2"), "nothing is overwritten before the choice").toEqual(["那边写的。"]);
  await press(choice);
  await wait();
  expect(body(office, "s2")).toEqual([kept]);
  expect(textarea().value).toBe(kept);
});

test("the heading's number is not typed, and its keyword is a field of its own", async () => {
  const office = await deskAt("民主协商");
  const [words, keyword] = [...document.querySelectorAll<HTMLInputElement>(".headline input")];
  expect(document.querySelector(".headline")?.textContent).toContain("（二）");
  expect([words?.value, keyword?.value]).toEqual(["民主协商", "实"]);
  expect(document.querySelector(".headline")?.textContent).toContain("已用：硬");
  if (keyword) keyword.value = "";
  type("效", keyword);
  await wait();
  expect(find(stored(office), "s3")?.section.heading).toBe("民主协商，坚持在“效”上下功夫");
});

test("F8 goes to the next blank, selected ready to type over", async () => {
  await deskAt("理论学习");
  textarea().focus();
  await keys("F8");
  expect(document.querySelector("#section-name")?.textContent).toContain("民主协商");
  const { selectionStart, selectionEnd, value } = textarea();
  expect(value.slice(selectionStart, selectionEnd)).toBe("【待补】");
});

test("F8 and Shift+F8 go round the blanks and tell which of how many", async () => {
  const office = smallOffice();
  const report = office.reports.get("r2024")?.report as Report;
  report.closing = ["走访【待补】户，办实事【待补：件数】件。"];
  await deskAt("理论学习", office);
  textarea().focus();
  const told = () => document.querySelector("[aria-label=没填的空]")?.textContent.trim();
  expect(told()).toBe("待补 3 处");
  const selected = () => textarea().value.slice(textarea().selectionStart, textarea().selectionEnd);
  for (const [chord, words, which] of [
    ["F8", "【待补】", "待补 1／3"],
    ["F8", "【待补】", "待补 2／3"],
    ["F8", "【待补：件数】", "待补 3／3"],
    ["F8", "【待补】", "待补 1／3"],
    ["Shift+F8", "【待补：件数】", "待补 3／3"],
    ["Shift+F8", "【待补】", "待补 2／3"],
  ] as const) {
    await keys(chord);
    expect([selected(), told()]).toEqual([words, which]);
  }
  expect(document.querySelector("#section-name")?.textContent).toContain("结尾");
});

/** What is selected in the field that has the focus, and the name of that field. */
function chosen(): string[] {
  const field = document.activeElement as HTMLTextAreaElement;
  const label =
    field.getAttribute("aria-label") ?? document.querySelector(`label[for="${field.id}"]`)?.textContent;
  return [
    (label ?? "").trim().split(/[ ，]/u)[0] ?? "",
    field.value.slice(field.selectionStart, field.selectionEnd),
  ];
}

test("F8 selects every blank of the report in its own field, and never stops on the way", async () => {
  const office = smallOffice();
  const report = stored(office);
  Object.assign(report, {
    title: "【待补：单位】\n述职报告",
    salutation: "各位【待补】、同志们：",
    date: "【待补：日期】",
  });
  const talks = find(report, "s3")?.section;
  if (talks) talks.heading = "【待补：事项】协商，坚持在“【待补】”上下功夫";
  await deskAt("开头", office);
  const round = [
    ["标题", "【待补：单位】"],
    ["称呼", "【待补】"],
    ["标题", "【待补：事项】"],
    ["关键字", "【待补】"],
    ["（二）正文", "【待补】"],
    ["日期", "【待补：日期】"],
  ];
  for (const blank of [...round, ...round.slice(0, 1)]) {
    await keys("F8");
    expect(chosen()).toEqual(blank);
  }
  for (const blank of round.toReversed()) {
    await keys("Shift+F8");
    expect(chosen()).toEqual(blank);
  }
});

test("F8 goes on from where the caret was put: in a field, behind what was filled in, or in another part", async () => {
  const office = smallOffice();
  Object.assign(stored(office), {
    closing: ["走访【待补】户，办实事【待补：件数】件。"],
    date: "【待补：日期】",
  });
  await deskAt("结尾", office);
  await keys("F8");
  expect(chosen()).toEqual(["结尾正文", "【待补】"]);
  typeOver("21");
  caretAt(4);
  await keys("F8");
  expect(chosen()).toEqual(["结尾正文", "【待补：件数】"]);
  await press("民主协商");
  await keys("F8");
  expect(chosen(), "no blank of a part just opened is skipped").toEqual(["（二）正文", "【待补】"]);
  await press("结尾");
  await keys("F8");
  expect(chosen()).toEqual(["结尾正文", "【待补：件数】"]);
  await keys("F8");
  expect(chosen()).toEqual(["日期", "【待补：日期】"]);
});

test("where no blank is left, F8 says so", async () => {
  const office = smallOffice();
  const report = office.reports.get("r2024")?.report as Report;
  const talks = find(report, "s3")?.section;
  if (talks) talks.body = ["件件有回音。"];
  await deskAt("理论学习", office);
  await keys("F8");
  expect(screen()).toContain("没有没填的空了");
});

test("a report that was handed in and is drafted on says so, and what changed is one click away", async () => {
  const office = smallOffice();
  stored(office).submitted = "2024-11-22";
  const version = {
    id: 1,
    report: "r2024",
    reason: "submitted",
    name: "",
    at: "2024-11-24T08:00:00Z",
    hash: "",
    changes: [],
  } as const;
  office.versions.push({ ...version, changes: [] });
  office.states.set(1, stored(office));
  office.answers["compare_reports"] = comparison();
  await deskAt("理论学习", office);
  expect(screen()).toContain("11月22日报送过");
  await press("后来改了什么");
  expect(document.querySelector("[role=option][aria-selected=true]")?.textContent).toContain("报送时的稿");
});

test("a pattern goes in at the caret as one step, its first blank selected", async () => {
  await deskAt("存在问题");
  const field = textarea();
  field.focus();
  field.setSelectionRange(0, 0);
  await press("插入句式");
  await press("我带头……");
  expect(field.value.startsWith("我带头……，先后【待补：次数】次")).toBe(true);
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("【待补：次数】");
  await keys("Ctrl+Z");
  expect(textarea().value).toBe("我抓培训不够经常。");
});

test("a sentence put at the end of a paragraph begins a new one", async () => {
  const office = await deskAt("存在问题");
  textarea().focus();
  textarea().setSelectionRange(textarea().value.length, textarea().value.length);
  await press("插入");
  await wait();
  expect(body(office, "s4")).toHaveLength(2);
  expect(body(office, "s4")?.[1]).toContain("【待补：事项】");
});

test("Alt and the arrows go through the sections", async () => {
  await deskAt("理论学习");
  await keys("Alt+ArrowDown");
  expect(document.querySelector("#section-name")?.textContent).toContain("民主协商");
  await keys("Alt+ArrowUp");
  await keys("Alt+ArrowUp");
  expect(document.querySelector("#section-name")?.textContent).toContain("工作开展情况");
});

test("last year's same section lies beside the text, to read only", async () => {
  await deskAt("理论学习");
  await wait();
  expect(document.querySelector("aside.rail")?.textContent).toContain("去年组织集中学习14次。");
  const tabs = [...document.querySelectorAll("aside.rail [role=tab]")].map((tab) =>
    tab.getAttribute("aria-label"),
  );
  expect(tabs.map((name) => name?.slice(0, 2))).toEqual(["去年", "数字", "应答", "检查"]);
});

test("a final report can be read and copied, not changed, until it is opened again", async () => {
  const office = smallOffice();
  const found = office.reports.get("r2024");
  if (found) found.report = { ...found.report, status: "final" };
  await deskAt("理论学习", office);
  expect(screen()).toContain("这份报告已定稿，只能看。");
  expect(screen()).toContain("只读");
  expect(textarea().readOnly).toBe(true);
  expect(textarea().disabled).toBe(false);
  await press("重新打开");
  expect(textarea().readOnly).toBe(false);
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

test("coming back from another page, the caret is where it was", async () => {
  await deskAt("民主协商");
  caretAt(4, 6);
  for (const page of ["Alt+5", "Alt+1"]) {
    await keys(page);
    await keys("Alt+2");
    expect(document.querySelector("#section-name")?.textContent).toContain("民主协商");
    expect(document.activeElement).toBe(textarea());
    expect([textarea().selectionStart, textarea().selectionEnd]).toEqual([4, 6]);
  }
});

test("a part that was only opened keeps no caret of the part before", async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  const office = await deskAt("民主协商");
  caretAt(4);
  await press("理论学习");
  await press("首页");
  expect([office.settings.lastPart, office.settings.lastCaret]).toEqual([{ r2024: "s2" }, { r2024: 0 }]);
});

test("the caret is found again at the next start", async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  const office = await deskAt("民主协商");
  caretAt(4);
  await press("首页");
  expect(office.settings.lastPart).toEqual({ r2024: "s3" });
  expect(office.settings.lastCaret).toEqual({ r2024: 4 });
  expect(screen()).toContain("上次写到（二）民主协商");
});
