import { expect, test } from "vitest";

import type { Comparison, Report, Version } from "@/ipc";
import { find } from "@/rooms/draft/report";
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
import { changesOf } from "./changes";
import { byDay, describe, isPinned, nextName, titleOf } from "./versions";

const version = (some: Partial<Version>): Version => ({
  id: 1,
  report: "r2024",
  reason: "interval",
  name: "",
  at: "2024-11-22T08:40:00Z",
  hash: "",
  changes: [],
  ...some,
});

const place = { section: "s3", number: "（二）", numbered: false, heading: "民主协商", paragraph: 0 };
const row = { moved: false, pair: null, numbersOnly: false, similarity: 0.8 };
const COMPARISON = {
  opening: null,
  sections: [],
  paragraphs: [
    { ...row, change: "same", old: [], new: [{ ...place, text: "一" }], words: [{ op: "same", text: "一" }] },
    {
      ...row,
      change: "edited",
      old: [{ ...place, text: "召开18次。" }],
      new: [{ ...place, text: "召开21次。" }],
      words: [
        { op: "same", text: "召开" },
        { op: "removed", text: "18次" },
        { op: "added", text: "21次" },
        { op: "same", text: "。" },
      ],
    },
    {
      ...row,
      change: "removed",
      pair: 1,
      old: [{ ...place, text: "旧" }],
      new: [],
      words: [{ op: "removed", text: "旧" }],
    },
    {
      ...row,
      change: "added",
      pair: 1,
      old: [],
      new: [{ ...place, text: "新写" }],
      words: [{ op: "added", text: "新写" }],
    },
  ],
} as unknown as Comparison;

test("changes are read by part, and a rewritten paragraph counts once", () => {
  const { parts, ...sums } = changesOf(COMPARISON);
  expect(sums).toEqual({ paragraphs: 2, added: 5, removed: 4 });
  expect(parts.map(({ title, changes }) => [title, changes.length])).toEqual([["（二）民主协商", 3]]);
});

test("a version says why it was kept and where it changed how much", () => {
  const changes = [
    { part: "s2", name: "（一）", grown: 612 },
    { part: "s3", name: "（二）", grown: -41 },
    { part: "s4", name: "二", grown: 0 },
  ];
  expect(describe(version({ changes }))).toBe("（一） +612 字，（二） −41 字，二 有改动");
  expect(describe(version({ reason: "exported", changes: [] }))).toBe("导出时留存");
  expect(describe(version({}))).toBe("没有改动文字");
  const many = [...changes, { part: "closing", name: "结尾", grown: 3 }];
  expect(describe(version({ changes: many }))).toContain("，共改 4 处");
});

test("what was named or handed in is pinned, and the next name goes on from there", () => {
  const named = version({ reason: "byHand", name: "第1稿" });
  const blocked = version({ reason: "exported", name: "先给书记看" });
  expect([named, version({ reason: "submitted" }), blocked, version({})].map(isPinned)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(titleOf(blocked)).toBe("先给书记看");
  expect(nextName([named, blocked])).toBe("第2稿");
});

test("versions stand by day, whatever the clock of the day said", () => {
  const days = byDay([
    version({ id: 3, at: "2023-11-22T04:00:00Z" }),
    version({ id: 2 }),
    version({ id: 1 }),
  ]);
  expect(days.map(({ title, versions }) => [title, versions.length])).toEqual([
    ["2023年11月22日", 1],
    [expect.stringContaining("11月22日"), 2],
  ]);
});

stopClock();

async function deskWithHistory(): Promise<Office> {
  const office = smallOffice();
  office.answers["compare_reports"] = COMPARISON;
  await openWindow(office);
  await press("继续撰写");
  await press("理论学习");
  return office;
}
const stored = (office: Office) => office.reports.get("r2024")?.report as Report;
const study = (office: Office) => find(stored(office), "s2")?.section.body.join();

test("Ctrl+S once more while its strip stands asks for the name; later it only stores again", async () => {
  await deskWithHistory();
  const dialog = () => document.querySelector("[aria-label=这一版的名字]");
  await keys("Ctrl+S");
  expect(dialog()).toBeNull();
  await keys("Ctrl+S");
  expect(dialog()).not.toBeNull();
  await keys("Escape");
  await wait(11_000);
  await keys("Ctrl+S");
  expect(dialog()).toBeNull();
});

test("Ctrl+S answers, offers a name, and the named state is found in the history", async () => {
  const office = await deskWithHistory();
  type("我讲党课2次。");
  await keys("Ctrl+S");
  expect(screen()).toContain("已保存。");
  expect(study(office), "stored before it is said").toContain("我讲党课2次。");
  await press("给这一版起个名字");
  const field = document.querySelector<HTMLInputElement>("[aria-label=这一版的名字]");
  expect(field?.value).toBe("第1稿");
  await press("存下这一版");
  await press("历史版本");
  expect(control("历史版本")).toBeTruthy();
  expect(screen()).toContain("第1稿");
});

test("an older state is restored after the present one was kept, and taken back like any other step", async () => {
  const office = await deskWithHistory();
  await keys("Ctrl+S");
  await press("给这一版起个名字");
  await press("存下这一版");
  type("写坏了。");
  await wait();
  await press("历史版本");
  expect(document.querySelector("[role=option][aria-selected=true]")?.textContent).toContain("第1稿");
  await press("恢复到这一版");
  await settle();
  expect(textarea().value).toBe("组织集中学习16次。");
  expect(office.versions[0]?.reason).toBe("restoring");
  expect(find(office.states.get(office.versions[0]?.id ?? 0) as Report, "s2")?.section.body.join()).toContain(
    "写坏了",
  );
  await keys("Ctrl+Z");
  await wait();
  expect(study(office)).toBe("组织集中学习16次。写坏了。");
});

test("a locked report shows its history, and is not restored", async () => {
  const office = smallOffice();
  office.answers["compare_reports"] = COMPARISON;
  const report = office.reports.get("r2024");
  if (report) report.report.status = "final";
  office.versions = [version({})];
  office.states.set(1, structuredClone(stored(office)));
  await openWindow(office);
  await press("继续撰写");
  await press("历史版本");
  expect(screen()).toContain("从这一版到现在：改 2 段");
  expect((control("恢复到这一版") as HTMLButtonElement).disabled).toBe(true);
});

test("a version that cannot be read is told in its place, and is read again on demand", async () => {
  const office = smallOffice();
  const why = "这一版的文字读不出来。请先看别的版本。";
  office.answers["compare_reports"] = COMPARISON;
  office.answers["revision"] = () => {
    throw { code: "other", message: why };
  };
  office.versions = [version({ reason: "byHand", name: "第1稿" })];
  office.states.set(1, structuredClone(stored(office)));
  await openWindow(office);
  await press("更多");
  await press("历史版本");
  const drawer = () => document.querySelector(".sheet-drawer")?.textContent ?? "";
  expect(drawer()).toContain("第1稿”没有读出来。");
  expect(drawer()).toContain(why);
  expect(document.querySelector("[aria-busy=true]"), "nothing is on its way").toBeNull();
  expect(document.querySelector(".app .banner"), "nothing is told behind the drawer").toBeNull();
  delete office.answers["revision"];
  await press("重试");
  expect(drawer()).toContain("从这一版到现在：改 2 段");
});

test("a list that cannot be read says so in the drawer; a save that failed does not keep it shut", async () => {
  const office = smallOffice();
  office.answers["compare_reports"] = COMPARISON;
  office.answers["revisions"] = () => {
    throw { code: "other", message: "内容所在的磁盘读不了。" };
  };
  await openWindow(office);
  await press("继续撰写");
  office.answers["save_report"] = () => {
    throw { code: "unsaved", message: "刚才的修改没有存上：磁盘满了。" };
  };
  type("再写一句。");
  await wait();
  await press("历史版本");
  expect(screen()).toContain("历史版本没有读出来。内容所在的磁盘读不了。");
  office.versions = [version({})];
  office.states.set(1, structuredClone(stored(office)));
  delete office.answers["revisions"];
  await press("重试");
  expect(screen()).toContain("刚才的修改还没有存上，下面比的是上次存好的文字。");
});
