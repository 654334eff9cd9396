/** Two texts of one part, with the words marked in which they differ. Pure. */
import type { Side } from "@/rooms/compare/lines";
import { wording } from "@/rooms/rollforward/changes";

/** `text`, with the words marked that `other` does not have. Texts of as many lines are laid together line by line. */
export function differing(text: string, other: string): Side {
  const [lines, others] = [text.split("\n"), other.split("\n")];
  const pieces =
    lines.length === others.length
      ? lines.flatMap((line, at) => [
          ...(at > 0 ? wording("\n", "\n") : []),
          ...wording(others[at] ?? "", line),
        ])
      : wording(other, text);
  return { number: "", pieces: pieces.filter(({ op }) => op !== "removed") };
}
