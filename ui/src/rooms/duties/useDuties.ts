import { computed, type Ref, shallowReadonly, shallowRef } from "vue";

import { asFailure, call, type DutyRow, type Place, type Report, type Uid } from "@/ipc";
import { standing } from "./words";

export type Duties = ReturnType<typeof useDuties>;

/** What the years before left to answer, by the report that answers. One state for all rooms that show it. */
export function useDuties(report: Readonly<Ref<Report | null>>, flush: () => Promise<boolean>) {
  const rows = shallowRef<DutyRow[]>([]);
  /** The report they are the duties of. */
  const of = shallowRef<Uid | null>(null);
  /** They were read, or could not be: without an answer yet neither. */
  const read = shallowRef(false);
  const failure = shallowRef<string | null>(null);
  let latest = 0;

  const open = computed(() => rows.value.filter((row) => standing(row).open));

  /** Reads what a report has to answer. Refusals are thrown; what was there stays. */
  async function load(uid: Uid) {
    const turn = ++latest;
    if (of.value !== uid) {
      rows.value = [];
      of.value = uid;
      read.value = false;
    }
    failure.value = null;
    try {
      const answer = await call("duties", { report: uid });
      if (turn !== latest) return;
      rows.value = answer;
      read.value = true;
    } catch (error) {
      if (turn === latest) failure.value = asFailure(error).message;
      throw error;
    }
  }

  /** Has a paragraph of the report answer a duty. What was typed is stored first, so that its words are there. */
  async function answer(duty: Uid, place: Place) {
    const uid = of.value;
    if (uid === null || (report.value?.uid === uid && !(await flush()))) return;
    await call("answer_duty", { report: uid, duty, place });
    await load(uid);
  }

  async function setAside(duty: Uid, reason: string) {
    const uid = of.value;
    if (uid === null) return;
    await call("set_aside_duty", { report: uid, duty, reason });
    await load(uid);
  }

  async function reopen(duty: Uid) {
    const uid = of.value;
    if (uid === null) return;
    await call("reopen_duty", { report: uid, duty });
    await load(uid);
  }

  return {
    rows: shallowReadonly(rows),
    of: shallowReadonly(of),
    read: shallowReadonly(read),
    failure: shallowReadonly(failure),
    open,
    load,
    answer,
    setAside,
    reopen,
  };
}
