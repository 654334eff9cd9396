import { nextTick, onMounted, type Ref, watch } from "vue";

import { useDesk } from "@/desk";
import type { Spot } from "./blanks";

/** A field of the form that the caret can be put into. */
type Target = { select(start: number, end: number): unknown };

/** The text of a part, which also scrolls to a place without the caret. */
type Text = Target & { show(start: number): void };

/**
 * Puts the caret of the form `root` where it is asked to, and gives what tells of the events by which it was
 * moved in one of the fields. Whoever comes back from another page goes on where the caret was.
 */
export function useCaret(
  root: Readonly<Ref<HTMLElement | null>>,
  heading: Readonly<Ref<Target | null>>,
  text: Readonly<Ref<Text | null>>,
) {
  const { draft } = useDesk();

  watch(draft.spot, follow);
  onMounted(() => {
    draft.spot.value ??= draft.place.value;
    return follow();
  });

  async function follow() {
    const { value: spot } = draft.spot;
    if (!spot) return;
    draft.spot.value = null;
    await nextTick();
    if (spot.shown) show(spot);
    else if (spot.heading) heading.value?.select(spot.start, spot.end);
    else if (spot.part === draft.part.value) await text.value?.select(spot.start, spot.end);
    else selectLine(spot);
  }

  function selectLine({ part, start, end }: Spot) {
    const field = root.value?.querySelector<HTMLInputElement>(`[data-field=${part}] .input`);
    field?.focus();
    field?.setSelectionRange(start, end);
  }

  /** Scrolls to a spot, wherever the focus is. */
  function show(spot: Spot) {
    if (!spot.heading && spot.part === draft.part.value) return text.value?.show(spot.start);
    const field = spot.heading ? ".headline" : `[data-field=${spot.part}]`;
    root.value?.querySelector(field)?.scrollIntoView({ block: "nearest" });
  }

  /** The fields say which text of the part they hold: `data-text`, `data-heading` from its offset on, `data-field`. */
  function note({ target }: Event) {
    const { dataset, selectionStart, selectionEnd } = target as HTMLInputElement;
    const line = (target as HTMLElement).closest<HTMLElement>("[data-field]")?.dataset["field"];
    const { text, heading } = dataset;
    if (selectionStart == null || (text === undefined && heading === undefined && !line)) return;
    const from = Number(heading ?? 0);
    draft.moveCaret({
      part: line ?? draft.part.value,
      heading: heading !== undefined,
      start: from + selectionStart,
      end: from + (selectionEnd ?? selectionStart),
    });
  }

  return note;
}
