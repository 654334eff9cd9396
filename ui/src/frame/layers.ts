import { computed, onMounted, onUnmounted, ref, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";

/** How many dialogs and drawers lie over the page. */
const open = ref(0);

/** Something lies over the page: the banners behind it are not seen. */
export const layered = computed(() => open.value > 0);

/**
 * This is a layer as long as it stands. Gives what was refused since it came, for the layer that is on top: it
 * is told there, and not in the banner behind it.
 */
export function useLayer() {
  const { trouble } = useDesk();
  const mine = ref(0);
  onMounted(() => (mine.value = ++open.value));
  onUnmounted(() => open.value--);

  const since = shallowRef<string | null>(null);
  watch(trouble, (now) => (since.value = now));
  const refusal = computed(() => (mine.value === open.value ? since.value : null));

  return { refusal, forget: () => (trouble.value = null) };
}
