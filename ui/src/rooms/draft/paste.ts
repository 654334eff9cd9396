/** What Word, WPS and web pages put on the clipboard, as plain paragraphs. Pure. */

/** Signs nobody sees, or each font draws as it likes, and that print as boxes or break words apart. */
const UNSEEN =
  // eslint-disable-next-line no-control-regex -- the signs that are meant
  /[\u0000-\u0008\u000E-\u001F\u007F\u200B-\u200F\u202A-\u202E\u2060\uFEFF\u00AD\uF020-\uF0FF]/gu;
/**
 * The bullets of Word, which are letters of its own fonts, with the blanks behind them. Private characters
 * elsewhere stay: in old files rare characters of names are among them.
 */
const BULLET = /^[ \u3000\t]*[\uF020-\uF0FF]+[ \u3000\t]*/gmu;
/** What indents a line: a blank alone may stand between words. */
const INDENT = /^(?: {2,}| ?[\u3000\t])[ \u3000\t]*/u;
/** The spaces of other programs, among them the one web pages keep lines together with. */
const ODD_SPACE = /[\u00A0\u2000-\u200A\u202F\u205F]/gu;

/**
 * Pasted text as paragraphs: no indents, no empty lines between them, no signs that cannot be seen. The
 * words stay as they are; tabs stay inside a line, since a row of a table is told by them.
 */
export function cleaned(text: string): string {
  const lines = text
    .replace(/\r\n?|[\u2028\u2029\v\f]/gu, "\n")
    .replace(BULLET, "")
    .replace(UNSEEN, "")
    .replace(ODD_SPACE, " ")
    .split("\n");
  // A few words from inside a line keep the spaces around them.
  if (lines.length === 1) return lines.join("").replace(INDENT, "");
  return lines
    .map((line) => line.replace(/^[ \u3000\t]+|[ \u3000\t]+$/gu, ""))
    .filter((line) => line !== "")
    .join("\n");
}
