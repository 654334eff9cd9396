import { computed } from "vue";

import { useDesk } from "@/desk";

/** The report that the facts of a year are about: the open one, or the latest. */
export function useSubject() {
  const { draft, home } = useDesk();
  const rows = computed(() => [home.value?.current ?? [], home.value?.past ?? []].flat());
  const open = rows.value.find((row) => row.uid === draft.report.value?.uid) ?? home.value?.current ?? null;
  const year = open?.year ?? home.value?.nextYear ?? new Date().getFullYear();

  /** The years worth offering, latest first. */
  const years = computed(() => {
    const known = [
      ...rows.value.map((row) => row.year),
      ...(home.value?.branch?.years ?? []).map((each) => each.year),
    ];
    return [...new Set([year, ...known, ...(home.value ? [home.value.nextYear] : [])])].sort((a, b) => b - a);
  });

  return { report: open, year, years };
}
