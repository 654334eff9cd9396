/** What the user changes in a reading before it is kept. Pure; places of lines and notes follow the text. */
import type { Note, Part, Place, ReadLine, Report, Role, SectionId } from "@/ipc";
import { find, isField, linesOf, walk, withHeading, withLines } from "@/rooms/draft/report";

/** A report as read, with the lines of the file and what the reader did and doubts. */
export type Read = { report: Report; lines: ReadLine[]; notes: Note[] };

/** Whether a repair can be taken back: its words stand where they were put. */
export function canTakeBack({ report }: Read, note: Note): boolean {
  const text = note.place && textAt(report, note.place);
  return (
    note.before !== null && note.after !== null && note.after !== "" && (text ?? "").includes(note.after)
  );
}

/** Puts the words of a repair back as the file has them. */
export function takeBack(read: Read, note: Note): Read {
  const { place, before, after } = note;
  if (!place || before === null || after === null) return read;
  const text = (textAt(read.report, place) ?? "").replace(after, () => before);
  return {
    ...read,
    report: withText(read.report, place, text),
    notes: read.notes.filter((other) => other !== note),
  };
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
  const joined = lines.toSpliced(at - 1, 2, (lines[at - 1] ?? "") + (lines[at] ?? ""));
  return relocate({ ...read, report: withLines(read.report, from.part, joined) }, (place) => {
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
