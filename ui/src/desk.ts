/** What the whole window shares: where the user is, the open report, the list of reports, the settings. */
import { computed, inject, type InjectionKey, provide, shallowRef } from "vue";

import {
  asFailure,
  call,
  type FileOffer,
  type Finding,
  type Hit,
  type Home,
  type Part,
  type Reason,
  type Report,
  type ReportRow,
  type Settings,
  type Uid,
} from "@/ipc";
import type { Strip } from "@/frame/undoStrip";
import { useChecks } from "@/rooms/check/useChecks";
import type { Spot } from "@/rooms/draft/blanks";
import { useCompared } from "@/rooms/compare/useComparison";
import { type Draft, useDraft } from "@/rooms/draft/useDraft";
import { useFind } from "@/rooms/draft/useFind";
import { useDuties } from "@/rooms/duties/useDuties";
import type { ReturnedFile } from "@/rooms/returned/words";
import { spotOf } from "@/rooms/search/hits";
import { useSearch } from "@/rooms/search/useSearch";
import type { RoomName } from "@/router";

/** The dialogs that open from anywhere. */
export type DialogName =
  | "history"
  | "backup"
  | "handover"
  | "name"
  | "branch"
  | "notice"
  | "settings"
  | "trash"
  | "help"
  | "new"
  | "search"
  | "words"
  | "comments";

export type Desk = ReturnType<typeof provideDesk>;

const KEY: InjectionKey<Desk> = Symbol("desk");

/** The desk, for the components below `App`. */
export function useDesk(): Desk {
  const desk = inject(KEY);
  if (!desk) throw new Error("only components below App have a desk");
  return desk;
}

const asReport = (uid: Uid | null) => (uid === null ? null : { report: uid });

/** Sets the desk up, for the components below this one. */
export function provideDesk() {
  const room = shallowRef<RoomName>("home");
  const dialog = shallowRef<DialogName | null>(null);
  const home = shallowRef<Home | null>(null);
  const settings = shallowRef<Settings | null>(null);
  /** A command that failed, told in the banner until it is closed. */
  const trouble = shallowRef<string | null>(null);
  /** The report that was saved last, when the program was cut off the last time. */
  const recovered = shallowRef<ReportRow | null>(null);
  /** The files that wait to be read in. */
  const offers = shallowRef<FileOffer[]>([]);
  /** The report that 续写 follows; null: the latest. */
  const rollFrom = shallowRef<Uid | null>(null);
  /** The file that came back, the report it is laid beside, and what was decided on its changes so far. */
  const returned = shallowRef<ReturnedFile | null>(null);
  const draft: Draft = useDraft();
  /** 查找替换 in the open report. */
  const find = useFind(draft);
  const checks = useChecks(draft, attempt);
  const compared = useCompared();
  const search = useSearch();
  const duties = useDuties(draft.report, draft.flush);
  /** The settings are being stored, one change after the other. */
  let writing: Promise<unknown> = Promise.resolve();
  /** The window is to close, but text is not stored. */
  const closing = shallowRef(false);

  /** Which version 历史版本 opens at: the one handed in last, or the latest of all. */
  const historyAt = shallowRef<"submitted" | null>(null);

  /** A dialog lies over the page, and has the keyboard. */
  const covered = computed(() => dialog.value !== null || closing.value || draft.theirs.value !== null);

  /** Why 首页 could not be read; "" when it was. */
  const unread = shallowRef("");

  async function reload() {
    try {
      home.value = await call("home", {});
      unread.value = "";
    } catch (error) {
      unread.value = asFailure(error).message;
      throw error;
    }
  }

  /** Enters a room, after what was typed is stored. A save that fails stops nobody: the text stays open. */
  async function go(to: RoomName) {
    if (room.value === "draft" && to !== "draft") void leavePlace();
    await draft.flush();
    if (to === "home") await attempt(reload);
    room.value = to;
  }

  /**
   * Goes home from a report that is gone or is another now. What was looked up for it goes with it: words that
   * were found, a file laid beside it, an offer to take something back.
   */
  async function letGo() {
    const { closeStrips } = await import("@/frame/undoStrip");
    closeStrips();
    draft.close();
    find.close();
    search.forget();
    compared.sides.value = { old: null, new: null };
    rollFrom.value = returned.value = recovered.value = null;
    await go("home");
  }

  /** Opens a report on the desk, at a part, a spot, or where the caret was last. */
  async function write(uid: string, at: Part | null = null, spot: Spot | null = null) {
    await attempt(async () => {
      const fresh = draft.report.value?.uid !== uid;
      const last = (fresh && settings.value?.lastPart[uid]) || null;
      if (!(await draft.open(uid, at ?? last))) return;
      const caret = settings.value?.lastCaret[uid] ?? 0;
      if (spot) draft.goTo(spot.part, spot);
      else if (!at && last) draft.goTo(last, { heading: false, start: caret, end: caret });
      room.value = "draft";
    });
  }

  /** Opens a report where a finding is. */
  async function look(uid: string, finding: Finding) {
    await write(uid);
    if (draft.report.value?.uid === uid) draft.goToFinding(finding);
  }

  /** Opens a report where words that were looked for stand. */
  async function goToHit(hit: Hit) {
    await write(hit.report, hit.section);
    const { value: report } = draft.report;
    if (report?.uid === hit.report) draft.goTo(hit.section, spotOf(report, hit));
  }

  /** Opens a report with what it has to answer beside the text, at the part that the first of it belongs to. */
  async function answer(uid: Uid, at: Part | null = null) {
    void change({ rail: "duties" });
    await write(uid, at);
  }

  /** Shows a report as it prints. */
  async function show(uid: string) {
    await attempt(async () => {
      if (!(await draft.open(uid)) || !(await draft.flush())) return;
      room.value = "export";
    });
  }

  /** Opens 历史版本 of a report. */
  async function lookBack(uid: string, at: "submitted" | null = null) {
    await attempt(async () => {
      if (!(await draft.open(uid))) return;
      historyAt.value = at;
      dialog.value = "history";
    });
  }

  /** The strip that Ctrl+S brings. */
  let saved: Strip | null = null;

  /** Answers Ctrl+S: the text is stored, and may be given a name: by the strip, or by Ctrl+S once more. */
  async function keepByHand() {
    if (!draft.report.value || !(await draft.flush())) return;
    if (saved?.stands()) return saved.takeUp();
    const { offer } = await import("@/frame/undoStrip");
    saved = offer("已保存。", "给这一版起个名字", () => (dialog.value = "name"));
  }

  /** Keeps the present state, under a name or before a change of many places. */
  async function keep(reason: Reason, name = "") {
    const uid = draft.report.value?.uid;
    if (uid && (await draft.flush())) await call("keep_revision", { report: uid, reason, name });
  }

  /** Gives the report the text of an older state, after the present one was kept; `what` names that state. */
  function restore(state: Report, what: string): Promise<boolean> {
    return attempt(async () => {
      await keep("restoring");
      const takeBack = await draft.apply({ op: "restore", report: state }, draft.part.value);
      await draft.flush();
      const { offerUndo } = await import("@/frame/undoStrip");
      offerUndo(`已恢复到${what}`, () => attempt(takeBack));
    });
  }

  /** Shows what the checks find in a report, looked through anew. */
  async function inspect(uid: string) {
    await attempt(async () => {
      if (!(await draft.open(uid)) || !(await draft.flush())) return;
      if (room.value === "check") void checks.run();
      else await go("check");
    });
  }

  /** Lays a report beside an older one: this year's beside the one given, unless told otherwise. */
  async function compare(old: Uid | null = null, now: Uid | null = null) {
    compared.sides.value = { old: asReport(old), new: asReport(now) };
    await go("compare");
  }

  /** Begins a new year's report from an older one: from the latest, unless told otherwise. */
  async function rollForward(from: Uid | null = null) {
    await draft.flush();
    await attempt(reload);
    rollFrom.value = from;
    room.value = "rollforward";
  }

  /** Lays a file that came back beside a report: the one given, or one that is asked for. */
  async function readReturned(uid: Uid, file: FileOffer | null = null) {
    await attempt(async () => {
      if (!(await draft.open(uid)) || !(await draft.flush())) return;
      const chosen = file ?? (await call("choose_returned", {}));
      if (!chosen) return;
      if (returned.value?.file !== chosen)
        returned.value = { report: uid, file: chosen, decisions: new Map() };
      await go("returned");
    });
  }

  /** Takes files in for reading: beside the draft while a returned file is looked at. */
  async function receive(files: FileOffer[]) {
    const [first] = files;
    if (!first) return;
    if (room.value === "returned" && draft.report.value) return readReturned(draft.report.value.uid, first);
    await draft.flush();
    offers.value = [...offers.value, ...files];
    room.value = "import";
  }

  /** Asks for files to read in. */
  const chooseFiles = () => attempt(async () => receive(await call("choose_files", {})));

  /** Asks for a folder of them. */
  const chooseFolder = () => attempt(async () => receive(await call("choose_folder_of_files", {})));

  /** Changes settings, here at once and in the store as soon as it can. */
  function change(some: Partial<Settings>): Promise<unknown> {
    if (!settings.value) return writing;
    const changed = { ...settings.value, ...some };
    settings.value = changed;
    writing = writing.then(() => meanwhile(() => call("change_settings", { settings: changed })));
    return writing;
  }

  /** Runs something that may be refused; a refusal is told in the banner. True when it was done. */
  async function attempt(run: () => Promise<unknown>): Promise<boolean> {
    try {
      trouble.value = null;
      await run();
      return true;
    } catch (error) {
      trouble.value = asFailure(error).message;
      return false;
    }
  }

  /** Runs something that nobody has just asked for: a refusal is told beside what the banner tells already. */
  async function meanwhile(run: () => Promise<unknown>) {
    await run().catch((error: unknown) => {
      const { message } = asFailure(error);
      if (!trouble.value?.includes(message)) trouble.value = (trouble.value ?? "") + message;
    });
  }

  /** Remembers where the caret is, for 继续撰写. */
  async function leavePlace() {
    const report = draft.report.value;
    if (!report || !settings.value) return;
    const { lastPart, lastCaret } = settings.value;
    const part = draft.part.value;
    const caret = draft.caret();
    if (lastPart[report.uid] === part && lastCaret[report.uid] === caret) return;
    await change({
      lastPart: { ...lastPart, [report.uid]: part },
      lastCaret: { ...lastCaret, [report.uid]: caret },
    });
  }

  const desk = {
    room,
    dialog,
    home,
    unread,
    settings,
    trouble,
    recovered,
    offers,
    rollFrom,
    rollForward,
    returned,
    readReturned,
    closing,
    historyAt,
    covered,
    draft,
    find,
    checks,
    compared,
    compare,
    search,
    duties,
    answer,
    goToHit,
    reload,
    go,
    letGo,
    write,
    look,
    show,
    inspect,
    lookBack,
    keepByHand,
    keep,
    restore,
    receive,
    chooseFiles,
    chooseFolder,
    change,
    written: () => writing,
    attempt,
    meanwhile,
    leavePlace,
  };
  provide(KEY, desk);
  return desk;
}
