/** The ways to make one of two values that contradict each other. Pure. */
import type { Finding, Progress, Spot } from "@/ipc";
import { placeName } from "./findings";

/** One way: what its button says, what is told when it is done, and the repairs it is made of. */
export type Way = { act: string; told: string; repairs: Finding[] };

/**
 * Each of the two values put where the other stands: which of them is right only the writer knows. None where
 * the other passage is not told, or is about something else than a value of the same thing.
 */
export function waysOf(finding: Finding, progress: Progress | null): Way[] {
  const { others = [], ...told } = finding;
  if (told.rule !== "two-values") return [];
  const earlier = others.filter(({ text }) => text !== told.text);
  const [other] = earlier;
  if (!other || earlier.some(({ text }) => text !== other.text)) return [];
  const later: Spot[] = [told, ...others.filter(({ text }) => text === told.text)];
  const alike = placesOf(earlier, progress) === placesOf(later, progress);
  const way = (spots: Spot[], side: string, words: string): Way => ({
    act: `${alike ? `${placesOf(spots, progress)}${side}` : placesOf(spots, progress)}改成 ${words}`,
    told: `“${spots[0]?.text}”已经改成 ${words}`,
    repairs: spots.map((spot) => ({ ...told, ...spot, suggestion: words })),
  });
  return [way(later, "后面的", other.text), way(earlier, "前面的", told.text)];
}

function placesOf(spots: Spot[], progress: Progress | null): string {
  return [...new Set(spots.map((spot) => placeName(spot, progress)))].join("、");
}
