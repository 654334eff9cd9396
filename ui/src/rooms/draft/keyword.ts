/** The 关键字 field: a view on a heading through the pattern of its template, such as 坚持在“{}”上下功夫. */

/** A heading taken apart. `join` stands between the words and the pattern. */
export type Heading = { words: string; join: string; keyword: string | null };

const JOINS = "，、；,;：: ";

/** Takes `heading` apart by `pattern`; `keyword` is null when the pattern is not in it. */
export function takeApart(heading: string, pattern: string): Heading {
  const [before, after] = pattern.split("{}") as [string, string | undefined];
  const start = before === "" ? -1 : heading.lastIndexOf(before);
  if (after === undefined || start < 0 || !heading.endsWith(after)) {
    return { words: heading, join: "", keyword: null };
  }
  const keyword = heading.slice(start + before.length, heading.length - after.length);
  const words = heading.slice(0, start);
  const join = words !== "" && JOINS.includes(words.at(-1) ?? "") ? words.slice(-1) : "";
  return { words: words.slice(0, words.length - join.length), join, keyword };
}

/** Puts a heading together; the reverse of `takeApart`. */
export function putTogether({ words, join, keyword }: Heading, pattern: string): string {
  if (keyword === null) return words;
  return words + (words === "" ? "" : join) + pattern.replace("{}", () => keyword);
}
