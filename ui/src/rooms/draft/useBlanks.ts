/** Stepping through the blanks of the open report (F8), and how many are left. */
import { computed, inject, type InjectionKey, provide, shallowReadonly, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import { isBlank } from "./blanks";

type Blanks = ReturnType<typeof provideBlanks>;

const KEY: InjectionKey<Blanks> = Symbol("blanks");

/** Sets the stepping up for the desk. */
export function provideBlanks() {
  const { draft } = useDesk();
  /** The one that was stepped to last, while nothing was written since. */
  const here = shallowRef<{ at: number; of: number } | null>(null);
  const left = computed(() => draft.progress.value?.blanks.filter(isBlank).length ?? 0);
  watch(draft.report, () => (here.value = null));

  async function step(by: 1 | -1) {
    here.value = draft.goToBlank(by);
    if (here.value) return;
    const { tell } = await import("@/frame/undoStrip");
    tell("没有没填的空了。");
  }

  const blanks = { here: shallowReadonly(here), left, step };
  provide(KEY, blanks);
  return blanks;
}

/** The blanks of the report, for what stands on the desk. */
export function useBlanks(): Blanks {
  const blanks = inject(KEY);
  if (!blanks) throw new Error("only what stands on the desk steps through its blanks");
  return blanks;
}
