/** The text of a part, or of all, as it is pasted into another system: numbered, a line a paragraph. */
import type { Part, PartProgress, Report } from "@/ipc";
import { find, linesOf, walk } from "./report";

/** A part with what stands below it; `numbers` are those the headings print with. */
export function textOfPart(report: Report, part: Part, numbers: PartProgress[]): string {
  const found = find(report, part);
  if (!found) return linesOf(report, part).join("\n");
  const sections = [...walk([found.section])].map(({ section }) => section.id);
  return sections.flatMap((id) => linesOfSection(report, id, numbers)).join("\n");
}

/** The whole report, from its title to its date. */
export function textOfAll(report: Report, numbers: PartProgress[]): string {
  const sections = [...walk(report.sections)].flatMap(({ section }) =>
    linesOfSection(report, section.id, numbers),
  );
  return [
    ...report.title.split("\n"),
    report.byline,
    report.salutation,
    ...report.opening,
    ...sections,
    ...report.closing,
    report.signature,
    report.date,
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function linesOfSection(report: Report, id: Part, numbers: PartProgress[]): string[] {
  const section = find(report, id)?.section;
  if (!section) return [];
  const heading = (numbers.find((each) => each.part === id)?.number ?? "") + section.heading;
  const [first, ...rest] = section.body;
  if (!section.runIn || first === undefined) return [heading, ...section.body].filter(Boolean);
  return [`${heading}${/[。！？：；]$/u.test(heading) ? "" : "。"}${first}`, ...rest];
}

/** Puts text on the clipboard. The way of old works in both web views and asks for no permission. */
export function toClipboard(text: string): boolean {
  const focused = document.activeElement as HTMLElement | null;
  const carrier = document.createElement("textarea");
  carrier.value = text;
  carrier.className = "unseen";
  document.body.append(carrier);
  carrier.select();
  const done = document.execCommand?.("copy") ?? false;
  carrier.remove();
  focused?.focus({ preventScroll: true });
  return done;
}
