/** The changes of a returned file in words to read. Pure. */
import type { FileOffer, Passage, ReturnedChange, ReturnedComment, Uid, Words } from "@/ipc";
import type { Piece, Side } from "@/rooms/compare/lines";
import { titleOf } from "@/rooms/history/changes";
import { monthDay } from "@/words";

/** What becomes of a change: taken, refused, or not yet decided. */
export type Decision = "take" | "leave" | "open";

/** A file that is laid beside a report, with what was decided on its changes, by their names. */
export type ReturnedFile = { report: Uid; file: FileOffer; decisions: Map<number, Decision> };

const FIELDS = ["title", "byline", "salutation", "signature", "date"];
const BLANK = /(【待补[^【】\n]*】)/u;

/** （三）民主协商 第2段 */
export function placeOf(passage: Passage | null): string {
  if (!passage) return "";
  const title = titleOf(passage);
  if (passage.paragraph !== null) return `${title} 第${passage.paragraph + 1}段`;
  return FIELDS.includes(passage.section) ? title : `${title}（小标题）`;
}

/** What taking a change does, in a word. */
export function tagOf({ change, moved, passage, returned, after }: ReturnedChange): string {
  const where = moved && returned ? `移到${placeOf(returned)}` : "";
  switch (change) {
    case "added":
      return "加了一段";
    case "removed":
      return "删了这段";
    case "split":
      return `拆成 ${after.split("\n").length} 段`;
    case "merged":
      return "并成一段";
    case "same":
      return where || "没有改动";
    default:
      return where && passage ? `改了，${where}` : "改了";
  }
}

/** The two texts with what came and what went in them; null for a side that is not there. */
export function sidesOf({ change, words, before, after }: ReturnedChange): {
  old: Side | null;
  now: Side | null;
} {
  // A text that is new or gone as a whole is told by its tag; marks on every word would only make it hard to read.
  const whole = change === "added" || change === "removed";
  const side = (text: string, theirs: Words["op"]) => (text === "" ? null : sideOf(words, theirs, !whole));
  return { old: side(before, "added"), now: side(after, "removed") };
}

function sideOf(words: Words[], theirs: Words["op"], marked: boolean): Side {
  const pieces = words
    .filter(({ op }) => op !== theirs)
    .flatMap(({ op, text }) =>
      text
        .split(BLANK)
        .map((part, at): Piece => ({ text: part, op: marked ? op : "same", blank: at % 2 === 1 })),
    );
  return { number: "", pieces: pieces.filter(({ text }) => text !== "") };
}

/** 王某、李某，11月20日 */
export function byWhom({ authors, date }: Pick<ReturnedChange, "authors" | "date">): string {
  return [authors.filter((name) => name !== "").join("、"), date && monthDay(date)]
    .filter(Boolean)
    .join("，");
}

export function saidBy({ author, date }: ReturnedComment): string {
  return byWhom({ authors: [author], date }) || "没有署名";
}

/** The changes by who made them: those of the file, and those that were made here after it was sent. */
export function byMaker(changes: ReturnedChange[]): { theirs: ReturnedChange[]; own: ReturnedChange[] } {
  return { theirs: changes.filter(({ own }) => !own), own: changes.filter(({ own }) => own) };
}
