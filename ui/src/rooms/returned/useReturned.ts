import { computed, reactive, ref, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import { asFailure, call, type Returned, type ReturnedChange, type ReturnedComment, type Uid } from "@/ipc";
import { byMaker, type Decision } from "./words";

/** A file that came back: what is different in it, what was decided, and taking it in. */
export function useReturned() {
  const desk = useDesk();
  const { draft, returned } = desk;
  const file = computed(() => returned.value?.file ?? null);
  const read = shallowRef<Returned | null>(null);
  const failure = shallowRef<string | null>(null);
  const keeping = ref(false);
  // They wait with the file while other rooms are looked at.
  const decisions = computed(() => reactive(returned.value?.decisions ?? new Map<number, Decision>()));
  /** The comments that were noted as 点评, and by which name. */
  const noted = shallowRef(new Map<ReturnedComment, Uid>());
  let latest = 0;

  const changes = computed(() => read.value?.changes ?? []);
  const groups = computed(() => byMaker(changes.value));
  const decisionOf = ({ id }: ReturnedChange): Decision => decisions.value.get(id) ?? "open";
  const having = (decision: Decision) => changes.value.filter((change) => decisionOf(change) === decision);
  const taken = computed(() => having("take"));
  /** What is still to be decided; what was changed here after the file was sent stays as it is. */
  const open = computed(() => groups.value.theirs.filter((change) => decisionOf(change) === "open"));

  watch(file, load, { immediate: true });

  async function load() {
    const turn = ++latest;
    read.value = failure.value = null;
    noted.value = new Map();
    const report = draft.report.value?.uid;
    if (!file.value || !report) return;
    try {
      const answer = await call("read_returned", { report, token: file.value.token });
      if (turn === latest) read.value = answer;
    } catch (error) {
      if (turn === latest) failure.value = asFailure(error).message;
    }
  }

  function decide({ id }: ReturnedChange, decision: Decision) {
    decisions.value.set(id, decision);
  }

  /** Decides on all that the file changed. */
  function decideAll(decision: Decision) {
    for (const change of groups.value.theirs) decide(change, decision);
  }

  /** Puts what was taken into the draft; the draft as it was and the returned text are kept as versions. */
  async function keep() {
    const token = file.value?.token;
    const report = draft.report.value?.uid;
    if (token === undefined || !report || keeping.value) return;
    keeping.value = true;
    const accepted = taken.value.map(({ id }) => id);
    await desk.attempt(async () => {
      const back = await draft.adopt((version) =>
        call("keep_returned", { report, version, token, accepted }),
      );
      if (!back) return;
      returned.value = null;
      await desk.write(report);
      const { offerUndo, tell } = await import("@/frame/undoStrip");
      if (accepted.length === 0) tell("草稿一字没动，返回稿留在历史版本里了。");
      else offerUndo(`采纳了 ${accepted.length} 处，返回稿留在历史版本里了`, () => desk.attempt(back));
    });
    keeping.value = false;
  }

  /** Notes a comment as 点评, to be answered next year; a second time takes that back. */
  const note = (comment: ReturnedComment) =>
    desk.attempt(async () => {
      const report = draft.report.value?.uid;
      if (!report) return;
      const all = new Map(noted.value);
      const there = all.get(comment);
      if (there) {
        await call("remove_duty", { duty: there });
        all.delete(comment);
      } else {
        const { author, date, text } = comment;
        all.set(comment, await call("add_comment", { report, who: author, date, text }));
      }
      noted.value = all;
    });

  /** Leaves the file; nothing of it stays behind. */
  async function leave() {
    returned.value = null;
    const report = draft.report.value?.uid;
    await (report ? desk.write(report) : desk.go("home"));
  }

  return {
    file,
    read,
    failure,
    keeping,
    groups,
    taken,
    open,
    noted,
    load,
    decisionOf,
    decide,
    decideAll,
    keep,
    note,
    leave,
  };
}
