import { computed, onScopeDispose, shallowReadonly, shallowRef, watch } from "vue";

import {
  asFailure,
  call,
  Failure,
  type Finding,
  type Op,
  type Opened,
  type Part,
  type PartHelp,
  type Report,
  type Status,
} from "@/ipc";
import { today } from "@/words";
import { blankSpots, nextSpot, type Spot, spotOf, topOf } from "./blanks";
import { type Step, type Stroke, useHistory } from "./history";
import { useKeeper } from "./keeper";
import { applyTyping, formOf, isSame, linesOf } from "./report";
import { isOvertaken } from "./textsOf";

/** So long after the last key nobody types on, in milliseconds. */
const REST = 600;

/** So long after a turn to another part what lies beside it follows, in milliseconds. */
const BESIDE = 100;

const OVERTAKEN = "没有改：这几节刚刚又写过。请再做一次。";
const LOCKED = "这份报告已定稿，没有改动。要改，请先在撰写台点“重新打开”。";

/** The open report: its text, what is stored of it, and what can be taken back. */
export type Draft = ReturnType<typeof useDraft>;

/**
 * The open report. There is one in the program, shared by the pages that show it.
 *
 * The text lives here while it is written; the store follows by the rhythm of `useKeeper`. Typing is
 * applied at once, operations of structure by the core.
 */
export function useDraft() {
  const opened = shallowRef<Opened | null>(null);
  const report = shallowRef<Report | null>(null);
  const progress = shallowRef<Opened["progress"] | null>(null);
  /**
   * The text as the store has it, once the keys rest: what the core reads from it is read when it changes,
   * and never in the way of somebody who goes on typing.
   */
  const stored = shallowRef<Report | null>(null);
  const part = shallowRef<Part>("opening");
  /** The part at work, for what lies beside its text: told when that is painted and nobody turns on. */
  const beside = shallowRef<Part>("opening");
  watch(part, (now, _, onCleanup) => {
    const timer = setTimeout(() => (beside.value = now), BESIDE);
    onCleanup(() => clearTimeout(timer));
  });
  /** Where the caret is asked to go; a new object for each wish. */
  const spot = shallowRef<Spot | null>(null);
  /** Where the caret is, or was when the desk was left; at the top of a part that was not written in yet. */
  const place = shallowRef(topOf("opening"));
  /** What stands in the store when our text came too late. */
  const theirs = shallowRef<Opened | null>(null);
  const history = useHistory();
  const keeper = useKeeper(save);
  let version = 0;
  let lastKey = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  // A window that is gone asks for nothing any more; it was stored before it closed.
  onScopeDispose(() => {
    clearTimeout(resting);
    keeper.stop();
  });

  const uid = computed(() => report.value?.uid ?? null);
  const locked = computed(() => report.value?.status === "final");
  const help = computed<PartHelp | null>(
    () => opened.value?.help.find((help) => help.part === part.value) ?? null,
  );

  /** Opens a report, after the one before is stored. False when that failed: its text must not be left. */
  async function open(uid: string, at: Part | null = null): Promise<boolean> {
    if (report.value?.uid === uid) {
      if (at && formOf(at) !== part.value) turnTo(at);
      return true;
    }
    await queue;
    if (!(await keeper.flush())) return false;
    take(await call("open_report", { report: uid }));
    const parts = progress.value?.parts.map((each) => each.part) ?? [];
    turnTo(at && parts.includes(formOf(at)) ? at : (parts[0] ?? "opening"));
    return true;
  }

  /** Reads help and progress anew, after the notice or the unit changed. The text stays as it is here. */
  async function refresh() {
    const current = report.value;
    if (!current || !(await keeper.flush())) return;
    const fresh = await call("open_report", { report: current.uid });
    opened.value = fresh;
    progress.value = fresh.progress;
  }

  /** Lets go of the report, when it was deleted. */
  function close() {
    keeper.stop();
    history.clear();
    opened.value = report.value = stored.value = progress.value = theirs.value = null;
  }

  /** Puts other lines into a part, as typed. */
  function type(target: Part, lines: string[], stroke: Stroke = "on") {
    typed({ op: "setText", part: target, lines }, target, `${target} text`, stroke);
  }

  /** Gives a section another heading, as typed. */
  function typeHeading(section: Part, heading: string) {
    typed({ op: "setHeading", section, heading }, section, `${section} heading`, "on");
  }

  /**
   * Applies an operation of structure, to be undone as one step. Refusals are thrown. Gives what takes
   * just this step back, whatever was done since.
   */
  async function apply(op: Op, target: Part): Promise<() => Promise<void>> {
    const step = await inTurn(async () => {
      const done = { op: await applyNow(op), part: target };
      history.add(done);
      keeper.touch();
      return done;
    });
    return () => inTurn(() => history.takeBack(step, perform));
  }

  /**
   * Takes the text that a door of the core stored in the place of version so-and-so, to be undone as one
   * step. Gives what takes it back; null when what was typed before could not be stored.
   */
  function adopt(store: (version: number) => Promise<Opened>): Promise<(() => Promise<void>) | null> {
    return inTurn(async () => {
      const before = report.value;
      if (!before || !(await keeper.flush())) return null;
      show(await store(version));
      const step: Step = { op: { op: "restore", report: before }, part: null };
      history.add(step);
      return () => inTurn(() => history.takeBack(step, perform));
    });
  }

  const canUndo = computed(() => history.canUndo.value && !locked.value);
  const canRedo = computed(() => history.canRedo.value && !locked.value);
  const undo = () => inTurn(async () => canUndo.value && history.undo(perform));
  const redo = () => inTurn(async () => canRedo.value && history.redo(perform));

  /** Goes to a part, or to a spot in it. */
  function goTo(target: Part, at: Omit<Spot, "part"> | null = null) {
    history.breakTyping();
    turnTo(target, at && { part: target, ...at });
  }

  /** Shows the form of a part. The caret of the part before is none in this one. */
  function turnTo(target: Part, at: Spot | null = null) {
    part.value = formOf(target);
    spot.value = at;
    place.value = at ?? topOf(target);
  }

  /**
   * Goes to the blank after (`step` 1) or before (-1) the caret, round the end. Gives which of how many it
   * is; null when there is none at all.
   */
  function goToBlank(step: 1 | -1): { at: number; of: number } | null {
    const order = progress.value?.parts.map((each) => each.part) ?? [];
    const spots = report.value ? blankSpots(report.value, order, progress.value?.blanks ?? []) : [];
    const at = nextSpot(spots, place.value, step, order);
    const next = spots[at];
    if (!next) return null;
    goTo(next.part, next);
    return { at, of: spots.length };
  }

  /** Goes to what a finding is about. */
  function goToFinding(finding: Finding) {
    if (report.value) goTo(finding.section, spotOf(report.value, finding));
  }

  /** Notes where the caret is. */
  function moveCaret(to: Spot) {
    place.value = to;
  }

  /** Where the caret is in the text of the part that is open, for the next start. */
  function caret(): number {
    return place.value.part === part.value && !place.value.heading ? place.value.end : 0;
  }

  /**
   * Changes the status, such as back to 起草 to unlock a final report, or the day the report came to the one
   * it has. A day that cannot be is refused by the core, and thrown.
   */
  async function setStatus(status: Status, date = today()) {
    const current = report.value;
    if (!current || !(await keeper.flush())) return;
    const saved = await call("set_status", { report: current.uid, version, status, date });
    version = saved.version;
    // The text may have been typed on meanwhile.
    if (report.value?.uid !== current.uid) return;
    const submitted = status === "submitted" ? { submitted: date } : {};
    report.value = { ...report.value, status, statusSince: date, ...submitted };
  }

  /** Stale: keeps what is written here; the other text stays as a version. */
  async function keepOurs() {
    if (!theirs.value) return;
    version = theirs.value.version;
    keeper.start(theirs.value.saved);
    theirs.value = null;
    keeper.touch();
    await keeper.flush();
  }

  /** Stale: takes what stands in the store; the text here stays as a version. */
  function takeTheirs() {
    if (theirs.value) take(theirs.value);
  }

  function take(fresh: Opened) {
    history.turnTo(fresh.report.uid, fresh.version, version);
    show(fresh);
  }

  function show(fresh: Opened) {
    clearTimeout(resting);
    opened.value = fresh;
    report.value = stored.value = fresh.report;
    progress.value = fresh.progress;
    version = fresh.version;
    theirs.value = null;
    spot.value = null;
    keeper.start(fresh.saved);
  }

  async function save(): Promise<string> {
    const sent = report.value;
    if (!sent) throw asFailure(null);
    try {
      const done = await call("save_report", { report: sent, version });
      version = done.saved.version;
      progress.value = done.progress;
      clearTimeout(resting);
      resting = setTimeout(() => rest(sent), Math.max(0, lastKey + REST - Date.now()));
      return done.saved.saved;
    } catch (error) {
      if (asFailure(error).code === "stale") {
        theirs.value = await call("open_report", { report: sent.uid });
        keeper.hold();
      }
      throw error;
    }
  }

  /** Tells of what was stored, unless another text has been opened or a later save will tell. */
  function rest(sent: Report) {
    if (report.value?.uid === sent.uid && Date.now() - lastKey >= REST) stored.value = sent;
  }

  function typed(op: Op, target: Part, field: string, stroke: Stroke) {
    if (!report.value || locked.value) return;
    const result = applyTyping(report.value, op);
    // A composition that ends says once more what it said before.
    if (!result || isSame(op, result.inverse)) return;
    report.value = result.report;
    history.addTyping(field, { op: result.inverse, part: target }, stroke);
    lastKey = Date.now();
    keeper.touch();
  }

  async function perform(step: Step): Promise<Step> {
    const before = report.value;
    const op = await applyNow(step.op);
    keeper.touch();
    if (step.part && before && report.value) {
      turnTo(step.part, difference(before, report.value, step.part));
    }
    return { op, part: step.part };
  }

  /** Applies an operation to the text as it is when the answer comes, and gives what takes it back. */
  async function applyNow(op: Op): Promise<Op> {
    if (!report.value) throw asFailure(null);
    if (locked.value) throw new Failure("other", LOCKED);
    const typing = applyTyping(report.value, op);
    if (typing) {
      report.value = typing.report;
      return typing.inverse;
    }
    for (;;) {
      const sent: Report = report.value;
      const answer = await call("apply_op", { report: sent, op });
      if (report.value?.uid !== sent.uid) throw asFailure(null);
      if (report.value !== sent) {
        // Typed on meanwhile: the answer is of an older text, and must not go over what is newer.
        if (isOvertaken(op, sent, report.value)) throw new Failure("other", OVERTAKEN);
        continue;
      }
      report.value = answer.report;
      progress.value = answer.progress;
      const parts = answer.progress.parts.map((each) => each.part);
      if (!parts.includes(part.value)) turnTo(parts[0] ?? "opening");
      return answer.inverse;
    }
  }

  /** Operations run one after the other, in the order they were asked for. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = queue.then(run);
    queue = result.catch(() => undefined);
    return result;
  }

  return {
    opened: shallowReadonly(opened),
    report: shallowReadonly(report),
    progress: shallowReadonly(progress),
    stored: shallowReadonly(stored),
    theirs: shallowReadonly(theirs),
    uid,
    part,
    beside: shallowReadonly(beside),
    spot,
    locked,
    help,
    keeping: keeper.keeping,
    canUndo,
    canRedo,
    open,
    close,
    refresh,
    type,
    typeHeading,
    apply,
    adopt,
    undo,
    redo,
    goTo,
    goToBlank,
    goToFinding,
    setStatus,
    keepOurs,
    takeTheirs,
    flush: keeper.flush,
    moveCaret,
    place: shallowReadonly(place),
    caret,
    breakTyping: history.breakTyping,
  };
}

/** The spot where two states of a part differ, for the caret after 撤销. */
function difference(before: Report, after: Report, part: Part): Spot | null {
  const old = linesOf(before, part).join("\n");
  const now = linesOf(after, part).join("\n");
  if (old === now) return null;
  let head = 0;
  while (head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < now.length - head && tail < old.length - head && old.at(-1 - tail) === now.at(-1 - tail))
    tail++;
  return spotAt(part, now.length - tail, now.length - tail);
}

function spotAt(part: Part, start: number, end: number): Spot {
  return { part, heading: false, start, end };
}
