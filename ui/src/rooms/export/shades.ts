import type { Page, Place } from "@/ipc";
import { marksIn } from "@/rooms/draft/blanks";

/** A stretch of a line behind which a shade is drawn, in points from the sheet's upper left corner. */
export type Shade = { x: number; y: number; width: number; size: number };

/**
 * The shades behind the blanks of a page, also of those that a line break cuts. The characters of a
 * piece are taken to be equally wide.
 */
export function shades(page: Page): Shade[] {
  return paragraphs(page).flatMap((pieces) => {
    const marks = marksIn(pieces.map(({ text }) => text).join(""), []);
    let passed = 0;
    return pieces.flatMap(({ text, x, y, width, size }) => {
      const from = passed;
      passed += text.length;
      const each = width / Math.max(1, text.length);
      return marks.flatMap((mark): Shade[] => {
        const start = Math.max(mark.start, from) - from;
        const end = Math.min(mark.end, passed) - from;
        return end > start ? [{ x: x + start * each, y, width: (end - start) * each, size }] : [];
      });
    });
  });
}

/** The pieces of a page, those of one paragraph together. */
function paragraphs(page: Page) {
  const groups: {
    place: Place | null;
    pieces: { text: string; x: number; y: number; width: number; size: number }[];
  }[] = [];
  for (const { place, y, pieces } of page.lines) {
    const last = groups.at(-1);
    const placed = pieces.map((piece) => ({ ...piece, y }));
    const same =
      last?.place && place && last.place.part === place.part && last.place.paragraph === place.paragraph;
    if (same) last.pieces.push(...placed);
    else groups.push({ place, pieces: placed });
  }
  return groups.map(({ pieces }) => pieces);
}
