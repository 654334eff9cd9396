import type { Layout } from "@/ipc";

/** Twips in a millimetre. */
const MILLIMETRE = 1440 / 25.4;

/** A layout in a sentence: A4，上 37 左 28 毫米，每页 22 行、每行 28 字，页码 — 1 — */
export function describe(layout: Layout): string {
  const millimetres = (twips: number) => Math.round(twips / MILLIMETRE);
  const sheet = millimetres(layout.pageWidth) === 210 ? "A4" : "自定纸张";
  const height = layout.pageHeight - layout.marginTop - layout.marginBottom;
  const width = layout.pageWidth - layout.marginLeft - layout.marginRight;
  const lines = Math.round(height / layout.linePitch);
  const characters = Math.floor(width / (layout.sizes.body * 10 + layout.characterSpacing) + 0.05);
  const number = layout.pageNumber;
  const page = number ? `页码 ${number.before}1${number.after}` : "不排页码";
  const margins = `上 ${millimetres(layout.marginTop)} 左 ${millimetres(layout.marginLeft)} 毫米`;
  return `${sheet}，${margins}，每页 ${lines} 行、每行 ${characters} 字，${page}`;
}
