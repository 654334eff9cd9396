import { expect, test } from "vitest";

import type { Op } from "@/ipc";
import { emptyReport } from "@/testing/samples";
import { type Step, useHistory } from "./history";

const text = (line: string, part = "s1"): Op => ({ op: "setText", part, lines: [line] });
const step = (line: string, part = "s1"): Step => ({ op: text(line, part), part });

/** A history with a clock to be set, and what undoing applied. */
function session(most?: number) {
  let now = 0;
  const history = useHistory(() => now, most);
  const applied: Step[] = [];
  const apply = async (step: Step): Promise<Step> => {
    applied.push(step);
    return { op: text(`back from ${applied.length}`), part: step.part };
  };
  return { history, applied, apply, wait: (time: number) => (now += time) };
}

test("typing without a pause is one step", async () => {
  const { history, applied, apply, wait } = session();
  history.addTyping("s1 text", step("before all"), "on");
  wait(900);
  history.addTyping("s1 text", step("in between"), "on");
  await history.undo(apply);
  expect(applied).toEqual([step("before all")]);
  expect(history.canUndo.value).toBe(false);
  expect(history.canRedo.value).toBe(true);
});

test("a pause of a second, another field, and a jump of the caret each begin a step", async () => {
  const { history, applied, apply, wait } = session();
  history.addTyping("s1 text", step("first"), "on");
  wait(1000);
  history.addTyping("s1 text", step("after a pause"), "on");
  history.addTyping("s2 text", step("elsewhere", "s2"), "on");
  history.addTyping("s2 text", step("after a jump", "s2"), "jumped");
  for (let times = 0; times < 4; times++) await history.undo(apply);
  expect(applied.map(({ op }) => op.op === "setText" && op.lines[0])).toEqual([
    "after a jump",
    "elsewhere",
    "after a pause",
    "first",
  ]);
});

test("a composition goes on as the step it began, whatever time it takes", async () => {
  const { history, applied, apply, wait } = session();
  history.addTyping("s1 text", step("before"), "jumped");
  wait(5000);
  history.addTyping("s1 text", step("in the middle"), "composing");
  await history.undo(apply);
  expect(applied).toEqual([step("before")]);
});

test("typing after an undo is a step of its own, and what was undone is gone", async () => {
  const { history, apply } = session();
  history.addTyping("s1 text", step("first"), "on");
  await history.undo(apply);
  history.addTyping("s1 text", step("anew"), "on");
  expect(history.canRedo.value).toBe(false);
  expect(history.canUndo.value).toBe(true);
});

test("a step that is refused stays, to be undone or redone when it can be", async () => {
  const { history, applied, apply } = session();
  const refuse = () => Promise.reject(new Error("not now"));
  const first = step("first");
  history.add(first);
  await expect(history.undo(refuse)).rejects.toThrow("not now");
  await expect(history.takeBack(first, refuse)).rejects.toThrow("not now");
  await history.undo(apply);
  await expect(history.redo(refuse)).rejects.toThrow("not now");
  await history.redo(apply);
  expect(applied[0]).toBe(first);
  expect([history.canUndo.value, history.canRedo.value]).toEqual([true, false]);
});

test("what is typed while a step is being taken back stays a step of its own", async () => {
  const { history, applied, apply } = session();
  history.add(step("first"));
  await history.undo((undone) => {
    history.addTyping("s2 text", step("meanwhile", "s2"), "on");
    return apply(undone);
  });
  await history.undo(apply);
  expect(applied).toEqual([step("first"), step("meanwhile", "s2")]);
});

test("a step whose text was written on since is not taken back alone: the newer words would go", async () => {
  const { history, applied, apply } = session();
  const many: Step = {
    op: { op: "many", ops: [text("one"), text("two", "s2")] },
    part: "s1",
  };
  history.add(many);
  history.add({ op: { op: "setHeading", section: "s2", heading: "标题" }, part: "s2" });
  history.add(step("typed since", "s2"));
  await expect(history.takeBack(many, apply)).rejects.toThrow("后来又改过这几节");
  expect(applied).toEqual([]);
  await history.undo(apply);
  await history.takeBack(many, apply);
  expect(
    applied.map(({ part }) => part),
    "once that is undone, it can be",
  ).toEqual(["s2", "s1"]);
});

test("a restored text is not taken back alone once anything was done to it", async () => {
  const { history, apply } = session();
  const restored: Step = { op: { op: "restore", report: emptyReport("r", 2024) }, part: null };
  history.add(restored);
  history.add(step("typed since"));
  await expect(history.takeBack(restored, apply)).rejects.toThrow("Ctrl+Z");
});

test("one step can be taken back though others came after it", async () => {
  const { history, applied, apply } = session();
  const removal = step("the removal");
  history.add(removal);
  history.addTyping("s2 text", step("typed since", "s2"), "on");
  await history.takeBack(removal, apply);
  expect(applied).toEqual([removal]);
  await history.takeBack(removal, apply);
  expect(applied, "only once").toHaveLength(1);
});

test("each report has steps of its own, which wait while another is looked at", async () => {
  const { history, applied, apply } = session();
  history.turnTo("r2024", 1, 0);
  const first = step("this year");
  history.add(first);
  history.turnTo("r2023", 7, 4);
  expect(history.canUndo.value).toBe(false);
  await expect(history.takeBack(first, apply), "never into another text").rejects.toThrow("另一份报告");
  history.add(step("last year"));
  history.turnTo("r2024", 4, 8);
  await history.undo(apply);
  expect(applied).toEqual([first]);
});

test("steps made in a text that was changed elsewhere meanwhile are given up", () => {
  const { history } = session();
  history.turnTo("r2024", 1, 0);
  history.add(step("this year"));
  history.turnTo("r2023", 7, 4);
  history.turnTo("r2024", 5, 7);
  expect(history.canUndo.value).toBe(false);
});

test("of more steps than are kept, those of the report left longest ago go first", async () => {
  const { history, applied, apply } = session(3);
  history.turnTo("r2022", 1, 0);
  history.add(step("r2022"));
  history.turnTo("r2023", 1, 1);
  history.add(step("r2023"));
  history.turnTo("r2024", 1, 1);
  for (const line of ["first", "second", "third", "fourth"]) history.add(step(line));
  for (let times = 0; times < 4; times++) await history.undo(apply);
  expect(applied).toEqual([step("fourth"), step("third"), step("second")]);
  history.turnTo("r2022", 1, 1);
  expect(history.canUndo.value).toBe(false);
});
