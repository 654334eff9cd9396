import { computed, ref, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import { asFailure, call, type Clash, type FileOffer, type Failure, type Note, type UnitGuess } from "@/ipc";
import type { Read } from "./adjust";

/** Where reading a file stands. */
export type Stage =
  | { is: "reading"; offer: FileOffer }
  | { is: "unreadable"; offer: FileOffer; failure: Failure }
  | { is: "read"; offer: FileOffer; exact: boolean; figures: number }
  | { is: "none" };

/** Reading the files that wait, one after the other, and keeping what was read. */
export function useReading() {
  const desk = useDesk();
  const stage = shallowRef<Stage>({ is: "none" });
  const read = shallowRef<Read | null>(null);
  const unit = ref<UnitGuess>({ name: "", level: "branch", community: "", superior: "", secretary: "" });
  const year = ref<number | null>(null);
  /** The doubts that were answered or put off. */
  const settled = shallowRef<ReadonlySet<Note>>(new Set());
  /** The year has a report already. */
  const clash = shallowRef<Failure | null>(null);
  const keeping = ref(false);
  /** How many files of this round are done with: kept or left. */
  const past = ref(0);
  /** How many of them were kept. */
  const kept = ref(0);
  /** The files that wait are kept as they are read, until something must be asked. */
  const onward = ref(false);
  /** The answer to a taken year that holds for the files to come as well. */
  let always: Clash | null = null;
  let latest = 0;

  const doubts = computed(() => read.value?.notes.filter((note) => note.kind === "doubt") ?? []);
  const open = computed(() => doubts.value.filter((note) => !settled.value.has(note)));

  const total = computed(() => past.value + desk.offers.value.length);

  watch(
    () => desk.offers.value[0],
    (offer) => (offer ? start(offer) : (stage.value = { is: "none" })),
    { immediate: true },
  );

  async function start(offer: FileOffer) {
    const ticket = ++latest;
    stage.value = { is: "reading", offer };
    read.value = null;
    settled.value = new Set();
    try {
      const {
        report,
        unit: guess,
        notes,
        lines,
        exact,
        figures,
      } = await call("read_file", {
        token: offer.token,
      });
      if (ticket !== latest) return; // Stopped meanwhile.
      read.value = { report, notes, lines };
      unit.value = guess;
      year.value = report.year;
      stage.value = { is: "read", offer, exact, figures };
      if (onward.value) await keep(always ?? "refuse");
    } catch (error) {
      if (ticket === latest) stage.value = { is: "unreadable", offer, failure: asFailure(error) };
    }
  }

  /** Changes what was read. Notes that are still there keep being settled. */
  function adjust(to: (read: Read) => Read, done: Note | null = null) {
    const before = read.value;
    if (!before) return;
    const after = to(before);
    const wasSettled = before.notes.map((note) => settled.value.has(note) || note === done);
    read.value = after;
    if (after.notes.length === before.notes.length) {
      settled.value = new Set(after.notes.filter((_, at) => wasSettled[at]));
    } else {
      settled.value = new Set([...settled.value].filter((note) => after.notes.includes(note)));
    }
  }

  /** Leaves a doubt as it is. */
  function settle(note: Note) {
    settled.value = new Set([...settled.value, note]);
  }

  /** Puts the report into the store; a year that has one already is asked about. */
  async function keep(how: Clash = "refuse") {
    const { value: now } = stage;
    if (now.is !== "read" || !read.value || year.value === null || keeping.value) return;
    keeping.value = true;
    desk.trouble.value = null;
    try {
      const coming = kept.value === 0 ? total.value - past.value : 0;
      const args = { report: read.value.report, unit: unit.value, year: year.value, clash: how, coming };
      await call("keep_reading", { ...args, token: now.offer.token });
      clash.value = null;
      kept.value++;
      keeping.value = false;
      await finish();
    } catch (error) {
      const failure = asFailure(error);
      keeping.value = false;
      if (failure.code === "yearTaken") clash.value = failure;
      else {
        onward.value = false;
        desk.trouble.value = failure.message;
      }
    }
  }

  /** Keeps this file and all that wait, each as it is read. What must be asked still is. */
  function keepAll() {
    onward.value = true;
    return keep();
  }

  /** Keeps no further file unasked. */
  function halt() {
    onward.value = false;
  }

  /** Answers for a taken year; `forAll`: for the files to come too. */
  function answer(how: Clash, forAll: boolean) {
    always = forAll ? how : null;
    return keep(how);
  }

  /** Leaves this file and all that wait. What was kept stays. */
  function dropAll() {
    desk.offers.value = desk.offers.value.slice(0, 1);
    return drop();
  }

  /** Leaves the file; nothing of it stays behind. */
  function drop() {
    latest++;
    clash.value = null;
    return finish();
  }

  async function finish() {
    past.value++;
    desk.offers.value = desk.offers.value.slice(1);
    if (desk.offers.value.length > 0) return;
    [past.value, kept.value, onward.value, always] = [0, 0, false, null];
    await desk.go("home");
  }

  return {
    stage,
    read,
    unit,
    year,
    doubts,
    open,
    clash,
    keeping,
    past,
    kept,
    total,
    onward,
    adjust,
    settle,
    keep,
    keepAll,
    halt,
    answer,
    drop,
    dropAll,
  };
}
