/** What can be taken back in this session: the steps of each report that was opened, across all its parts. */
import { computed, shallowReactive, shallowRef } from "vue";

import { Failure, type Op, type Part, type Uid } from "@/ipc";
import { collide } from "./textsOf";

/** A pause after which typing counts as a new step, in milliseconds. */
const PAUSE = 1000;
/** So many steps are kept in all; of more, those of the report left longest ago go first. */
const MOST = 2000;

const WRITTEN_ON = "没有撤回：后来又改过这几节，不能单独撤回。可以用撤销（Ctrl+Z）一步步退回。";
const ELSEWHERE = "没有撤回：那一步在另一份报告里。打开那份报告，可以用撤销（Ctrl+Z）退回。";

/** Something done, by the operation that takes it back and the place it happened. */
export type Step = { op: Op; part: Part | null };

/**
 * How something was typed: behind what was typed before, where the caret was put anew, or by an input method
 * that goes on composing.
 */
export type Stroke = "on" | "jumped" | "composing";

/** Applies a step and gives the one that takes it back; a refusal is thrown. */
type Apply = (step: Step) => Promise<Step>;

/** The steps of a report. They fit its text in the version that it was left in. */
type Stack = { done: Step[]; undone: Step[]; version: number };

const emptyStack = (): Stack => ({ done: shallowReactive([]), undone: shallowReactive([]), version: 0 });

/** The steps of a session. `now` is the time in milliseconds. */
export function useHistory(now: () => number = Date.now, most = MOST) {
  const here = shallowRef(emptyStack());
  /** The stacks of all reports, the one left longest ago first. */
  const stacks = new Map<Uid, Stack>();
  let typing: { field: string; at: number } | null = null;

  /**
   * Goes on with the steps of the report `uid`, whose text stands in `version`. The one before is left in
   * version `left`. Steps that were made in another text are given up.
   */
  function turnTo(uid: Uid, version: number, left: number) {
    typing = null;
    here.value.version = left;
    const known = stacks.get(uid);
    here.value = known?.version === version ? known : emptyStack();
    stacks.delete(uid);
    stacks.set(uid, here.value);
  }

  /** Notes a step that stands for itself. */
  function add(step: Step) {
    typing = null;
    here.value.done.push(step);
    here.value.undone.length = 0;
    trim();
  }

  function trim() {
    let over = -most;
    for (const { done, undone } of stacks.values()) over += done.length + undone.length;
    for (const [uid, stack] of stacks) {
      if (over <= 0 || stack === here.value) break;
      over -= stack.done.length + stack.undone.length;
      stacks.delete(uid);
    }
    if (over > 0) here.value.done.splice(0, over);
  }

  /**
   * Notes typing in the field `field`. It joins the step before when that was typing in the same
   * field, no pause lies between, and the caret did not jump. However long somebody looks for a word,
   * a composition is not torn apart.
   */
  function addTyping(field: string, step: Step, stroke: Stroke) {
    const isNear = typing !== null && now() - typing.at < PAUSE;
    const goesOn = stroke === "composing" || (stroke === "on" && isNear);
    if (typing?.field !== field || !goesOn || here.value.undone.length > 0) add(step);
    typing = { field, at: now() };
  }

  /** The next typing starts a new step. */
  function breakTyping() {
    typing = null;
  }

  /** Takes a step off one side and puts what `apply` gives for it on the other. A step refused stays where it is. */
  async function turn(from: Step[], to: Step[], apply: Apply) {
    typing = null;
    const step = from.at(-1);
    if (!step) return;
    const opposite = await apply(step);
    takeOut(from, step);
    to.push(opposite);
  }

  /**
   * Takes one step back, even when others came after it; nothing when it is taken back already. Refused when
   * one of those wrote the same text: its words would be lost.
   */
  async function takeBack(step: Step, apply: Apply) {
    const { done, undone } = here.value;
    const at = done.indexOf(step);
    if (at === -1) {
      const isElsewhere = [...stacks.values()].some((stack) => stack.done.includes(step));
      if (isElsewhere) throw new Failure("other", ELSEWHERE);
      return;
    }
    if (at === done.length - 1) return turn(done, undone, apply);
    if (done.slice(at + 1).some(({ op }) => collide(op, step.op))) throw new Failure("other", WRITTEN_ON);
    const opposite = await apply(step);
    takeOut(done, step);
    add(opposite);
  }

  function clear() {
    typing = null;
    stacks.clear();
    here.value = emptyStack();
  }

  return {
    turnTo,
    add,
    addTyping,
    breakTyping,
    clear,
    takeBack,
    undo: (apply: Apply) => turn(here.value.done, here.value.undone, apply),
    redo: (apply: Apply) => turn(here.value.undone, here.value.done, apply),
    canUndo: computed(() => here.value.done.length > 0),
    canRedo: computed(() => here.value.undone.length > 0),
  };
}

/** Others may have come on top while the step was being applied. */
function takeOut(steps: Step[], step: Step) {
  const at = steps.lastIndexOf(step);
  if (at !== -1) steps.splice(at, 1);
}
