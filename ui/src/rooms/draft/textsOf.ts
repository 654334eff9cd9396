/** Which texts of a report an operation writes: what tells whether taking it back would lose newer words. Pure. */
import type { Op, Report, Section } from "@/ipc";
import { find, linesOf, walk } from "./report";

/** A text of a report: the lines of `part`, or the heading of that section. */
type Text = { part: string; heading: boolean };

/** The texts that `op` writes; null: all of them. */
function textsOf(op: Op): Text[] | null {
  switch (op.op) {
    case "restore":
      return null;
    case "setText":
      return [{ part: op.part, heading: false }];
    case "setHeading":
      return [{ part: op.section, heading: true }];
    case "insert":
      return textsBelow(op.section);
    case "many": {
      const each = op.ops.map(textsOf);
      return each.includes(null) ? null : each.flatMap((texts) => texts ?? []);
    }
    default:
      return [];
  }
}

function textsBelow(section: Section): Text[] {
  return [...walk([section])].flatMap(({ section: { id: part } }) => [
    { part, heading: false },
    { part, heading: true },
  ]);
}

/** Whether two operations write the same text. */
export function collide(one: Op, other: Op): boolean {
  const [texts, others] = [textsOf(one), textsOf(other)];
  if (!texts || !others) return true;
  return texts.some(({ part, heading }) =>
    others.some((text) => text.part === part && text.heading === heading),
  );
}

/** Whether a text that `op` writes was changed between two states of a report. */
export function isOvertaken(op: Op, before: Report, after: Report): boolean {
  const texts = textsOf(op);
  const words = (report: Report, { part, heading }: Text) =>
    heading ? find(report, part)?.section.heading : linesOf(report, part).join("\n");
  return texts === null || texts.some((text) => words(before, text) !== words(after, text));
}
