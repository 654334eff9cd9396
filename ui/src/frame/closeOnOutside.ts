import { onScopeDispose, type Ref, watch } from "vue";

/** Runs `close` when something outside `frame` is pressed while `open`. */
export function closeOnOutside(frame: Ref<HTMLElement | null>, open: Ref<boolean>, close: () => void) {
  function onPress(event: PointerEvent) {
    if (!frame.value?.contains(event.target as Node)) close();
  }
  const stop = () => document.removeEventListener("pointerdown", onPress, true);
  watch(open, (is) => (is ? document.addEventListener("pointerdown", onPress, true) : stop()));
  onScopeDispose(stop);
}
