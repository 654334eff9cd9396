import { nextTick, type Ref, watch } from "vue";

/** Gives the focus to what stands for the current place in an overlay when it opens, and back when it closes. */
export function useOverlayFocus(open: Ref<boolean>, overlay: Readonly<Ref<HTMLElement | null>>) {
  let from: HTMLElement | null = null;

  watch(open, async (isOpen) => {
    if (!isOpen) return giveBack();
    from = document.activeElement as HTMLElement | null;
    await nextTick();
    overlay.value?.querySelector<HTMLElement>("[aria-current]")?.focus();
  });

  /** Whoever has gone on to another place meanwhile stays there. */
  function giveBack() {
    const isInside = overlay.value?.contains(document.activeElement);
    if (isInside || document.activeElement === document.body) from?.focus();
    from = null;
  }
}
