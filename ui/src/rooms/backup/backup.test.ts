import { emit } from "@tauri-apps/api/event";
import { expect, test } from "vitest";

import type { Copies, Copy, Rescued } from "@/ipc";
import { smallOffice } from "@/testing/samples";
import { openWindow, press, screen, settle } from "@/testing/window";

const copy = (number: number, why: Copy["why"]): Copy => ({
  name: `000${number}.db`,
  number,
  at: `2024-11-2${number}T02:30:00Z`,
  why,
  size: 48_200,
});

function withCopies() {
  const desk = smallOffice();
  const kept: Copies = {
    copies: [copy(2, "closing"), copy(1, "rolling")],
    secondPlace: null,
    secondThere: false,
  };
  desk.answers = {
    copies: () => ({ ...kept, copies: [...kept.copies] }),
    take_copy: () => {
      kept.copies.unshift(copy(3, "byHand"));
      return { copy: copy(3, "byHand"), second: null };
    },
    copy_contents: () => [
      { ...[...desk.reports.values()][0]?.report, title: "旧的标题", year: 2023, uid: "r2023" },
    ],
    restore_copy: () => ({ copy: copy(4, "beforeRestore"), second: null }),
    restore_report: null,
  };
  return desk;
}

async function openDialog(desk: ReturnType<typeof withCopies>) {
  await openWindow(desk);
  await press("更多");
  await press("备份与恢复…");
  await settle();
}

test("the copies stand there with why they were taken, and one is taken by hand", async () => {
  const desk = withCopies();
  await openDialog(desk);
  expect(screen()).toContain("关闭时自动");
  expect(screen()).toContain("磁盘坏了会一起丢");
  await press("现在备份");
  await settle();
  expect(screen()).toContain("手动");
  expect(screen()).toContain("核对过与现在的内容一致");
});

test("a copy that takes long says how far it is", async () => {
  const desk = withCopies();
  let finish = () => {};
  const taken = { copy: copy(3, "byHand"), second: null };
  desk.answers["take_copy"] = () => new Promise((done) => (finish = () => done(taken)));
  await openDialog(desk);
  await press("现在备份");
  await settle();
  await emit("percent", 42);
  await settle();
  expect(screen()).toContain("正在备份…");
  expect(screen()).toContain("42%");
  finish();
  await settle();
  expect(screen()).not.toContain("42%");
  expect(screen()).toContain("核对过与现在的内容一致");
});

test("everything comes back only after a second word, and the present is said to be kept", async () => {
  const desk = withCopies();
  await openDialog(desk);
  await press("看里面有什么");
  await settle();
  expect(screen()).toContain("旧的标题");
  await press("恢复全部内容…");
  expect(screen()).toContain("现在的内容会先备份一份");
  expect(desk.calls.some(({ name }) => name === "restore_copy")).toBe(false);
  await press("恢复全部内容");
  await settle();
  expect(desk.calls.find(({ name }) => name === "restore_copy")?.args).toEqual({ copy: "0001.db" });
  expect(screen()).toContain("恢复前的内容也留了一份备份");
});

test("one report comes back alone", async () => {
  const desk = withCopies();
  await openDialog(desk);
  await press("看里面有什么");
  await settle();
  await press("只恢复这份");
  await settle();
  expect(desk.calls.find(({ name }) => name === "restore_report")?.args).toEqual({
    copy: "0001.db",
    report: "r2023",
  });
});

test("a rescue is told at the start: what came from where, and what may be missing", async () => {
  const desk = smallOffice();
  const rescued: Rescued = {
    aside: "损坏的内容-1",
    copy: "2024-11-20T02:30:00Z",
    reports: [
      { uid: "r2024", year: 2024, title: "今年的", from: "whole" },
      { uid: "r2023", year: 2023, title: "去年的", from: "copy" },
    ],
    states: 2,
    texts: [],
  };
  desk.answers = { rescued };
  await openWindow(desk);
  await settle();
  expect(screen()).toContain("内容已经修复");
  expect(screen()).toContain("取自备份，之后写的可能没有了");
  expect(screen()).toContain("有 2 个历史版本读不出来");
  expect(screen()).toContain("损坏的内容-1");
  await press("知道了");
  expect(document.querySelector("[role=dialog]")).toBeNull();
});

test("a damage that is found while the window is open is told as at the start", async () => {
  const desk = smallOffice();
  await openWindow(desk);
  await settle();
  expect(screen()).not.toContain("内容已经修复");
  desk.answers = {
    rescued: { aside: "损坏的内容-1", copy: null, reports: [], states: 0, texts: [] } satisfies Rescued,
  };
  await emit("rescued");
  await settle();
  expect(screen()).toContain("内容已经修复");
  expect(screen()).not.toContain("历史版本读不出来");
});

test("copies that are not taken are told for what keeps them, with the way to the copies", async () => {
  await openWindow(smallOffice());
  await settle();
  await emit("copyFailed", "secondMissing");
  await settle();
  expect(screen()).toContain("另一处（U盘）不在");
  await emit("copyFailed", "refused");
  await settle();
  expect(screen()).toContain("自动备份没有存成");
  await press("看备份");
  expect(screen()).toContain("备份与恢复");
});

test("what a hand-over brings is said before it is taken in", async () => {
  const desk = smallOffice();
  desk.answers = {
    choose_handover: {
      offer: { token: 4, name: "述职移交.zip" },
      outcome: {
        added: ["a", "b"],
        beside: [],
        same: [],
        kept: ["c"],
        inTrash: [],
        branches: [],
        factsDiffer: [],
        duties: 0,
        dutiesDiffer: [],
        lapsed: [],
        figures: 0,
      },
    },
    take_in: {},
  };
  await openWindow(desk);
  await press("更多");
  await press("移交与接收…");
  await press("选择移交文件…");
  await settle();
  expect(screen()).toContain("2 份新报告");
  expect(screen()).toContain("这里的不改");
  expect(desk.calls.some(({ name }) => name === "take_in")).toBe(false);
  await press("收下");
  await settle();
  expect(desk.calls.find(({ name }) => name === "take_in")?.args).toEqual({ token: 4 });
  expect(screen()).toContain("已收下");
});
