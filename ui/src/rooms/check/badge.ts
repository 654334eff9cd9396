import { useDesk } from "@/desk";
import { formOf } from "@/rooms/draft/report";
import type { Badge } from "@/rooms/draft/rail";
import { countMust } from "./findings";

/**
 * How many findings of the section that is written must be changed, counted as the tab of the whole report counts
 * them; without any, how many had better be. Hints are not counted.
 */
export function useFoundBadge(): () => Badge {
  const { checks, draft } = useDesk();
  return () => {
    const here = checks.findings.value.filter(
      ({ section, severity }) => severity !== "hint" && formOf(section) === draft.part.value,
    );
    const must = countMust(here);
    if (must > 0) return { count: must, kind: "must", label: `本节${must}处必须改` };
    return { count: here.length, kind: "todo", label: `本节${here.length}处建议改` };
  };
}
