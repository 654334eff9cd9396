/** Dealing with what was found: handing it on, and every way to put it right. */
import { expect, test } from "vitest";

import type { Finding, Report } from "@/ipc";
import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
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
  wait,
} from "@/testing/window";
import { actOfAll, changedBy, wholeKind } from "./findings";
import { waysOf } from "./ways";

stopClock();

/** An office whose report of this year has `opening`. */
function office(...opening: string[]): Office {
  const desk = smallOffice();
  const kept = desk.reports.get("r2024");
  if (!kept) throw new Error("the small office has this year's report");
  kept.report = { ...kept.report, opening };
  return desk;
}

async function enter(desk: Office): Promise<Office> {
  await openWindow(desk);
  await press("检查");
  return desk;
}

const asked = (desk: Office, command: string) =>
  desk.calls.filter(({ name }) => name === command).map(({ args }) => args);

/** The opening as it was looked through last. */
const opening = (desk: Office) => (asked(desk, "check_report").at(-1)?.["report"] as Report).opening;

test("what was found leaves as a file, which its strip opens, or its folder", async () => {
  const desk = await enter(office("先后5余次到场。"));
  await press("导出检查意见…");
  expect(asked(desk, "export_findings")).toEqual([{ report: "r2024" }]);
  expect(screen()).toContain("已导出：2024年度述职报告检查意见.docx");
  expect(control("打开文件")).toBeTruthy();
  await press("打开所在文件夹");
  expect(asked(desk, "show_in_folder")).toEqual([{ token: 10 }]);
});

test("an export of findings runs once, may be thought better of, and may be refused", async () => {
  const desk = office("先后5余次到场。");
  let answer: (file: unknown) => void = () => undefined;
  desk.answers["export_findings"] = () => new Promise((resolve) => (answer = resolve));
  await enter(desk);
  await press("导出检查意见…");
  await press("正在导出…");
  expect(asked(desk, "export_findings"), "one at a time").toHaveLength(1);
  answer(null);
  await settle();
  expect(screen(), "nothing was written, nothing is told").not.toContain("已导出");

  desk.answers["export_findings"] = () => {
    throw { code: "other", message: "文件正被 Word 打开着，写不进去。" };
  };
  await press("导出检查意见…");
  expect(document.querySelector("[role=alert]")?.textContent).toContain("写不进去");
  expect(control("导出检查意见…"), "it can be tried again").toBeTruthy();
});

test("every rule can rest, save the two that stop an export", async () => {
  const desk = await enter(office("在云桥镇党委的领导下，先后5余次到场。"));
  await press("单位名称对不上");
  await press("以后都不查");
  expect(asked(desk, "switch_rule")).toEqual([{ rule: "unit-names", report: null, on: false }]);
  await press("没填的空和代号");
  expect(screen()).not.toContain("以后都不查");

  const secret = {
    rule: "personal-data",
    severity: "error",
    section: "opening",
    paragraph: 0,
    source: "法律：",
  };
  desk.answers["check_report"] = {
    findings: [{ ...secret, start: 0, end: 2, text: "在云", message: "像是个人信息。", suggestion: null }],
    setAside: [],
    off: [],
  };
  await press("再查一遍");
  expect(screen()).toContain("像是个人信息");
  expect(screen()).not.toContain("以后都不查");
});

/** The rail of the desk, at what was found in the part. */
async function beside(desk: Office): Promise<Office> {
  await openWindow(desk);
  await press("撰写");
  await press("检查，");
  return desk;
}

test("on the rail a finding stays as it is with a reason", async () => {
  const desk = await beside(office("先后5余次到场。"));
  const field = () => document.querySelector<HTMLInputElement>(".found .reason input");
  await press("不改");
  expect(document.activeElement).toBe(field());
  await press("再想想");
  expect([field(), document.activeElement?.textContent.trim()]).toEqual([null, "不改"]);
  await press("不改");
  const input = field();
  if (input) type(" 街道要求这样写", input);
  await keys("ArrowDown");
  expect(document.activeElement, "the arrows are the field's there").toBe(input);
  await press("记下，不改");
  expect(asked(desk, "set_aside").map(({ reason }) => reason)).toEqual(["街道要求这样写"]);
});

test("on the rail every finding leads to its place, also one that is mended by a click", async () => {
  await beside(office("先后5余次到场。"));
  expect(control("改成 5"), "the repair is still there").toBeTruthy();
  await press("去看这一处");
  const field = textarea();
  expect(document.activeElement).toBe(field);
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("5余");
});

test("on the rail a blank of the part leads to itself, not to the first of the report", async () => {
  await openWindow(office("服务群众【待补】户。"));
  await press("撰写");
  await press("（二）民主协商");
  await wait();
  await press("检查，");
  await press("去看这一处");
  expect(textarea().value).toContain("召开协商议事会");
});

test("on the rail the reason may be left out", async () => {
  const desk = await beside(office("先后5余次到场。"));
  await press("不改");
  await press("记下，不改");
  expect(asked(desk, "set_aside").map(({ reason }) => reason)).toEqual([""]);
});

test("a whole kind is put right at once, each shown before it is changed, as one step of undo", async () => {
  const desk = await enter(office("为社区做贡献，为小区做贡献。", "先后5余次到场。", "为群众做贡献。"));
  await press("错别字：“做贡献”");
  await press("全文 3 处都改成 作贡献…");
  expect(screen()).toContain("一起改 3 处：错别字");
  expect(document.querySelectorAll(".changes del")).toHaveLength(3);
  document.querySelectorAll<HTMLInputElement>(".changes input")[1]?.click();
  await settle();
  await press("改这 2 处");
  expect(opening(desk)).toEqual(["为社区作贡献，为小区做贡献。", "先后5余次到场。", "为群众作贡献。"]);
  expect(screen(), "one alone is no kind").not.toContain("处都改成");
  await press("撤销");
  expect(opening(desk)).toEqual(["为社区做贡献，为小区做贡献。", "先后5余次到场。", "为群众做贡献。"]);
});

test("what is told once for several places is put right at each that has the same words", () => {
  const spot = (paragraph: number, text: string) => ({
    section: "opening" as const,
    paragraph,
    start: 2,
    end: 5,
    text,
  });
  const told: Finding = {
    ...spot(0, "做贡献"),
    rule: "typos",
    severity: "hint",
    message: "",
    suggestion: "作贡献",
    source: "",
    others: [spot(1, "做贡献"), spot(2, "作奉献")],
  };
  const away = { ...told, rule: "dates", others: [] };
  const unsure = { ...told, ...spot(3, "做工作"), suggestion: null, others: [] };
  const all = wholeKind([told, away, unsure], "typos");
  expect(all.map(({ paragraph, suggestion }) => [paragraph, suggestion])).toEqual([
    [0, "作贡献"],
    [1, "作贡献"],
  ]);
  expect(actOfAll(all)).toBe("全文 2 处都改成 作贡献…");
  const other = { ...told, ...spot(4, "座贡献"), others: [] };
  expect(actOfAll(wholeKind([told, other], "typos"))).toBe("同一类的 3 处一起改…");
});

test("of two values each can be put in the place of the other, as one step of undo", async () => {
  const before = ["开展志愿服务21次。", "共开展志愿服务18次。"];
  const desk = await enter(office(...before));
  await press("同一个数字两处不同：“18次”");
  await press("开头第2段改成 21次");
  expect(opening(desk)).toEqual(["开展志愿服务21次。", "共开展志愿服务21次。"]);
  expect(screen()).not.toContain("同一个数字两处不同");
  await press("撤销");
  expect(opening(desk)).toEqual(before);
  await press("同一个数字两处不同：“18次”");
  await press("开头第1段改成 18次");
  expect(opening(desk)).toEqual(["开展志愿服务18次。", "共开展志愿服务18次。"]);
});

test("two values in one paragraph are told apart by their order; none is offered where the other is not told", () => {
  const spot = (start: number, text: string) => ({
    section: "opening" as const,
    paragraph: 0,
    start,
    end: start + 3,
    text,
  });
  const told = {
    ...spot(20, "18次"),
    rule: "two-values",
    severity: "warning" as const,
    message: "",
    source: "",
  };
  const acts = (finding: Finding) => waysOf(finding, null).map(({ act }) => act);
  const finding: Finding = { ...told, suggestion: null, others: [spot(4, "21次")] };
  expect(acts(finding)).toEqual(["开头第1段后面的改成 21次", "开头第1段前面的改成 18次"]);
  expect(acts({ ...finding, others: [] })).toEqual([]);
  expect(acts({ ...finding, others: [spot(4, "21次"), spot(9, "24次")] }), "three values").toEqual([]);
  expect(acts({ ...finding, rule: "repeats" })).toEqual([]);
});

test("beside the text a certain repair shows old → new before it is done", async () => {
  await openWindow(office("先后5余次到场。"));
  await press("继续撰写");
  await press("开头");
  document.querySelector<HTMLElement>("[role=tab]:last-child")?.click();
  await settle();
  const line = document.querySelector(".one .change");
  expect(line?.querySelector("del")?.textContent).toBe("现在：5余");
  expect(line?.querySelector("ins")?.textContent).toBe("改成：5");
});

test("of many words those that differ are shown, with a few around them", () => {
  const long = "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的";
  expect(changedBy({ text: `${long}廿大精神`, suggestion: `${long}二十大精神` })).toEqual({
    before: "…学习贯彻党的",
    old: "廿",
    now: "二十",
    after: "大精神",
  });
  expect(changedBy({ text: "的的", suggestion: "的" })).toEqual({
    before: "",
    old: "的的",
    now: "的",
    after: "",
  });
  expect(changedBy({ text: "的的", suggestion: "" })).toMatchObject({ old: "的的", now: "" });
  expect(changedBy({ text: "【待补】", suggestion: null })).toBeNull();
});
