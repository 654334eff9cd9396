import { computed, shallowRef, watch } from "vue";

import { asFailure, call, type Found, type Hit } from "@/ipc";

/** How long a pause in typing is, in milliseconds. */
const PAUSE = 150;

/** What was looked for over all years, kept while the places found are looked at one by one. */
export type Search = ReturnType<typeof useSearch>;

export function useSearch() {
  const words = shallowRef("");
  const found = shallowRef<Found | null>(null);
  const failure = shallowRef<string | null>(null);
  /** The hit that is looked at, as an index. */
  const at = shallowRef(0);
  const busy = shallowRef(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  const hits = computed(() => found.value?.hits ?? []);
  const hit = computed<Hit | null>(() => hits.value[at.value] ?? null);

  watch(words, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), PAUSE);
  });

  /** Looks now for what is in the field. Of answers that come late the last one counts. */
  async function look() {
    clearTimeout(timer);
    const turn = ++latest;
    const wanted = words.value.trim();
    failure.value = null;
    if (wanted === "") {
      found.value = null;
      busy.value = false;
      return;
    }
    busy.value = true;
    try {
      const answer = await call("search", { words: wanted });
      if (turn !== latest) return;
      found.value = answer;
      at.value = 0;
    } catch (error) {
      if (turn !== latest) return;
      found.value = null;
      failure.value = asFailure(error).message;
    } finally {
      if (turn === latest) busy.value = false;
    }
  }

  /** Goes to the next hit (1) or the one before (-1), round at the ends. */
  function step(by: 1 | -1): Hit | null {
    const { length } = hits.value;
    if (length > 0) at.value = (at.value + by + length) % length;
    return hit.value;
  }

  function forget() {
    words.value = "";
    void look();
  }

  return { words, found, failure, busy, hits, hit, at, look, step, forget };
}
