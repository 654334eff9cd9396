import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import { openWindow, press, screen, stopClock, textarea, wait } from "@/testing/window";
import { carriedFrom, runsOf, usedAgain } from "./alike";

const shown = (line: string, now: string[]) =>
  usedAgain(line, runsOf(now)).map(({ start, end }) => line.slice(start, end));

test("words used again this year are found, without the marks around them", () => {
  const old = "开展志愿服务活动18次；“我为群众办实事”活动8次，七一慰问困难党员1人。";
  const now = ["全年开展志愿服务活动21次、260人次参与；“我为群众办实事”活动9次，走访困难党员2人。"];
  expect(shown(old, now)).toEqual(["开展志愿服务活动", "“我为群众办实事”活动", "困难党员"]);
  expect(shown(old, ["另写一段。"])).toEqual([]);
  expect(shown("", now)).toEqual([]);
});

const quote = (blanked: string) => ({ part: "s2", at: 0, blanked, figures: [] });
const carried = carriedFrom([
  quote("全年开展志愿服务活动【待补】次，走访困难党员【待补】名。"),
  quote("【待补】年，支部召开党员大会【待补】次，件件有回音。"),
  quote("全年【待补】名党员带头认领微心愿，桩桩有着落。"),
  quote("短。"),
]);

test.each([
  ["全年开展志愿服务活动【待补】次，走访困难党员【待补】名。", true],
  ["全年开展志愿服务活动21次，走访困难党员30余名。", true],
  ["全年开展志愿服务活动21次，走访慰问困难党员30名。", false],
  ["全年开展志愿服务活动21次，走访困难党员30名。又写一句。", false],
  ["2024年，支部召开党员大会4次，件件有回音。", true],
  ["全年12名党员带头认领微心愿，桩桩有着落。", true],
  ["全年12名党员带头认领微心愿，桩桩都办成。", false],
  ["短。", false],
  ["", false],
])("%s is carried over: %s", (line, expected) => expect(carried(line)).toBe(expected));

stopClock();

test("a paragraph of last year is quoted with its figures blank, and marked until its words change", async () => {
  const office = smallOffice();
  const old = office.reports.get("r2023")?.report.sections[0]?.children[0];
  if (old) old.body = ["围绕党纪学习教育组织集中学习14次，学习不漏一人。"];
  await openWindow(office);
  await press("继续撰写");
  await press("理论学习");
  await wait();
  await press("引用，数字留空");
  expect(textarea().value).toBe("组织集中学习16次。\n围绕党纪学习教育组织集中学习【待补】次，学习不漏一人。");
  expect(textarea().value.slice(textarea().selectionStart, textarea().selectionEnd)).toBe("【待补】");
  const marked = () => [...document.querySelectorAll(".mirror .carried")].map((each) => each.textContent);
  expect(marked()).toEqual(["围绕党纪学习教育组织集中学习", "次，学习不漏一人。"]);
  textarea().setRangeText("16", textarea().selectionStart, textarea().selectionEnd, "end");
  textarea().dispatchEvent(new InputEvent("input", { bubbles: true }));
  await wait();
  expect(marked(), "filled in, it is still last year's").toHaveLength(1);
  textarea().setRangeText("一人不漏", textarea().value.length - 5, textarea().value.length - 1, "end");
  textarea().dispatchEvent(new InputEvent("input", { bubbles: true }));
  await wait();
  expect(marked()).toEqual([]);
  expect(screen()).toContain("底色为今年照用的话");
});
