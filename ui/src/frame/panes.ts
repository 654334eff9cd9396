/** F6 and Shift+F6: the focus moves from pane to pane, as `data-pane` marks them. */
import { onScopeDispose } from "vue";

/** What can take the focus in a pane that names no `data-pane-start`. */
const FIELDS = [
  "input:not([type=hidden]):not(:disabled)",
  "textarea",
  "select:not(:disabled)",
  "button:not(:disabled):not([tabindex='-1'])",
  "a[href]",
  "[tabindex='0']",
].join(", ");

/**
 * Moves the focus between the panes of the window: bar, outline, form, rail, … A pane that was left
 * takes the focus back where it was; a new one at its `data-pane-start`, or else its first field.
 */
export function usePanes() {
  const left = new WeakMap<Element, HTMLElement>();

  function remember({ target }: FocusEvent) {
    const pane = (target as Element).closest?.("[data-pane]");
    if (pane) left.set(pane, target as HTMLElement);
  }
  document.addEventListener("focusin", remember);
  onScopeDispose(() => document.removeEventListener("focusin", remember));

  /** Goes to the next pane (`by` 1) or the one before (-1) that can take the focus. */
  function turn(by: 1 | -1) {
    const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
    const here = panes.findIndex((pane) => pane.contains(document.activeElement));
    const from = here === -1 && by === -1 ? 0 : here;
    for (let step = 1; step <= panes.length; step++) {
      const pane = panes.at((from + by * step + panes.length) % panes.length);
      const to = pane && entry(pane, left.get(pane));
      if (to) return to.focus();
    }
  }

  return turn;
}

/** Where the focus enters a pane; undefined when nothing in it is shown. */
function entry(pane: HTMLElement, last: HTMLElement | undefined): HTMLElement | undefined {
  if (last && pane.contains(last) && isShown(last)) return last;
  const starts = [...pane.querySelectorAll<HTMLElement>("[data-pane-start]")];
  return [...starts, ...pane.querySelectorAll<HTMLElement>(FIELDS)].find(isShown);
}

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
}
