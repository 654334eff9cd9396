import { expect, test } from "vitest";

import { emptyReport, section, smallOffice } from "@/testing/samples";
import { keys, openWindow, press, settle, stopClock, textarea, wait } from "@/testing/window";
import { textOfAll, textOfPart } from "./copy";
import { cleaned } from "./paste";

test.each([
  ["from Word", "　　一是抓学习。\r\n　　二是抓服务。\r\n", "一是抓学习。\n二是抓服务。"],
  ["from a web page", "一是抓学习。\n\n\u00A0 二是\u200B抓服务。\n", "一是抓学习。\n二是抓服务。"],
  ["with forced breaks", "一是抓学习。\v二是抓服务。\u2028三是", "一是抓学习。\n二是抓服务。\n三是"],
  ["rows of a table stay rows", "类别\t次数\n党课\t6", "类别\t次数\n党课\t6"],
  ["words inside a line stay as they are", " 抓学习 ", " 抓学习 "],
  ["one indented line", "　　一是抓学习。", "一是抓学习。"],
  ["one line indented with blanks", "\u00A0\u00A0\u00A0 一是抓学习。", "一是抓学习。"],
  ["one line with a tab before it", "\t一是抓学习。", "一是抓学习。"],
  ["control characters", "一是\u0007抓\u001F学习\u007F。\u0001", "一是抓学习。"],
  ["Word's bullets", "\uF06C\t一是抓学习。\n \uF0D8 二是抓服务。", "一是抓学习。\n二是抓服务。"],
  ["a rare character of a name", "党员王\uE815带头。", "党员王\uE815带头。"],
  ["one bullet", "\uF06C\t一是抓学习。", "一是抓学习。"],
  ["nothing", "", ""],
])("%s", (_, pasted, expected) => expect(cleaned(pasted)).toBe(expected));

const report = {
  ...emptyReport("r", 2024),
  title: "青禾社区\n述职报告",
  opening: ["汇报如下："],
  sections: [
    section(
      "s1",
      "工作情况",
      [],
      [{ ...section("s2", "抓学习", ["学习12次。", "人人参加。"]), runIn: true }],
    ),
  ],
  date: "2024年12月5日",
};
const number = (part: string, number: string) => ({ part, number }) as never;
const numbers = [number("s1", "一、"), number("s2", "（一）")];

test("a part is copied with its number and all below it, run-in headings as they print", () => {
  expect(textOfPart(report, "s1", numbers)).toBe("一、工作情况\n（一）抓学习。学习12次。\n人人参加。");
  expect(textOfPart(report, "opening", numbers)).toBe("汇报如下：");
});

test("all of the report is copied in the order it prints, without empty lines", () => {
  expect(textOfAll(report, numbers)).toBe(
    "青禾社区\n述职报告\n各位领导、同志们：\n汇报如下：\n一、工作情况\n（一）抓学习。学习12次。\n人人参加。\n2024年12月5日",
  );
});

stopClock();

function paste(text: string): boolean {
  const event = new Event("paste", { cancelable: true, bubbles: true }) as ClipboardEvent;
  Object.defineProperty(event, "clipboardData", { value: { getData: () => text } });
  textarea().focus();
  textarea().setSelectionRange(0, textarea().value.length);
  textarea().dispatchEvent(event);
  return event.defaultPrevented;
}

test("pasted text arrives as clean paragraphs; what is clean is left to the web view", async () => {
  const office = smallOffice();
  await openWindow(office);
  await press("继续撰写");
  await press("理论学习");
  expect(paste("干净的一句。")).toBe(false);
  expect(paste("　　一是抓学习。\r\n\r\n　　二是抓服务。")).toBe(true);
  expect(textarea().value).toBe("一是抓学习。\n二是抓服务。");
  await wait();
  expect(office.reports.get("r2024")?.report.sections[0]?.children[0]?.body).toEqual([
    "一是抓学习。",
    "二是抓服务。",
  ]);
});

test("text dropped by the mouse is cleaned like pasted text, as one step with the drop", async () => {
  await openWindow(smallOffice());
  await press("继续撰写");
  await press("理论学习");
  const field = textarea();
  field.focus();
  field.dispatchEvent(new InputEvent("beforeinput", { bubbles: true, inputType: "insertFromDrop" }));
  field.setRangeText("　　一是抓学习。\n\n\uF06C\t二是抓服务。", 4, 4, "select");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromDrop" }));
  await settle();
  expect(field.value).toBe("组织集中一是抓学习。\n二是抓服务。学习16次。");
  await keys("Ctrl+Z");
  expect(textarea().value).toBe("组织集中学习16次。");
});
