import { expect, test } from "vitest";

import type { Report } from "@/ipc";
import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { keys, openWindow, press, screen, settle } from "@/testing/window";

/** An office whose report of this year holds slips. */
function office(): Office {
  const desk = smallOffice();
  const kept = desk.reports.get("r2024");
  if (!kept) throw new Error("the small office has this year's report");
  kept.report = {
    ...kept.report,
    opening: ["在云桥镇党委的领导下,现将情况汇报如下。。", "先后5余次到场。"],
  };
  return desk;
}

async function enter(desk = office()): Promise<Office> {
  await openWindow(desk);
  await press("检查");
  return desk;
}

const titles = () => [...document.querySelectorAll(".list b")].map((each) => each.textContent);
const opening = (desk: Office) => {
  const sent = desk.calls.findLast((call) => call.name === "check_report")?.args["report"];
  return (sent as { opening: string[] }).opening;
};

test("the gravest comes first, with what is wrong, where, and a button that says what it does", async () => {
  await enter();
  expect(titles()[0]).toBe("单位名称对不上：“云桥镇党委”");
  expect(screen()).toContain("开头第1段 · 国标 15834");
  expect(screen()).toContain("改成 云桥街道党工委");
  expect(document.querySelector("nav .count.must")?.textContent.trim()).toBe("2");
});

test("beside the text red counts what must be changed alone, as the tab does", async () => {
  await openWindow(office());
  await press("撰写");
  const badge = () => document.querySelector<HTMLElement>("#rail-check .count");
  expect([badge()?.dataset["count"], badge()?.className]).toEqual(["1", "count must"]);
  expect(document.querySelector("#rail-check")?.getAttribute("aria-label")).toBe("检查，本节1处必须改");
  await press("检查，本节1处必须改");
  await press("改成 云桥街道党工委");
  expect([badge()?.dataset["count"], badge()?.className], "the rest had better be").toEqual([
    "3",
    "count todo",
  ]);
});

test("one click puts one finding right, and the next is chosen", async () => {
  const desk = await enter();
  await press("改成 云桥街道党工委");
  expect(opening(desk)[0]).toBe("在云桥街道党工委的领导下,现将情况汇报如下。。");
  expect(titles()).not.toContain("单位名称对不上：“云桥镇党委”");
  expect(document.querySelector("li.chosen")).not.toBeNull();
});

test("marks are put right at once, each shown before it is changed, as one step of undo", async () => {
  const desk = await enter();
  await press("一次理好 2 处标点");
  expect(document.querySelectorAll(".changes del")).toHaveLength(2);
  await press("改这 2 处");
  expect(opening(desk)[0]).toBe("在云桥镇党委的领导下，现将情况汇报如下。");
  await press("撤销");
  expect(opening(desk)[0]).toBe("在云桥镇党委的领导下,现将情况汇报如下。。");
});

test("imported numbers that repeat are put right from their finding, all in one step of undo", async () => {
  const desk = smallOffice();
  const kept = desk.reports.get("r2024");
  for (const section of kept?.report.sections[0]?.children ?? []) section.mark = "（一）";
  await enter(desk);
  expect(screen()).toContain("“（一）”用了两次");
  const marks = () => {
    const { sections } = desk.calls.findLast(({ name }) => name === "check_report")?.args["report"] as Report;
    return sections[0]?.children.map(({ mark }) => mark);
  };
  const before = marks();
  expect(before?.length).toBeGreaterThan(1);
  await press("“（一）”用了两次");
  await press("全文改为规范序号");
  expect(marks()?.every((mark) => mark === null)).toBe(true);
  expect(screen()).not.toContain("“（一）”用了两次");
  await press("撤销");
  expect(marks()).toEqual(before);
});

test("a finding stays as it is only with a reason", async () => {
  const desk = await enter();
  await press("不改，写明原因…");
  const field = document.querySelector<HTMLInputElement>(".reason input");
  if (!field) throw new Error("no field for the reason");
  field.value = "街道要求这样写";
  field.dispatchEvent(new Event("input"));
  await settle();
  await press("记下，不改");
  const asked = desk.calls.find((call) => call.name === "set_aside");
  expect(asked?.args["reason"]).toBe("街道要求这样写");
});

test("the list is narrowed by how grave a finding is", async () => {
  await enter();
  await press("建议改");
  expect(titles()).not.toContain("单位名称对不上：“云桥镇党委”");
  expect(titles().length).toBeGreaterThan(0);
});

test("F7 looks through the text again, and a clean report is told to be one", async () => {
  const desk = office();
  await enter(desk);
  desk.answers["check_report"] = { findings: [], setAside: [], off: [] };
  await keys("F7");
  expect(screen()).toContain("没有查出问题，可以导出");
});

test("what is found in the section that is written stands on the rail, and is mended there", async () => {
  const desk = office();
  await openWindow(desk);
  await press("撰写");
  await press("检查，");
  await press("改成 5");
  expect(opening(desk)[1]).toBe("先后5次到场。");
});

test("of many findings of a part the gravest stand first on the rail, the rest on demand", async () => {
  const desk = office();
  const found = desk.reports.get("r2024");
  if (found) found.report.opening = Array.from({ length: 20 }, (_, at) => `第${at}件，先后5余次到场。`);
  await openWindow(desk);
  await press("撰写");
  await press("检查，");
  const drawn = () => document.querySelectorAll(".found .one").length;
  expect(drawn()).toBe(8);
  await press("还有 12 条");
  expect(drawn()).toBe(20);
});

test("本单位用语 that is not kept yet is not thrown away by Esc", async () => {
  await enter();
  await press("本单位用语");
  await settle();
  const field = document.querySelector<HTMLTextAreaElement>("#words-form textarea");
  if (!field) throw new Error("the dialog has its lists");
  const esc = async () => {
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", code: "Escape", bubbles: true }));
    await settle();
  };
  field.value = "红色物业联盟";
  field.dispatchEvent(new Event("input"));
  await esc();
  expect(document.querySelector("[role=dialog] [role=alert]")?.textContent).toContain("还没有存下");
  expect(field.value).toBe("红色物业联盟");
  await press("不改了");
  expect(document.querySelector("#words-form")).toBeNull();
});

test("本单位用语 is kept, what is refused is said where the words are, and a list that came can rest", async () => {
  const desk = await enter();
  await press("本单位用语");
  await settle();
  const [fixed, avoided] = [...document.querySelectorAll<HTMLTextAreaElement>("#words-form textarea")];
  if (!fixed || !avoided) throw new Error("the dialog has both lists");
  fixed.value = "红色物业联盟";
  fixed.dispatchEvent(new Event("input"));
  avoided.value = "扎";
  avoided.dispatchEvent(new Event("input"));

  desk.answers["save_own_words"] = () => {
    throw { code: "other", message: "不要这样写 的内容有误（第1行）：太短，至少2个字。" };
  };
  await press("存下用语");
  expect(document.querySelector("[role=dialog] [role=alert]")?.textContent).toContain("至少2个字");
  expect(fixed.value).toBe("红色物业联盟");

  await press("停用");
  expect(desk.calls.at(-2)).toMatchObject({
    name: "use_words",
    args: { name: "街道用语.json", used: false },
  });

  delete desk.answers["save_own_words"];
  avoided.value = "扎口 → 归口";
  avoided.dispatchEvent(new Event("input"));
  await press("存下用语");
  expect(desk.words).toEqual({ fixed: "红色物业联盟", avoided: "扎口 → 归口" });
  expect(document.querySelector("#words-form")).toBeNull();
});
