import { computed, shallowReadonly, shallowRef, watch } from "vue";

import { asFailure, call, type Checked, type Finding, type Report, type Rule } from "@/ipc";
import type { Desk } from "@/desk";
import type { Draft } from "@/rooms/draft/useDraft";
import { countMust, repairOp, rowsOf, tidied } from "./findings";

/** What the checks find in the open report. There is one in the program, read each time the text is stored. */
export type Checks = ReturnType<typeof useChecks>;

/** What was found, in which text, and when. */
type Result = Checked & { of: Report; at: string };

export function useChecks(draft: Draft, attempt: Desk["attempt"]) {
  const result = shallowRef<Result | null>(null);
  const failure = shallowRef<string | null>(null);
  const busy = shallowRef(false);
  const rules = shallowRef(new Map<string, Rule>());
  let asked = 0;

  const findings = computed(() => result.value?.findings ?? []);
  const rows = computed(() => rowsOf(findings.value, rules.value, draft.progress.value));
  /** How many must be changed, for the tab. */
  const must = computed(() => countMust(findings.value));
  const marks = computed(() => tidied(findings.value, rules.value));

  /** Looks through the text as it stands. Of answers that come late the latest text's counts. */
  async function run() {
    const report = draft.report.value;
    if (!report) return;
    const turn = ++asked;
    busy.value = true;
    try {
      if (rules.value.size === 0) {
        rules.value = new Map((await call("rules", {})).map((rule) => [rule.key, rule]));
      }
      const checked = await call("check_report", { report });
      if (turn !== asked) return;
      result.value = { ...checked, of: report, at: new Date().toISOString() };
      failure.value = null;
    } catch (error) {
      if (turn === asked) failure.value = asFailure(error).message;
    } finally {
      if (turn === asked) busy.value = false;
    }
  }

  watch(draft.stored, (stored, before) => {
    if (stored?.uid !== before?.uid) result.value = null;
    if (stored) void run();
  });

  /** Puts findings right, as one step of undo; says so, and offers to take it back. */
  async function repair(those: Finding[], told: string) {
    const report = draft.report.value;
    const op = report && repairOp(report, those);
    const [first] = those;
    if (!op || !first) return run();
    const takeBack = await draft.apply(op, first.section);
    await run();
    await offerUndo(told, takeBack);
  }

  /** 改为规范序号: gives every heading its computed number, as one step of undo. */
  async function regularMarks() {
    const takeBack = await draft.apply({ op: "regularMarks" }, draft.part.value);
    await run();
    await offerUndo("标题序号已改为规范序号", takeBack);
  }

  /** 不改: leaves a finding as it is, with the reason. */
  async function setAside(finding: Finding, reason: string) {
    const report = draft.report.value;
    if (!report || !(await draft.flush())) return;
    const waiver = await call("set_aside", { report, finding, reason });
    await run();
    await offerUndo("这一条不改，已经记下", () => takeUp(waiver));
  }

  /** Asks about a finding again. */
  async function takeUp(waiver: number) {
    await call("take_up", { waiver });
    await run();
  }

  /** Switches a rule off or on: in this report, or for good. */
  async function switchRule(rule: string, forGood: boolean, on: boolean) {
    const report = draft.report.value;
    if (!report) return;
    await call("switch_rule", { rule, report: forGood ? null : report.uid, on });
    await run();
    if (!on) await offerUndo("这条规则不再查", () => switchRule(rule, forGood, true));
  }

  /** The strip is a chunk of its own: a start that tells nothing does not read it. */
  async function offerUndo(told: string, undo: () => Promise<unknown>) {
    const strip = await import("@/frame/undoStrip");
    strip.offerUndo(told, () => attempt(undo).then(run));
  }

  return {
    result: shallowReadonly(result),
    failure: shallowReadonly(failure),
    busy: shallowReadonly(busy),
    rules: shallowReadonly(rules),
    findings,
    rows,
    must,
    marks,
    run,
    repair,
    regularMarks,
    setAside,
    takeUp,
    switchRule,
  };
}
