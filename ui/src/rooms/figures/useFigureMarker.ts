import { call } from "@/ipc";
import { linesOf } from "@/rooms/draft/report";
import { following, type Marker, type Reading, useStoredText } from "@/rooms/draft/marks";

/** Draws the figures of the text in blue. */
export function useFigureMarker(): Marker {
  const readings = useStoredText<Reading[]>(async (report) => {
    const { rows } = await call("figure_table", { report: report.uid });
    const byPlace = new Map<string, Reading>();
    for (const spot of rows.flatMap((row) => row.spots)) {
      if (spot.paragraph === null) continue;
      const line = linesOf(report, spot.part)[spot.paragraph] ?? "";
      const key = `${spot.part}\n${spot.paragraph}`;
      const reading = byPlace.get(key) ?? { part: spot.part, at: spot.paragraph, line, marks: [] };
      const units = (characters: number) => [...line].slice(0, characters).join("").length;
      reading.marks.push({ start: units(spot.start), end: units(spot.end), kind: "figure" });
      byPlace.set(key, reading);
    }
    return [...byPlace.values()];
  }, []);
  return following(() => readings.value);
}
