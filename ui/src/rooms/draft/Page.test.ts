import { expect, test } from "vitest";

import type { Report } from "@/ipc";
import { comparison } from "@/testing/comparison";
import { progressOf } from "@/testing/core";
import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import {
  control,
  keys,
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
import { body, deskAt, stored } from "./testing";

const saves = (office: Office) => office.calls.filter(({ name }) => name === "save_report");

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

test("where guidance is folded it unfolds, and stays so in the next part", async () => {
  await deskAt("理论学习");
  const fold = control("写作提示");
  expect(fold.getAttribute("aria-expanded")).toBe("false");
  const guide = document.getElementById(fold.getAttribute("aria-controls") ?? "");
  expect(guide?.textContent.trim()).not.toBe("");
  expect(textarea().getAttribute("aria-describedby")).toBe(guide?.id);
  fold.click();
  await press("民主协商");
  expect(control("写作提示").getAttribute("aria-expanded")).toBe("true");
});

test("the main act of the desk is its only red button, also when a save failed", async () => {
  const office = await deskAt("理论学习");
  office.answers["save_report"] = () => {
    throw { code: "unsaved", message: "刚才的修改没有存上：磁盘满了。" };
  };
  type("再写一句。");
  await wait();
  expect(control("重试")).toBeTruthy();
  const red = [...document.querySelectorAll(".btn.primary")].map((each) => each.textContent.trim());
  expect(red).toEqual([expect.stringContaining("下一节")]);
});

test("every tool of the text has its word, and a name where the word gives way", async () => {
  await deskAt("理论学习");
  for (const name of ["撤销", "重做", "查找替换"]) {
    expect(control(name).textContent.trim()).toBe(name);
    expect(control(name).title).toContain(name);
  }
});
