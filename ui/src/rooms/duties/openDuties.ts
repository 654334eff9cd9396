import { watch } from "vue";

import { useDesk } from "@/desk";
import type { Badge } from "@/rooms/draft/rail";

/** Keeps the duties of the open report up to date while it is written; gives how many are open. */
export function useOpenDuties(): () => Badge {
  const { draft, duties } = useDesk();
  watch(
    draft.stored,
    (report) => {
      // A help beside the text; the next save asks again.
      if (report) duties.load(report.uid).catch(() => undefined);
    },
    { immediate: true },
  );
  return () => {
    const count = duties.of.value === draft.uid.value ? duties.open.value.length : 0;
    return { count, kind: "todo", label: `${count} 件还没回应` };
  };
}
