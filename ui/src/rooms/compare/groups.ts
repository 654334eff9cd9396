/** The parts that a comparison is listed under. Pure. */
import type { ComparedRow, Comparison, Part, Passage, SectionPair } from "@/ipc";

/** A part with text of its own: 开头, a section, 结尾. */
export type Group = { key: string; name: string };

/** How much of a part is the same as in the old report; null where that is not counted. */
export type Share = Group & { share: number | null };

type Grouping = {
  groups: Group[];
  shares: Share[];
  /** The group that a row stands under, or stood under. */
  groupOf: (row: ComparedRow, side?: "old" | "new") => string;
};

const OPENING: Part[] = ["title", "byline", "salutation", "opening"];

/** The groups of a comparison in reading order. A section without text of its own belongs to the next. */
export function groupsOf(comparison: Comparison): Grouping {
  const { sections, paragraphs } = comparison;
  const byNew = new Map(sections.map((section, at) => [section.newSection, at]));
  const byOld = new Map(sections.map((section, at) => [section.oldSection, at]));
  const news = headsOf(paragraphs.flatMap((row) => row.new));
  const olds = headsOf(paragraphs.flatMap((row) => row.old));
  const headOf = ({ newSection, oldSection }: SectionPair) =>
    newSection === null ? olds.get(oldSection ?? "") : news.get(newSection);
  /** A section is listed when it has paragraphs, or nothing below it. */
  const listed = sections.map((section, at) => {
    const next = sections[at + 1];
    return headOf(section)?.hasText || !next || next.depth <= section.depth;
  });
  // The heading over several sections is read with the first of them.
  const lead = sections.map((_, at) => {
    const next = listed.indexOf(true, at);
    return next === -1 ? listed.lastIndexOf(true) : next;
  });
  const keyOf = (at: number | undefined) =>
    at === undefined || lead[at] === undefined || lead[at] === -1 ? "closing" : `s${lead[at]}`;

  function groupOf(row: ComparedRow, side: "old" | "new" = row.new.length > 0 ? "new" : "old"): string {
    const part = row[side][0]?.section ?? "opening";
    if (OPENING.includes(part)) return "opening";
    if (part === "closing" || part === "signature" || part === "date") return "closing";
    return keyOf((side === "new" ? byNew : byOld).get(part));
  }

  const shares: Share[] = [{ key: "all", name: "全文", share: comparison.similarity }];
  shares.push({ key: "opening", name: "开头", share: comparison.opening });
  for (const [at, section] of sections.entries()) {
    if (!listed[at]) continue;
    const share = section.newSection === null ? null : section.similarity;
    shares.push({ key: `s${at}`, name: nameOf(section, headOf(section)?.number), share });
  }
  const hasClosing = paragraphs.some((row) => groupOf(row) === "closing");
  if (hasClosing) shares.push({ key: "closing", name: "结尾", share: null });
  return { groups: shares.slice(1).map(({ key, name }) => ({ key, name })), shares, groupOf };
}

type Head = { number: string; hasText: boolean };

/** What is known of each section from the texts in it. */
function headsOf(passages: Passage[]): Map<Part, Head> {
  const heads = new Map<Part, Head>();
  for (const { section, number, paragraph } of passages) {
    const hasText = paragraph !== null || (heads.get(section)?.hasText ?? false);
    heads.set(section, { number, hasText });
  }
  return heads;
}

function nameOf({ newHeading, oldHeading }: SectionPair, number = ""): string {
  const heading = newHeading ?? oldHeading ?? "";
  return number + (heading.split(/[，、：。]/u)[0] || "（没有标题）");
}
