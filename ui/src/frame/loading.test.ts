import { expect, test } from "vitest";

import { office } from "@/testing/shell";
import { smallOffice } from "@/testing/samples";
import { openWindow, press, screen } from "@/testing/window";

const why = "内容所在的磁盘读不了。请插好再试。";
const refuse = () => {
  throw { code: "other", message: why };
};

// What is read, the way there, what is said of it, and what stands there once it was read again.
test.each([
  ["figure_table", ["数字"], "各年的数字没有读出来。", "志愿服务"],
  ["preview", ["导出"], "成稿没有读出来。", "第 1 页"],
  ["figure_table", [], "还有没有别的要做没有读出来。", "数字还是去年的"],
  ["duties", [], "还有没有别的要做没有读出来。", "数字还是去年的"],
  ["notice", ["更多", "本街道通知…"], "通知要求没有读出来。", "截止日期"],
  ["branch", ["更多", "单位档案"], "单位档案没有读出来。", "单位名称"],
  ["copies", ["更多", "备份与恢复…"], "已有的备份没有读出来。", "还没有备份"],
  ["comments", ["更多", "记点评…"], "已记下的点评没有读出来。", "还没有记点评"],
  ["own_words", ["检查", "本单位用语…"], "本单位用语没有读出来。", "收进来的词表"],
  ["check_report", ["检查"], "没有查成", "查过全文"],
  ["figure_years", ["对比", "历年"], "没有读出来", "个指标"],
])(
  "%s refused %j: it is said why in its place, nothing waits, and 重试 reads it",
  async (name, way, said, after) => {
    const desk = smallOffice();
    desk.answers[name] = refuse;
    await openWindow(desk);
    for (const step of way) await press(step);
    expect(screen()).toContain(said);
    expect(screen().split(why).length, "told once").toBe(2);
    expect(document.querySelector(".waiting"), "no bars").toBeNull();
    Reflect.deleteProperty(desk.answers, name);
    await press("重试");
    expect(screen()).not.toContain(why);
    expect(screen()).toContain(after);
  },
);

test("at the first start the kinds of report are read again on demand", async () => {
  const desk = office();
  desk.answers["templates"] = refuse;
  await openWindow(desk);
  expect(screen(), "the first start").toContain(`文种没有读出来。${why}`);
  delete desk.answers["templates"];
  await press("重试");
  expect(screen()).toContain("年度党建工作总结");
});

test("nothing left to do is said only when that is known", async () => {
  const desk = smallOffice();
  desk.answers["duties"] = () => new Promise(() => undefined);
  await openWindow(desk);
  expect(screen()).not.toContain("都齐了");
});
