/** What 续写 brings along, in words to read. Pure. */
import type { Carry, Rolling, RollingSection } from "@/ipc";

/** A stretch of a text: `op` says that it came or went, `blank` that it is to be filled in. */
export type Piece = { text: string; op: "same" | "added" | "removed"; blank: boolean };

export const CARRIES: Record<Carry, string> = { blank: "留空", patterns: "句式", whole: "整段沿用" };

/** The words that move on with the year, and the numbers that are left blank: what one word is put for. */
const OF_A_YEAR = new RegExp(
  `(${[
    "【待补[^【】\\n]*】",
    "[0-9０-９一二三四五六七八九十]+ ?月(?:[0-9０-９一二三四五六七八九十]+ ?[日号])?",
    "上一?年度?|本年度?|去年|今年|前年",
    "百分之[〇零一二三四五六七八九十百点]+",
    "[0-9０-９〇零○一二三四五六七八九十百千万两][0-9０-９〇零○一二三四五六七八九十百千万两,.．余多几来]*",
  ].join("|")})`,
  "u",
);
const BLANK = /(【待补[^【】\n]*】)/u;

/** What may come along into a part: nothing of last year's is no choice. */
export function choicesOf({ patterns, whole }: RollingSection): Carry[] {
  const all: Carry[] = ["blank", "patterns", "whole"];
  return all.filter((each) => each === "blank" || { patterns, whole }[each].length > 0);
}

/** What comes of a wish for all parts in one of them. */
export function nearest(section: RollingSection, wish: Carry): Carry {
  return choicesOf(section).includes(wish) ? wish : "blank";
}

/** The paragraphs a part begins with. */
export function linesFor(section: RollingSection, choice: Carry): Piece[][] {
  if (choice === "blank") return [];
  if (choice === "patterns") return section.patterns.map((text) => blanksApart(text, "same"));
  return section.whole.map((text) => {
    const change = section.changes.find(({ after }) => after === text);
    return wording(change?.before ?? text, text);
  });
}

/** How much is left to do with what comes along: blanks to fill, paragraphs to make one's own. */
export function toDo(plan: Rolling, choiceOf: (section: RollingSection) => Carry) {
  const all = plan.sections.map((section) => ({ choice: choiceOf(section), section }));
  const lines = all.flatMap(({ section, choice }) => linesFor(section, choice));
  const carried = all.filter(({ choice }) => choice === "whole");
  return {
    blanks: lines.flat().filter(({ blank }) => blank).length,
    carried: carried.reduce((sum, { section }) => sum + section.whole.length, 0),
  };
}

/** Two wordings of one text as the words that stayed, went and came. */
export function wording(before: string, after: string): Piece[] {
  if (before === after) return blanksApart(after, "same");
  const [old, now] = [before.split(OF_A_YEAR), after.split(OF_A_YEAR)];
  const onlyThese = old.length === now.length && old.every((text, at) => at % 2 === 1 || text === now[at]);
  if (!onlyThese) return middle(before, after);
  return old.flatMap((text, at) =>
    text === now[at]
      ? blanksApart(text, "same")
      : [piece(text, "removed"), ...blanksApart(now[at] ?? "", "added")].filter(({ text }) => text !== ""),
  );
}

/** From this share of changed words on, a text was put in the place of another. */
const REPLACED = 0.6;

/** The words that differ between what two texts begin and end with. A number stays whole. */
function middle(before: string, after: string): Piece[] {
  const [old, now] = [[...before], [...after]];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const isDigit = (text: string[], at: number) => /\d/u.test(text.at(at) ?? "");
  while (head > 0 && isDigit(old, head - 1) && (isDigit(old, head) || isDigit(now, head))) head--;
  while (tail > 0 && isDigit(old, -tail) && (isDigit(old, -1 - tail) || isDigit(now, -1 - tail))) tail--;
  if (Math.min(old.length, now.length) - head - tail > REPLACED * most) [head, tail] = [0, 0];
  const part = (text: string[], from: number, to: number) => text.slice(from, to).join("");
  return [
    ...blanksApart(part(now, 0, head), "same"),
    piece(part(old, head, old.length - tail), "removed"),
    ...blanksApart(part(now, head, now.length - tail), "added"),
    ...blanksApart(part(now, now.length - tail, now.length), "same"),
  ].filter(({ text }) => text !== "");
}

function blanksApart(text: string, op: Piece["op"]): Piece[] {
  return text
    .split(BLANK)
    .map((part, at) => ({ text: part, op, blank: at % 2 === 1 }))
    .filter(({ text }) => text !== "");
}

function piece(text: string, op: Piece["op"]): Piece {
  return { text, op, blank: false };
}
