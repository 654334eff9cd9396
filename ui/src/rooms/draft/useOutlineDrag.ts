import { onScopeDispose, type Ref, ref } from "vue";

import type { Part } from "@/ipc";

/** Where a dragged part would go. */
export type Drop = { part: Part; where: "before" | "after" | "inside" };

/** So many pixels the pointer moves before a press becomes a drag. */
const START = 6;
/** So near to its edge, in pixels, the list scrolls, by so many pixels at so many milliseconds. */
const EDGE = 32;
const SPEED = { by: 8, each: 16 };

/**
 * Drags a part of the outline by the pointer. The web view's own dragging is not used: on Windows the window
 * takes it for files.
 */
export function useOutlineDrag(
  list: Readonly<Ref<HTMLElement | null>>,
  drop: (moved: Part, to: Drop) => void,
) {
  const dragged = ref<Part | null>(null);
  const over = ref<Drop | null>(null);
  let stop: (() => void) | null = null;
  let scrolling: ReturnType<typeof setTimeout> | undefined;
  /** The click that ends a drag chooses nothing. */
  let justDragged = false;

  function press(part: Part, event: PointerEvent) {
    if (event.button !== 0 || !/^s\d+$/u.test(part)) return;
    const from = event.clientY;
    justDragged = false;
    const move = (at: PointerEvent) => {
      if (!dragged.value && Math.abs(at.clientY - from) < START) return;
      dragged.value = part;
      over.value = dropAt(at, part);
      scrollAt(at, part);
    };
    const end = () => {
      stop?.();
      justDragged = dragged.value !== null;
      if (dragged.value && over.value) drop(dragged.value, over.value);
      dragged.value = over.value = null;
    };
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== "Escape") return;
      over.value = null;
      end();
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
    document.addEventListener("keydown", onKey, true);
    stop = () => {
      clearTimeout(scrolling);
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
      document.removeEventListener("keydown", onKey, true);
    };
  }

  /** Scrolls the list as long as the pointer rests near its upper or lower edge. */
  function scrollAt(at: PointerEvent, part: Part) {
    clearTimeout(scrolling);
    const frame = list.value?.getBoundingClientRect();
    if (!list.value || !frame) return;
    const by = at.clientY < frame.top + EDGE ? -SPEED.by : at.clientY > frame.bottom - EDGE ? SPEED.by : 0;
    const before = list.value.scrollTop;
    list.value.scrollTop += by;
    if (list.value.scrollTop === before) return;
    over.value = dropAt(at, part);
    scrolling = setTimeout(() => scrollAt(at, part), SPEED.each);
  }

  /** True once, for the click that follows a drag. */
  function endedDrag(): boolean {
    const was = justDragged;
    justDragged = false;
    return was;
  }

  onScopeDispose(() => stop?.());
  return { dragged, over, press, endedDrag };
}

function dropAt({ clientX, clientY }: PointerEvent, moved: Part): Drop | null {
  const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>("[data-part]");
  const part = row?.dataset["part"];
  if (!row || !part || part === moved || !/^s\d+$/u.test(part)) return null;
  const { top, height } = row.getBoundingClientRect();
  const share = (clientY - top) / height;
  return { part, where: share < 0.3 ? "before" : share > 0.7 ? "after" : "inside" };
}
