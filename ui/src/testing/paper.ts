/** Pages to draw. */
import type { Layout, Page, Report } from "@/ipc";
import { find, linesOf, walk } from "@/rooms/draft/report";

/** The layout of the stand-in: GB/T 9704. */
export const LAYOUT: Layout = {
  key: "gbt9704",
  name: "公文格式（GB/T 9704）",
  pageWidth: 11906,
  pageHeight: 16838,
  marginTop: 2098,
  marginBottom: 1984,
  marginLeft: 1588,
  marginRight: 1474,
  header: 851,
  footer: 1588,
  linePitch: 580,
  characterSpacing: -4,
  firstLineChars: 200,
  firstLine: 640,
  titlePitch: 700,
  linesAfterTitle: 1,
  sizes: { title: 44, body: 32, pageNumber: 28 },
  fonts: {
    latin: "Times New Roman",
    title: { name: "方正小标宋简体", alternative: "宋体" },
    hei: { name: "黑体", alternative: "黑体" },
    kai: { name: "楷体_GB2312", alternative: "楷体" },
    body: { name: "仿宋_GB2312", alternative: "仿宋" },
    song: { name: "宋体", alternative: "宋体" },
    boldLevels: [],
  },
  pageNumber: { before: "— ", after: " —", insetChars: 100, inset: 280 },
};

/** Pages of 28 by 22 squares, just to have something to draw. */
export function pagesOf(report: Report): Page[] {
  const texts = [
    ...report.title
      .split("\n")
      .map((text) => ({ part: "title", paragraph: null, text, face: "title" as const })),
    { part: "salutation", paragraph: null, text: report.salutation, face: "body" as const },
    ...["opening", ...[...walk(report.sections)].map(({ section }) => section.id), "closing"].flatMap(
      (part) => {
        const heading = find(report, part)?.section.heading;
        const own = heading
          ? [{ part, paragraph: null, text: `\u3000\u3000${heading}`, face: "kai" as const }]
          : [];
        const body = linesOf(report, part).map((text, at) => ({
          part,
          paragraph: at,
          text: `\u3000\u3000${text}`,
          face: "body" as const,
        }));
        return [...own, ...body];
      },
    ),
  ];
  const lines = texts.flatMap(({ text, face, ...place }) =>
    (text.match(/.{1,28}/gu) ?? []).map((piece) => ({ piece, face, place })),
  );
  const pages: Page[] = [];
  for (let from = 0; from < lines.length; from += 22) {
    const number = pages.length + 1;
    pages.push({
      number,
      lines: lines.slice(from, from + 22).map(({ piece, face, place }, at) => ({
        y: 105 + 12 + at * 29,
        place,
        pieces: [
          {
            x: face === "title" ? 297 - piece.length * 11 : 79,
            text: piece,
            face,
            size: face === "title" ? 22 : 16,
            width: piece.length * (face === "title" ? 22 : 15.8),
            bold: false,
            spacing: -0.2,
          },
        ],
      })),
    });
  }
  return pages;
}
