/** What the user changes in a reading before it is kept. Pure; places of lines and notes follow the text. */
import type { Mend, Note, Part, Place, ReadLine, Report, Role, SectionId } from "@/ipc";
import { find, isField, linesOf, walk, withHeading, withLines } from "@/rooms/draft/report";

/** A report as read, with the lines of the file and what the reader did and doubts. */
export type Read = { report: Report; lines: ReadLine[]; notes: Note[] };

/** Whether a repair can be taken back: it says what it changed, and stands in the report. */
export function canTakeBack({ report, notes }: Read, note: Note): boolean {
  const { kind, place, mends } = note;
  if (kind !== "repaired" || !notes.includes(note) || !place || !mends?.length) return false;
  const letters = [...(textAt(report, place) ?? "")];
  return mends.every(({ at, now }) => letters.slice(at, at + [...now].length).join("") === now);
}

/**
 * Puts the words of a repair back as the file has them, whichever others were put back before. Lines that
 * were put together part again, each a paragraph of its own.
 */
export function takeBack(read: Read, note: Note): Read {
  const { place, mends } = note;
  if (!place || !mends) return read;
  const letters = [...(textAt(read.report, place) ?? "")];
  // From the end, so that what stands before keeps its place.
  for (const { at, now, was } of mends.toReversed()) letters.splice(at, [...now].length, ...was);
  const shift = (other: Mend) =>
    mends
      .filter((mend) => mend.at < other.at || (mend.at === other.at && mend.order < other.order))
      .reduce((to, mend) => to + [...mend.was].length - [...mend.now].length, other.at);
  const moved: Read = {
    ...read,
    report: withText(read.report, place, letters.join("")),
    notes: read.notes
      .filter((other) => other !== note)
      .map((other) => (same(other.place, place) ? shifted(other, shift) : other)),
  };
  return part(moved, place);
}

/** All repairs taken back: the text as the file has it. */
export function takeAllBack(read: Read): Read {
  const next = read.notes.find((note) => canTakeBack(read, note));
  return next ? takeAllBack(takeBack(read, next)) : read;
}

/** Parts a text at its line breaks: paragraphs of their own, or text behind a heading. */
function part(read: Read, place: Place): Read {
  const pieces = (textAt(read.report, place) ?? "").split("\n");
  if (pieces.length === 1 || isField(place.part)) return read;
  const [head = "", ...rest] = pieces;
  const first = place.paragraph === null ? 0 : place.paragraph + 1;
  const lines = linesOf(read.report, place.part);
  const cut = withLines(read.report, place.part, lines.toSpliced(first, 0, ...rest));
  const at = (piece: number): Place =>
    piece === 0 ? place : { part: place.part, paragraph: first + piece - 1 };
  const starts = pieces.map((_, piece) => [...pieces.slice(0, piece).join("\n")].length + Math.min(piece, 1));
  // The lines of the file that were put together here, one a piece.
  const own = read.lines.filter((line) => same(line.place, place)).map((line) => line.number);
  const pieceOf = (line: number | null) =>
    Math.min(line === null ? 0 : Math.max(own.indexOf(line), 0), pieces.length - 1);
  const behind = relocate({ ...read, report: withText(cut, place, head) }, (other) =>
    other.part === place.part && other.paragraph !== null && other.paragraph >= first
      ? { ...other, paragraph: other.paragraph + rest.length }
      : other,
  );
  return {
    ...behind,
    lines: behind.lines.map((line) =>
      same(line.place, place) ? { ...line, place: at(pieceOf(line.number)) } : line,
    ),
    notes: behind.notes.flatMap((note) => {
      if (!same(note.place, place)) return [note];
      const mends = note.mends ?? [];
      if (mends.length === 0) return [{ ...note, place: at(pieceOf(note.line)) }];
      // A repair of several words is one in each of the pieces they now stand in.
      return starts.flatMap((start, piece) => {
        const here = mends.filter((mend) => starts.findLastIndex((each) => each <= mend.at) === piece);
        const its = { ...note, place: at(piece), mends: here };
        return here.length ? [shifted(its, ({ at }) => at - start)] : [];
      });
    }),
  };
}

function same(one: Place | null, other: Place): boolean {
  return one !== null && one.part === other.part && one.paragraph === other.paragraph;
}

function shifted(note: Note, to: (mend: Mend) => number): Note {
  return note.mends ? { ...note, mends: note.mends.map((mend) => ({ ...mend, at: to(mend) })) } : note;
}

/** Puts a paragraph at the end of another part. */
export function moveTo(read: Read, from: Place, part: Part): Read {
  const text = textAt(read.report, from);
  if (from.paragraph === null || text === null) return read;
  const at = from.paragraph;
  const without = withLines(read.report, from.part, linesOf(read.report, from.part).toSpliced(at, 1));
  const end = linesOf(without, part).length;
  return relocate(
    { ...read, report: withLines(without, part, [...linesOf(without, part), text]) },
    (place) => {
      if (place.part !== from.part || place.paragraph === null || place.paragraph < at) return place;
      return place.paragraph === at ? { part, paragraph: end } : { ...place, paragraph: place.paragraph - 1 };
    },
  );
}

/** Joins a paragraph to the one before it. */
export function joinToPrevious(read: Read, from: Place): Read {
  const at = from.paragraph;
  if (at === null || at === 0) return read;
  const lines = linesOf(read.report, from.part);
  const before = lines[at - 1] ?? "";
  const joined = lines.toSpliced(at - 1, 2, before + (lines[at] ?? ""));
  const behind = (note: Note) =>
    same(note.place, from) ? shifted(note, (mend) => mend.at + [...before].length) : note;
  const report = withLines(read.report, from.part, joined);
  return relocate({ ...read, report, notes: read.notes.map(behind) }, (place) => {
    if (place.part !== from.part || place.paragraph === null || place.paragraph < at) return place;
    return { ...place, paragraph: place.paragraph - 1 };
  });
}

/** Takes in a line that was left out: behind the text of the line before it, or else at the opening's start. */
export function takeIn(read: Read, line: ReadLine): Read {
  const placed = read.lines.filter((each) => each.number < line.number && each.place);
  const before = placed.findLast(({ place }) => place && !isField(place.part))?.place ?? null;
  const part = before?.part ?? "opening";
  const at = before ? (before.paragraph ?? -1) + 1 : 0;
  const lines = linesOf(read.report, part).toSpliced(at, 0, line.text.trim());
  const moved = relocate({ ...read, report: withLines(read.report, part, lines) }, (place) =>
    place.part === part && place.paragraph !== null && place.paragraph >= at
      ? { ...place, paragraph: place.paragraph + 1 }
      : place,
  );
  const place = { part, paragraph: at };
  return {
    ...moved,
    lines: moved.lines.map((each) => (each.number === line.number ? { ...each, place, label: "" } : each)),
    notes: moved.notes.filter((note) => note.line !== line.number || note.kind !== "dropped"),
  };
}

/**
 * Takes in what was left out of a line, such as words deleted in a revision or a hidden text: a paragraph
 * behind what the line became. What stood in the page's head goes before everything.
 */
export function takeNoteIn(read: Read, note: Note): Read {
  const own = read.lines.find(({ number }) => number === note.line)?.place ?? null;
  const place = own && !isField(own.part) ? own : null;
  const part = place?.part ?? "opening";
  const at = place ? (place.paragraph ?? -1) + 1 : 0;
  const lines = linesOf(read.report, part).toSpliced(at, 0, ...note.text.split("\n"));
  const added = lines.length - linesOf(read.report, part).length;
  return relocate(
    {
      ...read,
      report: withLines(read.report, part, lines),
      notes: read.notes.filter((other) => other !== note),
    },
    (other) =>
      other.part === part && other.paragraph !== null && other.paragraph >= at
        ? { ...other, paragraph: other.paragraph + added }
        : other,
  );
}

/** Gives a section another role. */
export function setRole(read: Read, id: SectionId, role: Role): Read {
  const report = structuredClone(read.report);
  const found = find(report, id);
  if (found) found.section.role = role;
  return { ...read, report };
}

/** Every part that can hold paragraphs, in reading order, with a name to choose it by. */
export function choices(report: Report): { part: Part; name: string }[] {
  const sections = [...walk(report.sections)].map(({ section }) => ({
    part: section.id,
    name: section.heading || "（没有标题）",
  }));
  return [{ part: "opening", name: "开头" }, ...sections, { part: "closing", name: "结尾" }];
}

/** The text at a place, or null when there is none. */
export function textAt(report: Report, { part, paragraph }: Place): string | null {
  if (paragraph !== null) return linesOf(report, part)[paragraph] ?? null;
  return isField(part) ? report[part] : (find(report, part)?.section.heading ?? null);
}

function withText(report: Report, { part, paragraph }: Place, text: string): Report {
  if (paragraph !== null) return withLines(report, part, linesOf(report, part).with(paragraph, text));
  return isField(part) ? withLines(report, part, [text]) : withHeading(report, part, text);
}

function relocate(read: Read, to: (place: Place) => Place): Read {
  const follow = <Thing extends { place: Place | null }>(thing: Thing): Thing =>
    thing.place ? { ...thing, place: to(thing.place) } : thing;
  return { ...read, lines: read.lines.map(follow), notes: read.notes.map(follow) };
}
