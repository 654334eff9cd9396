/** When to save: soon after the last key, at the latest each second, and at once when asked. */
import { readonly, ref } from "vue";

import { asFailure, type Failure } from "@/ipc";

/** After the last key, in milliseconds. */
const PAUSE = 300;
/** While typing goes on, in milliseconds. */
const LONGEST = 1000;
/** A save shorter than this is not worth a word, in milliseconds. */
const SLOW = 1000;

/** After a save that failed, in milliseconds. */
const AGAIN = 5000;

/** How the text stands to what is stored. */
export type Keeping =
  | { is: "none" }
  | { is: "slow" }
  /** `at`: the instant that the store confirmed. */
  | { is: "saved"; at: string }
  | { is: "failed"; failure: Failure };

/** What keeps a text stored. */
export type Keeper = ReturnType<typeof useKeeper>;

/**
 * Keeps a text stored. `save` writes what is there now and gives the instant the store confirmed.
 *
 * A failed save loses nothing: the text stays to be saved, and the next key, the next `flush`, the
 * user, or else a few seconds try again.
 */
export function useKeeper(save: () => Promise<string>) {
  const keeping = ref<Keeping>({ is: "none" });
  let unsaved = false;
  let held = false;
  /** Counts the texts: a save of one that was let go of says nothing any more. */
  let era = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let longest: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | null = null;

  /** The text has changed. */
  function touch() {
    unsaved = true;
    if (held) return;
    clearTimeout(pause);
    pause = setTimeout(flush, PAUSE);
    longest ??= setTimeout(flush, LONGEST);
  }

  /** Saves what is not saved yet. True when all of it is stored. */
  function flush(): Promise<boolean> {
    clearTimers();
    if (held) return Promise.resolve(!unsaved);
    running ??= saveAll().finally(() => (running = null));
    return running;
  }

  /** Starts afresh with a text that was stored at `at`. */
  function start(at: string) {
    clearTimers();
    era++;
    unsaved = false;
    held = false;
    keeping.value = { is: "saved", at };
  }

  /** Stops saving until `start`, since two texts wait for a choice. */
  function hold() {
    clearTimers();
    held = true;
  }

  /** Forgets the text: what is not stored is given up. */
  function stop() {
    clearTimers();
    era++;
    unsaved = false;
    held = false;
    keeping.value = { is: "none" };
  }

  async function saveAll(): Promise<boolean> {
    while (unsaved && !held) {
      unsaved = false;
      const before = keeping.value;
      const mine = era;
      const slow = setTimeout(() => {
        if (before.is !== "failed") keeping.value = { is: "slow" };
      }, SLOW);
      try {
        keeping.value = { is: "saved", at: await save() };
      } catch (error) {
        if (mine !== era) return false;
        unsaved = true;
        keeping.value = { is: "failed", failure: asFailure(error) };
        if (!held) again = setTimeout(flush, AGAIN);
        return false;
      } finally {
        clearTimeout(slow);
      }
    }
    return !unsaved;
  }

  function clearTimers() {
    clearTimeout(pause);
    clearTimeout(longest);
    clearTimeout(again);
    longest = undefined;
  }

  return {
    keeping: readonly(keeping),
    touch,
    flush,
    start,
    hold,
    stop,
    hasUnsaved: () => unsaved || running !== null,
  };
}
