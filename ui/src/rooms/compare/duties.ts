/** What the old report left to answer, in rows of a table. Pure. */
import type { ComparedDuty, DutyKind, DutyRow, Part, Passage, Uid } from "@/ipc";
import { brief, KINDS, placeName, saidBy, standing } from "@/rooms/duties/words";
import { placeKey } from "./lines";

/** One thing that was said, and what the new report says to it. */
export type Said = {
  key: string;
  /** 点评 1 */
  name: string;
  text: string;
  by: string;
  word: string;
  tone: "done" | "todo" | "plain";
  open: boolean;
  /** The passage that answers, as people name it, with its first words; null without. */
  answer: { name: string; text: string; place: string } | null;
  /** Why nothing answers, or where an answer seems to stand. */
  note: string;
  /** The part where an answer would belong. */
  home: Part | null;
};

/** From what the store knows: what the writer linked, set aside and left open. */
export function fromRows(rows: DutyRow[], old: Uid): Said[] {
  return rows
    .filter(({ duty }) => duty.fromReport === old)
    .map((row): Said => {
      const { word, tone, open } = standing(row);
      const [likely] = row.suggestions;
      const note = row.state === "setAside" ? `原因：${row.reason}` : "";
      return {
        key: row.duty.uid,
        name: `${KINDS[row.duty.kind]} ${row.number}`,
        text: row.duty.text,
        by: saidBy(row.duty),
        word,
        tone,
        open,
        answer: open || !row.answeredBy ? null : answerOf(row.answeredBy),
        note: open && likely ? `像是在${placeName(likely)}答了，请确认` : note,
        home: row.home,
      };
    });
}

/** From the two texts alone, as for files and older versions. */
export function fromTexts(duties: ComparedDuty[]): Said[] {
  const numbers = new Map<DutyKind, number>();
  return duties.map((duty): Said => {
    const number = (numbers.get(duty.kind) ?? 0) + 1;
    numbers.set(duty.kind, number);
    const answer = duty.answeredBy && answerOf(duty.answeredBy);
    return {
      key: duty.uid,
      name: `${KINDS[duty.kind]} ${number}`,
      text: duty.text,
      by: saidBy(duty),
      word: answer ? "像是答了" : "没找到回应",
      tone: answer ? "done" : "todo",
      open: answer === null,
      answer,
      note: "",
      home: null,
    };
  });
}

function answerOf(passage: Passage): Said["answer"] {
  return { name: placeName(passage), text: brief(passage.text, 24), place: placeKey("new", passage) };
}
