import { computed, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import { asFailure, call, type Comparison, type FileOffer, type ReportRow, type Side } from "@/ipc";
import { STATUSES, when } from "@/words";

/** One of the two sides as a choice of a select. */
export type Choice = { key: string; name: string; side: Side };
export type Choices = { name: string; choices: Choice[] };

/** The two sides that are compared, what they can be chosen from, and their comparison. */
export function useComparison() {
  const desk = useDesk();
  const comparison = shallowRef<Comparison | null>(null);
  const failure = shallowRef<string | null>(null);
  const busy = shallowRef(false);
  const versions = shallowRef<Choices[]>([]);
  const { files, sides } = desk.compared;
  let latest = 0;

  const rows = computed<ReportRow[]>(() => {
    const { current, past } = desk.home.value ?? { current: null, past: [] };
    return current ? [current, ...past] : past;
  });
  const choices = computed<Choices[]>(() => {
    const several = new Set(rows.value.map((row) => row.branch)).size > 1;
    const reports = rows.value.map((row) => ({
      key: keyOf({ report: row.uid }),
      name: `${row.year}年度 ${statusOf(row)}${several ? ` ${row.branchName}` : ""}`,
      side: { report: row.uid },
    }));
    const offered = files.value.map((file) => ({
      key: keyOf({ file: file.token }),
      name: file.name,
      side: { file: file.token },
    }));
    return [{ name: "报告", choices: reports }, { name: "文件", choices: offered }, ...versions.value].filter(
      (group) => group.choices.length > 0,
    );
  });

  const ready = computed(() => sides.value.old !== null && sides.value.new !== null);
  /** Both selects stand on the same choice. */
  const twice = computed(
    () => ready.value && keyOf(sides.value.old as Side) === keyOf(sides.value.new as Side),
  );

  /** What stands in a select. */
  function chosen(which: "old" | "new"): string {
    const side = sides.value[which];
    return side ? keyOf(side) : "";
  }

  function choose(which: "old" | "new", key: string) {
    const side = choices.value.flatMap((group) => group.choices).find((choice) => choice.key === key)?.side;
    if (side) sides.value = { ...sides.value, [which]: side };
  }

  function swap() {
    sides.value = { old: sides.value.new, new: sides.value.old };
  }

  /** Lets the user choose a file for one side; it is read and not kept. */
  const chooseFile = (which: "old" | "new") =>
    desk.attempt(async () => {
      const [file] = await call("choose_files", {});
      if (!file) return;
      files.value = [...files.value, file];
      sides.value = { ...sides.value, [which]: { file: file.token } };
    });

  /** Before anything is chosen: this year's report beside the one before it. */
  function begin() {
    const all = rows.value;
    const open = desk.draft.report.value?.uid;
    const row = all.find((each) => each.uid === open) ?? all[0];
    const before = row && all.find((each) => each.branch === row.branch && each.year < row.year);
    sides.value = {
      new: sides.value.new ?? (row ? { report: row.uid } : null),
      old: sides.value.old ?? (before ? { report: before.uid } : null),
    };
  }

  async function load() {
    const turn = ++latest;
    const { old, new: now } = sides.value;
    if (!old || !now || twice.value) {
      comparison.value = null;
      busy.value = false;
      return;
    }
    busy.value = true;
    failure.value = null;
    try {
      const answer = await call("compare_reports", { old, new: now });
      if (turn === latest) comparison.value = answer;
    } catch (error) {
      if (turn !== latest) return;
      comparison.value = null;
      failure.value = asFailure(error).message;
    } finally {
      if (turn === latest) busy.value = false;
    }
  }

  /** The kept states of the reports that are chosen. */
  async function loadVersions() {
    const uids = [sides.value.new, sides.value.old].flatMap((side) =>
      side && "report" in side ? [side.report] : [],
    );
    const known = rows.value.filter((row) => uids.includes(row.uid));
    const kept = await Promise.all(
      known.map(async (row) => ({
        name: `${row.year}年度的历史版本`,
        choices: (await call("revisions", { report: row.uid })).map((revision) => ({
          key: keyOf({ revision: revision.id }),
          name: [when(revision.at), revision.name].filter((word) => word !== "").join(" "),
          side: { revision: revision.id },
        })),
      })),
    );
    // A version that is chosen stays in the list when its report no longer is.
    const chosenKeys = [chosen("old"), chosen("new")];
    const others = versions.value.filter(
      (group) =>
        !kept.some((each) => each.name === group.name) &&
        group.choices.some((choice) => chosenKeys.includes(choice.key)),
    );
    versions.value = [...kept, ...others];
  }

  begin();
  watch(
    sides,
    () => {
      void load();
      void desk.attempt(loadVersions);
    },
    { immediate: true },
  );

  return {
    comparison,
    failure,
    busy,
    choices,
    ready,
    twice,
    rows,
    sides,
    chosen,
    choose,
    swap,
    chooseFile,
    load,
  };
}

/** What is compared, kept while other rooms are looked at. */
export function useCompared() {
  return {
    sides: shallowRef<{ old: Side | null; new: Side | null }>({ old: null, new: null }),
    /** The files that were chosen to be compared. */
    files: shallowRef<FileOffer[]>([]),
  };
}

function keyOf(side: Side): string {
  if ("report" in side) return `report:${side.report}`;
  return "revision" in side ? `revision:${side.revision}` : `file:${side.file}`;
}

/** A report that is still written is a draft, whatever came back. */
function statusOf(row: ReportRow): string {
  return row.status === "draft" ? "草稿" : STATUSES[row.status];
}
