import { shallowReadonly, shallowRef } from "vue";

import { asFailure } from "@/ipc";

/**
 * Something that a page reads and cannot be without: it has been read, or `failure` says why not, where it
 * would stand. Of readings that overlap the last one counts.
 */
export function useLoad(read: () => Promise<unknown>) {
  const failure = shallowRef("");
  let latest = 0;

  /** Reads, or reads again. Never throws. */
  async function start() {
    const turn = ++latest;
    failure.value = "";
    try {
      await read();
    } catch (error) {
      if (turn === latest) failure.value = asFailure(error).message;
    }
  }

  return { failure: shallowReadonly(failure), start };
}
