/** Duties in words: what they are called, how they stand, and the sentence that begins an answer. Pure. */
import type { Duty, DutyKind, DutyRow, Passage } from "@/ipc";
import { monthDay } from "@/words";

export const KINDS: Record<DutyKind, string> = { problem: "问题", measure: "承诺", comment: "点评" };

/** How a duty stands; an answer that still has blanks in it is half written. */
export type Standing = { word: string; tone: "done" | "todo" | "plain"; open: boolean };

export function standing(row: DutyRow): Standing {
  if (row.state === "setAside") return { word: "不回应", tone: "plain", open: false };
  if (row.state === "open") return { word: "待回应", tone: "todo", open: true };
  if (row.answeredBy === null) return { word: "原来答的那段不在了", tone: "todo", open: true };
  if (row.answeredBy.text.includes("【待补")) return { word: "写了一半", tone: "todo", open: false };
  return { word: "已回应", tone: "done", open: false };
}

/** 2023年点评 · 1 */
export function nameOf({ duty, year, number }: DutyRow): string {
  return `${year === null ? "往年" : `${year}年`}${KINDS[duty.kind]} · ${number}`;
}

/** Who said it and when, or "". */
export function saidBy({ who, date }: Duty): string {
  return [who, date && monthDay(date)].filter(Boolean).join("，");
}

/** （五）第1段 */
export function placeName({ section, number, heading, paragraph }: Passage): string {
  const part =
    section === "opening"
      ? "开头"
      : section === "closing"
        ? "结尾"
        : number.replace(/、$/u, "") || `“${brief(heading, 8)}”`;
  return paragraph === null ? `${part}标题` : `${part}第${paragraph + 1}段`;
}

/** The first words of a text, cut where a clause ends if one ends in time. */
export function brief(text: string, most: number): string {
  const characters = [...text.trim()];
  if (characters.length <= most) return text.trim().replace(/[。；，]$/u, "");
  const clause = text.trim().split(/[，。；：]/u)[0] ?? "";
  return [...clause].length <= most && clause !== "" ? clause : `${characters.slice(0, most - 1).join("")}…`;
}

/**
 * The sentence that begins an answer: what was said, and blanks for what was done. `quote` are the words in
 * it that stay when the blanks are filled.
 */
export function leadFor({ duty, year }: DutyRow): { sentence: string; quote: string } {
  const said = brief(
    duty.text.replace(/^(?:[一二三四五六七八九十]+是|（[一二三四五六七八九十]+）|\d+[.、．])/u, ""),
    40,
  );
  const when = year === null ? "往年" : `${year}年`;
  const quote = {
    problem: `针对${when}查找出的“${said}”问题`,
    measure: `${when}提出的“${said}”`,
    comment: `针对${when}点评指出的“${said}”`,
  }[duty.kind];
  return { sentence: `${quote}，【待补：做了什么】，【待补：成效】。`, quote };
}
