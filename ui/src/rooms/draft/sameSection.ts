/** Which part of last year's report is laid beside a part of this year's. */
import type { Part, Report, Section } from "@/ipc";
import { find, isField, path, walk } from "./report";

/**
 * The part of `previous` that does what `part` does in `report`: the same role at the same depth, the
 * heading most alike, or else the one in the same place. Null when there is none.
 */
export function sameSection(report: Report, part: Part, previous: Report): Part | null {
  if (part === "opening" || part === "closing" || isField(part)) return part;
  const here = find(report, part)?.section;
  if (!here) return null;
  const depth = path(report, part).length;
  const alike = (one: Report) =>
    [...walk(one.sections)]
      .map(({ section }) => section)
      .filter((section) => section.role === here.role && path(one, section.id).length === depth);
  const sisters = alike(report);
  const candidates = alike(previous);
  const place = sisters.indexOf(here);
  const score = (section: Section, at: number) =>
    likeness(section.heading, here.heading) + (at === place ? 0.2 : 0);
  return (
    candidates.toSorted((a, b) => score(b, candidates.indexOf(b)) - score(a, candidates.indexOf(a)))[0]?.id ??
    null
  );
}

/** How alike two headings are, by the pairs of characters they share: 0 to 1. */
function likeness(a: string, b: string): number {
  const pairs = (text: string) =>
    new Set([...text].slice(1).map((character, at) => [...text][at] + character));
  const [one, other] = [pairs(a), pairs(b)];
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size);
}
