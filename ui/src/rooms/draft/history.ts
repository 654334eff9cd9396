/** What can be taken back in this session, across all parts of a report. */
import { computed, shallowReactive } from "vue";

import { Failure, type Op, type Part } from "@/ipc";
import { collide } from "./textsOf";

/** A pause after which typing counts as a new step, in milliseconds. */
const PAUSE = 1000;

const WRITTEN_ON = "没有撤回：后来又改过这几节，不能单独撤回。可以用撤销（Ctrl+Z）一步步退回。";

/** Something done, by the operation that takes it back and the place it happened. */
export type Step = { op: Op; part: Part | null };

/**
 * How something was typed: behind what was typed before, where the caret was put anew, or by an input method
 * that goes on composing.
 */
export type Stroke = "on" | "jumped" | "composing";

/** Applies a step and gives the one that takes it back; a refusal is thrown. */
type Apply = (step: Step) => Promise<Step>;

/** The steps of a session. `now` is the time in milliseconds. */
export function useHistory(now: () => number = Date.now) {
  const done = shallowReactive<Step[]>([]);
  const undone = shallowReactive<Step[]>([]);
  let typing: { field: string; at: number } | null = null;

  /** Notes a step that stands for itself. */
  function add(step: Step) {
    typing = null;
    done.push(step);
    undone.length = 0;
  }

  /**
   * Notes typing in the field `field`. It joins the step before when that was typing in the same
   * field, no pause lies between, and the caret did not jump. However long somebody looks for a word,
   * a composition is not torn apart.
   */
  function addTyping(field: string, step: Step, stroke: Stroke) {
    const isNear = typing !== null && now() - typing.at < PAUSE;
    const goesOn = stroke === "composing" || (stroke === "on" && isNear);
    if (typing?.field !== field || !goesOn || undone.length > 0) add(step);
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
    const at = done.indexOf(step);
    if (at === -1) return;
    if (at === done.length - 1) return turn(done, undone, apply);
    if (done.slice(at + 1).some(({ op }) => collide(op, step.op))) throw new Failure("other", WRITTEN_ON);
    const opposite = await apply(step);
    takeOut(done, step);
    add(opposite);
  }

  function clear() {
    typing = null;
    done.length = 0;
    undone.length = 0;
  }

  return {
    add,
    addTyping,
    breakTyping,
    clear,
    takeBack,
    undo: (apply: Apply) => turn(done, undone, apply),
    redo: (apply: Apply) => turn(undone, done, apply),
    canUndo: computed(() => done.length > 0),
    canRedo: computed(() => undone.length > 0),
  };
}

/** Others may have come on top while the step was being applied. */
function takeOut(steps: Step[], step: Step) {
  const at = steps.lastIndexOf(step);
  if (at !== -1) steps.splice(at, 1);
}
