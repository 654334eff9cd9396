import { expect, test } from "vitest";

import type { Op } from "@/ipc";
import { type Step, useHistory } from "./history";

const text = (line: string): Op => ({ op: "setText", part: "s1", lines: [line] });
const step = (line: string, part = "s1"): Step => ({ op: text(line), part });

/** A history with a clock to be set, and what undoing applied. */
function session() {
  let now = 0;
  const history = useHistory(() => now);
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
