import { useDesk } from "@/desk";
import { formOf } from "@/rooms/draft/report";
import type { Badge } from "@/rooms/draft/rail";

/** How many findings of the section that is written ask for a change; hints are not counted. */
export function useFoundBadge(): () => Badge {
  const { checks, draft } = useDesk();
  return () => {
    const here = checks.findings.value.filter(
      ({ section, severity }) => severity !== "hint" && formOf(section) === draft.part.value,
    );
    const must = here.some(({ severity }) => severity === "error");
    return { count: here.length, kind: must ? "must" : "todo", label: `本节${here.length}处要改` };
  };
}
