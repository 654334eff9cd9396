import { linesOf } from "@/rooms/draft/report";
import { following, type Marker, type Reading, useStoredText } from "@/rooms/draft/marks";
import { tableOf } from "./useFigures";

/** Draws the figures of the text in blue. */
export function useFigureMarker(): Marker {
  const readings = useStoredText<Reading[]>(async (report) => {
    const { rows } = await tableOf(report);
    const byPlace = new Map<string, Reading>();
    for (const spot of rows.flatMap((row) => row.spots)) {
      if (spot.paragraph === null) continue;
      const line = linesOf(report, spot.part)[spot.paragraph] ?? "";
      const key = `${spot.part}\n${spot.paragraph}`;
      const reading = byPlace.get(key) ?? { part: spot.part, at: spot.paragraph, line, marks: [] };
      const units = (characters: number) => [...line].slice(0, characters).join("").length;
      const [start, end] = [units(spot.start), units(spot.end)];
      // The answer may be of a text that was stored a moment earlier.
      if (line.slice(start, end) !== spot.text) continue;
      reading.marks.push({ start, end, kind: "figure" });
      byPlace.set(key, reading);
    }
    return [...byPlace.values()];
  }, []);
  return following(() => readings.value);
}
