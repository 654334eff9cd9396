import { computed } from "vue";

import { useDesk } from "@/desk";
import { isBlank, rangeOf } from "@/rooms/draft/blanks";
import { following, type Marker, type Reading } from "@/rooms/draft/marks";
import { byLine, lineOf } from "./findings";

/** Marks what was found in the text, save blanks, which have a mark of their own, and mere hints. */
export function useFindingMarker(): Marker {
  const { checks } = useDesk();
  const readings = computed((): Reading[] => {
    const result = checks.result.value;
    if (!result) return [];
    const shown = result.findings.filter(
      (each) => each.paragraph !== null && each.text !== "" && each.severity !== "hint" && !isBlank(each),
    );
    return byLine(shown).flatMap((those) => {
      const [first] = those;
      if (!first) return [];
      const line = lineOf(result.of, first);
      const marks = those.flatMap((finding) => {
        const range = rangeOf(line, finding);
        return range ? [{ ...range, kind: "finding" as const }] : [];
      });
      return { part: first.section, at: first.paragraph ?? 0, line, marks };
    });
  });
  return following(() => readings.value);
}
