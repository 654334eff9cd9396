import { computed } from "vue";

import { useDesk } from "@/desk";
import type { Finding } from "@/ipc";
import { marksIn } from "./blanks";
import type { Marker } from "./marks";
import { useCarried } from "./usePrevious";

/** Marks what 查找替换 looks for, while its bar is open. */
export function useMatchMarker(): Marker {
  const { find } = useDesk();
  return find.marksIn;
}

/** Marks paragraphs carried over from last year, until their own words change. */
export function useCarriedMarker(): Marker {
  const carried = useCarried();
  return (line, part) => (carried.value(line, part) ? [{ start: 0, end: line.length, kind: "carried" }] : []);
}

/** Marks 【待补】 and what else stops an export: found in the line itself, or told by the core at the last save. */
export function useBlankMarker(): Marker {
  const { draft } = useDesk();
  const told = computed(() => {
    const places = new Map<string, Finding[]>();
    for (const finding of draft.progress.value?.blanks ?? []) {
      const place = `${finding.section} ${finding.paragraph}`;
      places.set(place, [...(places.get(place) ?? []), finding]);
    }
    return places;
  });
  return (line, part, at) => marksIn(line, told.value.get(`${part} ${at}`) ?? []);
}
