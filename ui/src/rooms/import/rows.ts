/** The lines of a file as they are listed: what needs no look is folded. */
import type { Note, ReadLine } from "@/ipc";

/** A line with what there is to say of it, or a run of lines put without doubt. */
export type Row = { is: "line"; line: ReadLine; notes: Note[] } | { is: "fold"; lines: ReadLine[] };

/** Runs shorter than this are not worth folding. */
const SHORTEST = 2;

/**
 * Folds runs of paragraphs and lower headings that were put as they stand. The frame of the report
 * (title, salutation, first headings), what has a note, and the neighbours of a doubt stay in sight.
 */
export function rows(lines: ReadLine[], notes: Note[], topLevel: ReadonlySet<string>): Row[] {
  const notesOf = (line: ReadLine | undefined) =>
    line ? notes.filter((note) => note.line === line.number && note.kind !== "recognised") : [];
  const doubted = (line: ReadLine | undefined) => notesOf(line).some((note) => note.kind === "doubt");
  const filled = lines.filter((line) => line.text.trim() !== "");
  const plain = filled.map(
    (line, at) =>
      notesOf(line).length === 0 &&
      line.place !== null &&
      !isFrame(line, topLevel) &&
      !doubted(filled[at - 1]) &&
      !doubted(filled[at + 1]),
  );
  const result: Row[] = [];
  let run: ReadLine[] = [];
  const close = () => {
    if (run.length >= SHORTEST) result.push({ is: "fold", lines: run });
    else result.push(...run.map((line): Row => ({ is: "line", line, notes: [] })));
    run = [];
  };
  for (const [at, line] of filled.entries()) {
    if (plain[at]) run.push(line);
    else {
      close();
      result.push({ is: "line", line, notes: notesOf(line) });
    }
  }
  close();
  return result;
}

function isFrame({ place }: ReadLine, topLevel: ReadonlySet<string>): boolean {
  if (!place) return false;
  const isSection = /^s\d+$/u.test(place.part);
  return isSection ? place.paragraph === null && topLevel.has(place.part) : true;
}
