import { computed } from "vue";

import { useDesk } from "@/desk";
import type { Op, Part, Role, Section, SectionId } from "@/ipc";
import { find, freeId, hasMarks, isField, path } from "./report";

/** Levels of headings that a report has: 一、（一）1.（1） */
const DEEPEST = 4;

/** What can be done to the tree of the report at the current section. Each act is one step to undo. */
export function useStructure() {
  const desk = useDesk();
  const { draft } = desk;

  const here = computed(() => {
    const report = draft.report.value;
    return report && !isField(draft.part.value) ? find(report, draft.part.value) : null;
  });
  const depth = computed(
    () => draft.progress.value?.parts.find((each) => each.part === draft.part.value)?.depth ?? 0,
  );
  const irregular = computed(
    () => draft.progress.value !== null && draft.report.value !== null && hasMarks(draft.report.value),
  );

  const can = computed(() => ({
    change: !draft.locked.value && here.value !== null,
    add: !draft.locked.value,
    addBelow: !draft.locked.value && here.value !== null && depth.value < DEEPEST,
    up: !draft.locked.value && here.value !== null && here.value.at > 0,
    down: !draft.locked.value && here.value !== null && here.value.at < here.value.siblings.length - 1,
    nest: !draft.locked.value && here.value !== null && here.value.at > 0 && depth.value < DEEPEST,
    unnest: !draft.locked.value && here.value?.parent != null,
    regular: !draft.locked.value && irregular.value,
  }));

  /** Adds an empty section behind the current one, or below it, and goes to its heading. */
  function add(below: boolean) {
    const report = draft.report.value;
    if (!report) return;
    const found = here.value;
    const id = freeId(report);
    const role: Role = found?.section.role ?? "other";
    const section: Section = { id, role, mark: null, runIn: false, heading: "", body: [], children: [] };
    const top = draft.part.value === "closing" ? report.sections.length : 0;
    const place = below
      ? { parent: found?.section.id ?? null, at: found?.section.children.length ?? top }
      : { parent: found?.parent?.id ?? null, at: found ? found.at + 1 : top };
    return run({ op: "insert", ...place, section }, id, () =>
      draft.goTo(id, { heading: true, start: 0, end: 0 }),
    );
  }

  function shift(by: 1 | -1) {
    const found = here.value;
    if (!found) return;
    return move(found.section.id, found.parent?.id ?? null, found.at + by);
  }

  /** Makes the current section the last child of the one before it. */
  function nest() {
    const before = here.value?.siblings[here.value.at - 1];
    if (here.value && before) return move(here.value.section.id, before.id, before.children.length);
  }

  /** Puts the current section one level up, behind its parent. */
  function unnest() {
    const report = draft.report.value;
    const found = here.value;
    const above = report && found?.parent ? find(report, found.parent.id) : null;
    if (found && above) return move(found.section.id, above.parent?.id ?? null, above.at + 1);
  }

  /** Puts a section before, behind or below another, wherever both stand. Below itself it cannot go. */
  function moveTo(section: SectionId, target: SectionId, where: "before" | "after" | "inside") {
    const report = draft.report.value;
    const moved = report && find(report, section);
    const found = report && find(report, target);
    if (!moved || !found || path(report, target).some((step) => step.id === section)) return;
    if (where === "inside") {
      const inside = found.section.children.filter((child) => child.id !== section).length;
      return move(section, target, inside);
    }
    const siblings = found.siblings.filter((each) => each.id !== section);
    const at = siblings.findIndex((each) => each.id === target) + (where === "after" ? 1 : 0);
    const parent = found.parent?.id ?? null;
    if (parent === (moved.parent?.id ?? null) && at === moved.at) return;
    return move(section, parent, at);
  }

  const move = (section: SectionId, parent: SectionId | null, at: number) =>
    run({ op: "move", section, parent, at }, section);

  /** Removes the current section with what lies below it, and offers to take that back. */
  async function remove() {
    const found = here.value;
    const parts = draft.progress.value?.parts ?? [];
    const shown = parts.find((each) => each.part === found?.section.id);
    if (!found) return;
    const neighbour = found.siblings[found.at + 1] ?? found.siblings[found.at - 1] ?? found.parent;
    const id = found.section.id;
    await desk.attempt(async () => {
      const takeBack = await draft.apply({ op: "remove", section: id }, id);
      draft.goTo(neighbour?.id ?? "opening");
      const { offerUndo } = await import("@/frame/undoStrip");
      offerUndo(`已删除“${shown ? shown.number + shown.short : "这一节"}”`, () => desk.attempt(takeBack));
    });
  }

  const setRole = (role: Role) => onHere((section) => ({ op: "setRole", section, role }));
  const setRunIn = (runIn: boolean) => onHere((section) => ({ op: "setRunIn", section, runIn }));
  const setDone = (done: boolean) => run({ op: "setDone", part: draft.part.value, done }, draft.part.value);
  const regularMarks = () => run({ op: "regularMarks" }, draft.part.value);

  function onHere(op: (section: SectionId) => Op) {
    const id = here.value?.section.id;
    if (id) return run(op(id), id);
  }

  function run(op: Op, part: Part, then?: () => void) {
    return desk.attempt(async () => {
      await draft.apply(op, part);
      then?.();
    });
  }

  return { here, can, add, shift, moveTo, nest, unnest, remove, setRole, setRunIn, setDone, regularMarks };
}
