/** The keyboard of the whole window. */
import { onScopeDispose } from "vue";

/** The keys pressed, as `Ctrl+Shift+Z`, `Alt+ArrowUp`, `F8`. */
export function chord(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const mods = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift"];
  return [...mods.filter(Boolean), key].join("+");
}

/** An input method has the keyboard: the key is its own, and so are the first before and the Enter after. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Keys of the web view that would reload, print, search or zoom the page. */
const BROWSER_KEYS = new Set(
  [
    "F3",
    "Shift+F3",
    "F5",
    "Ctrl+F5",
    "F7",
    "F12",
    "Ctrl+F",
    "Ctrl+G",
    "Ctrl+Shift+G",
    "Ctrl+P",
    "Ctrl+R",
  ].concat(
    [
      "Ctrl+Shift+R",
      "Ctrl+S",
      "Ctrl+U",
      "Ctrl+O",
      "Ctrl+J",
      "Ctrl+H",
      "Ctrl+N",
      "Ctrl+T",
      "Ctrl+D",
      "Ctrl+E",
    ],
    [
      "Ctrl++",
      "Ctrl+=",
      "Ctrl+-",
      "Ctrl+0",
      "Ctrl+Shift++",
      "Ctrl+Shift+I",
      "Alt+ArrowLeft",
      "Alt+ArrowRight",
    ],
  ),
);

/**
 * Runs `act` for each chord pressed in the window; it says whether it used the key. The web view's own
 * keys are switched off, and nothing acts while an input method composes.
 */
export function useKeys(act: (chord: string, event: KeyboardEvent) => boolean) {
  function onKey(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const keys = chord(event);
    if (act(keys, event) || BROWSER_KEYS.has(keys)) event.preventDefault();
  }
  window.addEventListener("keydown", onKey);
  onScopeDispose(() => window.removeEventListener("keydown", onKey));
}

/** Runs `step` with 1 or -1 when the wheel is turned with Ctrl, which would zoom the page. */
export function useZoomWheel(step: (by: 1 | -1) => void) {
  function onWheel(event: WheelEvent) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    step(event.deltaY < 0 ? 1 : -1);
  }
  window.addEventListener("wheel", onWheel, { passive: false });
  onScopeDispose(() => window.removeEventListener("wheel", onWheel));
}
