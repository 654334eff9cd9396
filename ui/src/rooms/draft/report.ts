/** A report as the form sees it: parts that hold lines of text. Pure; nothing here changes its argument. */
import type { Op, Part, Report, Section, SectionId } from "@/ipc";

/** The one-line fields that print above and below the sections. */
export type Field = "title" | "byline" | "salutation" | "signature" | "date";

const FIELDS: readonly string[] = ["title", "byline", "salutation", "signature", "date"];

export function isField(part: Part): part is Field {
  return FIELDS.includes(part);
}

/** Every section, parents before children, with the sections around it. */
export function* walk(
  sections: Section[],
  parent: Section | null = null,
): Generator<{ section: Section; parent: Section | null; siblings: Section[]; at: number }> {
  for (const [at, section] of sections.entries()) {
    yield { section, parent, siblings: sections, at };
    yield* walk(section.children, section);
  }
}

/** Whether a heading keeps the number it was imported with, in place of the computed one. */
export function hasMarks(report: Report): boolean {
  return [...walk(report.sections)].some(({ section }) => section.mark !== null);
}

/** The section named `id` with its surroundings, or null when there is none. */
export function find(report: Report, id: SectionId) {
  for (const found of walk(report.sections)) {
    if (found.section.id === id) return found;
  }
  return null;
}

/** The sections from the top down to `id`, itself included. */
export function path(report: Report, id: SectionId): Section[] {
  const steps: Section[] = [];
  let found = find(report, id);
  while (found) {
    steps.unshift(found.section);
    found = found.parent && find(report, found.parent.id);
  }
  return steps;
}

/** The lines of a part: its paragraphs, or the lines of a field. */
export function linesOf(report: Report, part: Part): string[] {
  if (isField(part)) return report[part] === "" ? [] : report[part].split("\n");
  if (part === "opening") return report.opening;
  if (part === "closing") return report.closing;
  return find(report, part)?.section.body ?? [];
}

/** `report` with other lines in a part. */
export function withLines(report: Report, part: Part, lines: string[]): Report {
  if (isField(part)) return { ...report, [part]: lines.join("\n") };
  if (part === "opening") return { ...report, opening: lines };
  if (part === "closing") return { ...report, closing: lines };
  return { ...report, sections: change(report.sections, part, (section) => ({ ...section, body: lines })) };
}

/** `report` with another heading of a section. */
export function withHeading(report: Report, id: SectionId, heading: string): Report {
  return { ...report, sections: change(report.sections, id, (section) => ({ ...section, heading })) };
}

/**
 * Applies the operations of typing, which must not wait for the shell, and gives the report with the
 * operation that takes it back. Null: an operation of structure, which only the core applies.
 */
export function applyTyping(report: Report, op: Op): { report: Report; inverse: Op } | null {
  if (op.op === "setText") {
    const old = linesOf(report, op.part);
    return {
      report: withLines(report, op.part, sharing(old, op.lines)),
      inverse: { op: "setText", part: op.part, lines: old },
    };
  }
  if (op.op === "setHeading") {
    const heading = find(report, op.section)?.section.heading ?? "";
    return {
      report: withHeading(report, op.section, op.heading),
      inverse: { op: "setHeading", section: op.section, heading },
    };
  }
  return null;
}

/**
 * `lines`, with those that stand at the head and tail of `old` too taken from there. What is kept of a state
 * for 撤销 is then the line that changed, and not all that the textarea gave, hour after hour.
 */
export function sharing(old: string[], lines: string[]): string[] {
  const shorter = Math.min(old.length, lines.length);
  let head = 0;
  while (head < shorter && old[head] === lines[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === lines.at(-1 - tail)) tail++;
  const changed = lines.slice(head, lines.length - tail).map(detached);
  return [...old.slice(0, head), ...changed, ...old.slice(old.length - tail)];
}

/** The same words in a string of their own: one that was cut out of a longer one keeps all of that alive. */
function detached(line: string): string {
  return JSON.parse(JSON.stringify(line)) as string;
}

/** Whether two operations of typing on the same part say the same. */
export function isSame(one: Op, other: Op): boolean {
  if (one.op === "setText" && other.op === "setText") return one.lines.join("\n") === other.lines.join("\n");
  return one.op === "setHeading" && other.op === "setHeading" && one.heading === other.heading;
}

/** What stands in a textarea, as the lines of a part: an empty field holds no paragraph. */
export function toLines(value: string): string[] {
  return value === "" ? [] : value.split("\n");
}

/** An id that no section of the report has. */
export function freeId(report: Report): SectionId {
  const numbers = [...walk(report.sections)].map(({ section }) => Number(section.id.slice(1)));
  return `s${Math.max(0, ...numbers) + 1}`;
}

/** The part whose form shows `part`: the fields above and below stand with the opening and the closing. */
export function formOf(part: Part): Part {
  if (part === "title" || part === "byline" || part === "salutation") return "opening";
  if (part === "signature" || part === "date") return "closing";
  return part;
}

function change(sections: Section[], id: SectionId, with_: (section: Section) => Section): Section[] {
  return sections.map((section) => {
    if (section.id === id) return with_(section);
    if (section.children.length === 0) return section;
    return { ...section, children: change(section.children, id, with_) };
  });
}
