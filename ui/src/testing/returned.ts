/** A made-up returned file: what the street changed in the draft, and what it said about it. */
import type { Passage, Report, Returned, ReturnedChange, Words } from "@/ipc";
import { find, linesOf, walk, withLines } from "@/rooms/draft/report";

/** The first paragraphs of a draft as somebody else gave them back, each kind of change once as far as it goes. */
export function returnedFile(report: Report): Returned {
  const places = [...walk(report.sections)].flatMap(({ section }) =>
    section.body.map((text, paragraph) => ({
      text,
      passage: passageOf(report, section.id, paragraph, text),
    })),
  );
  const [first, second, third] = places;
  const changes: ReturnedChange[] = [];
  const date = "2024-11-20";
  if (first) {
    const words: Words[] = [
      { op: "same", text: first.text.slice(0, 4) },
      { op: "removed", text: first.text.slice(4, 6) },
      { op: "added", text: "认真" },
      { op: "same", text: first.text.slice(6) },
    ];
    const comments = [
      { author: "街道组织委员", date, text: "写写您本人是怎么抓的。", passage: first.passage },
    ];
    changes.push(changeOf(1, "edited", first, words, { authors: ["街道组织委员"], date, comments }));
  }
  if (second) {
    const text = "建立“楼门议事长”制度，件件有人盯。";
    const returned = { ...second.passage, paragraph: (second.passage.paragraph ?? 0) + 1, text };
    changes.push({
      ...changeOf(2, "added", second, [{ op: "added", text }], { authors: ["街道书记"], date }),
      passage: null,
      returned,
      before: "",
    });
  }
  if (third) {
    changes.push(
      changeOf(3, "removed", third, [{ op: "removed", text: third.text }], {
        authors: ["街道组织委员"],
        date,
      }),
    );
  }
  const last = places.at(-1);
  if (last && last !== third) {
    const words: Words[] = [
      { op: "same", text: last.text.slice(0, -1) },
      { op: "removed", text: last.text.slice(-1) },
      { op: "added", text: "！" },
    ];
    changes.push(changeOf(4, "edited", last, words, { own: true }));
  }
  const passage = passageOf(report, "closing", 0, report.closing[0] ?? "");
  return {
    name: "街道改过的述职报告.docx",
    tracked: true,
    changes,
    comments: [{ author: "街道书记", date, text: "问题部分再实一些。", passage }],
  };
}

/** The draft with the changes of the file that were accepted. */
export function withAccepted(report: Report, accepted: number[]): Report {
  const changes = returnedFile(report).changes.filter(({ id }) => accepted.includes(id));
  // From the end on, so that the paragraphs before keep their places.
  return changes.reverse().reduce((after, { passage, returned, after: text }) => {
    const place = passage ?? returned;
    if (!place) return after;
    const lines = [...linesOf(after, place.section)];
    lines.splice(place.paragraph ?? 0, passage ? 1 : 0, ...(text === "" ? [] : [text]));
    return withLines(after, place.section, lines);
  }, report);
}

function passageOf(report: Report, section: string, paragraph: number, text: string): Passage {
  const heading = find(report, section)?.section.heading ?? "";
  return { section, number: "", numbered: false, heading, paragraph, text };
}

function changeOf(
  id: number,
  change: ReturnedChange["change"],
  { passage, text }: { passage: Passage; text: string },
  words: Words[],
  more: Partial<ReturnedChange>,
): ReturnedChange {
  const after = words
    .filter(({ op }) => op !== "removed")
    .map((each) => each.text)
    .join("");
  const returned = change === "removed" ? null : { ...passage, text: after };
  const none = { own: false, authors: [], date: null, comments: [] };
  return { id, change, moved: false, passage, returned, before: text, after, words, ...none, ...more };
}
