/**
 * The door to the shell, and the only file that imports `@tauri-apps/*`.
 *
 * ts-rs guards the types of `bindings/`, a tidy test the names of the commands; the pairing of both
 * is this table.
 */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";

import type { BranchYear } from "./bindings/BranchYear";
import type { Checked } from "./bindings/Checked";
import type { Clash } from "./bindings/Clash";
import type { Comparison } from "./bindings/Comparison";
import type { Duty } from "./bindings/Duty";
import type { DutyRow } from "./bindings/DutyRow";
import type { Copy } from "./bindings/Copy";
import type { ErrorCode } from "./bindings/ErrorCode";
import type { FigureTable } from "./bindings/FigureTable";
import type { FileOffer } from "./bindings/FileOffer";
import type { Finding } from "./bindings/Finding";
import type { Found } from "./bindings/Found";
import type { Home } from "./bindings/Home";
import type { IndicatorChoice } from "./bindings/IndicatorChoice";
import type { Notice } from "./bindings/Notice";
import type { Op } from "./bindings/Op";
import type { Opened } from "./bindings/Opened";
import type { OwnWords } from "./bindings/OwnWords";
import type { Place } from "./bindings/Place";
import type { Preview as PagesPreview } from "./bindings/Preview";
import type { Progress } from "./bindings/Progress";
import type { Quote } from "./bindings/Quote";
import type { Reading } from "./bindings/Reading";
import type { Reason } from "./bindings/Reason";
import type { Report } from "./bindings/Report";
import type { ReportRow } from "./bindings/ReportRow";
import type { Rule } from "./bindings/Rule";
import type { Returned } from "./bindings/Returned";
import type { Rescued } from "./bindings/Rescued";
import type { Carried } from "./bindings/Carried";
import type { Rolling } from "./bindings/Rolling";
import type { Saved } from "./bindings/Saved";
import type { Settings } from "./bindings/Settings";
import type { Status } from "./bindings/Status";
import type { TakenIn } from "./bindings/TakenIn";
import type { TemplateKey } from "./bindings/TemplateKey";
import type { TemplateSummary } from "./bindings/TemplateSummary";
import type { Typed } from "./bindings/Typed";
import type { Uid } from "./bindings/Uid";
import type { UnitGuess } from "./bindings/UnitGuess";
import type { Version } from "./bindings/Version";
import type { VersionText } from "./bindings/VersionText";
import type { Year } from "./bindings/Year";

export type { Branch } from "./bindings/Branch";
export type { BranchYear } from "./bindings/BranchYear";
export type { Checked } from "./bindings/Checked";
export type { Clash } from "./bindings/Clash";
export type { ComparedDuty } from "./bindings/ComparedDuty";
export type { ComparedRow } from "./bindings/ComparedRow";
export type { Comparison } from "./bindings/Comparison";
export type { Copy } from "./bindings/Copy";
export type { Counts } from "./bindings/Counts";
export type { Duty } from "./bindings/Duty";
export type { DutyKind } from "./bindings/DutyKind";
export type { DutyRow } from "./bindings/DutyRow";
export type { ErrorCode } from "./bindings/ErrorCode";
export type { Face } from "./bindings/Face";
export type { FigurePair } from "./bindings/FigurePair";
export type { FigureBlank } from "./bindings/FigureBlank";
export type { FigureSpot } from "./bindings/FigureSpot";
export type { FigureRow } from "./bindings/FigureRow";
export type { FigureTable } from "./bindings/FigureTable";
export type { FileOffer } from "./bindings/FileOffer";
export type { Finding } from "./bindings/Finding";
export type { FindingKind } from "./bindings/FindingKind";
export type { Found } from "./bindings/Found";
export type { Hit } from "./bindings/Hit";
export type { Home } from "./bindings/Home";
export type { IndicatorChoice } from "./bindings/IndicatorChoice";
export type { Layout } from "./bindings/Layout";
export type { Level } from "./bindings/Level";
export type { Limits } from "./bindings/Limits";
export type { Line } from "./bindings/Line";
export type { Mend } from "./bindings/Mend";
export type { Note } from "./bindings/Note";
export type { Notice } from "./bindings/Notice";
export type { Op } from "./bindings/Op";
export type { Opened } from "./bindings/Opened";
export type { Origin } from "./bindings/Origin";
export type { Page } from "./bindings/Page";
export type { Part } from "./bindings/Part";
export type { PartHelp } from "./bindings/PartHelp";
export type { PartLimits } from "./bindings/PartLimits";
export type { PartProgress } from "./bindings/PartProgress";
export type { PartState } from "./bindings/PartState";
export type { Passage } from "./bindings/Passage";
export type { Piece } from "./bindings/Piece";
export type { OwnList } from "./bindings/OwnList";
export type { OwnWords } from "./bindings/OwnWords";
export type { Place } from "./bindings/Place";
export type { Progress } from "./bindings/Progress";
export type { Quote } from "./bindings/Quote";
export type { ReadLine } from "./bindings/ReadLine";
export type { Reading } from "./bindings/Reading";
export type { Reason } from "./bindings/Reason";
export type { Report } from "./bindings/Report";
export type { ReportRow } from "./bindings/ReportRow";
export type { Revision } from "./bindings/Revision";
export type { Rescued } from "./bindings/Rescued";
export type { Returned } from "./bindings/Returned";
export type { ReturnedChange } from "./bindings/ReturnedChange";
export type { ReturnedComment } from "./bindings/ReturnedComment";
export type { Role } from "./bindings/Role";
export type { Rule } from "./bindings/Rule";
export type { RuleOff } from "./bindings/RuleOff";
export type { Carried } from "./bindings/Carried";
export type { Carry } from "./bindings/Carry";
export type { Rolled } from "./bindings/Rolled";
export type { Rolling } from "./bindings/Rolling";
export type { RollingSection } from "./bindings/RollingSection";
export type { Unmoved } from "./bindings/Unmoved";
export type { Saved } from "./bindings/Saved";
export type { Section } from "./bindings/Section";
export type { SectionPair } from "./bindings/SectionPair";
export type { SectionId } from "./bindings/SectionId";
export type { SetAside } from "./bindings/SetAside";
export type { Settings } from "./bindings/Settings";
export type { Severity } from "./bindings/Severity";
export type { Spot } from "./bindings/Spot";
export type { Status } from "./bindings/Status";
export type { TakenIn } from "./bindings/TakenIn";
export type { TemplateKey } from "./bindings/TemplateKey";
export type { TemplateSummary } from "./bindings/TemplateSummary";
export type { Typed } from "./bindings/Typed";
export type { Uid } from "./bindings/Uid";
export type { UnitGuess } from "./bindings/UnitGuess";
export type { Version } from "./bindings/Version";
export type { VersionText } from "./bindings/VersionText";
export type { Words } from "./bindings/Words";
export type { Year } from "./bindings/Year";
export type { YearValue } from "./bindings/YearValue";

/** What can be chosen from; `faults` name the user's own files that could not be used. */
export type Templates = {
  templates: TemplateSummary[];
  layouts: { key: string; name: string }[];
  faults: string[];
};

/** A font that a layout writes with; `here`: this computer has it. */
export type FontHere = { purpose: string; name: string; here: boolean };

/** A report as it prints. `missingFonts` are those that this computer lacks. */
export type Preview = PagesPreview & { missingFonts: string[] };

/** A file that was written. */
export type Exported = { name: string; folder: string; token: number; pages: number; characters: number };

/** How to write a report to a file. */
export type Export = {
  report: Uid;
  format: "docx" | "txt" | "json";
  layout: string;
  /** Why blanks may stay, or null: then they refuse the export. */
  despite: string | null;
  /** Ask for the place in a dialog. */
  choose: boolean;
  overwrite: boolean;
};

/** One of the two that are compared: a report, a kept state of one, or a file that was chosen. */
export type Side = { report: Uid } | { revision: number } | { file: number };

/** The copies of the data; `secondPlace` is where they go besides, by name. */
export type Copies = { copies: Copy[]; secondPlace: string | null; secondThere: boolean };

/** A copy that was taken; `second` says why it is not in the second place, when it should be. */
export type TakenCopy = { copy: Copy; second: string | null };

/** A hand-over that was chosen, and what taking it in would do. */
export type Incoming = { offer: FileOffer; outcome: TakenIn };

/** What a write changed. */
export type Changes = { reports: boolean; branch: boolean; settings: boolean };

type None = Record<string, never>;

/** Every command there is: what it takes and what it gives. */
type Commands = {
  home: (args: None) => Home;
  recovered: (args: None) => ReportRow | null;
  templates: (args: None) => Templates;
  new_report: (args: { template: TemplateKey; year: Year }) => Uid;
  load_sample: (args: None) => Uid;
  remove_sample: (args: None) => null;
  delete_report: (args: { report: Uid }) => null;
  recover_report: (args: { report: Uid }) => null;
  empty_trash: (args: None) => null;
  set_status: (args: { report: Uid; version: number; status: Status; date: string }) => Saved;
  branch: (args: { year: Year }) => BranchYear | null;
  save_branch: (args: { facts: BranchYear }) => null;
  notice: (args: { year: Year; template: TemplateKey }) => Notice | null;
  save_notice: (args: { notice: Notice }) => null;
  export_notice: (args: { notice: Notice }) => FileOffer | null;
  import_notice: (args: None) => Notice | null;
  open_report: (args: { report: Uid }) => Opened;
  save_report: (args: { report: Report; version: number }) => { saved: Saved; progress: Progress };
  apply_op: (args: { report: Report; op: Op }) => { report: Report; inverse: Op; progress: Progress };
  save_copy: (args: { report: Report }) => FileOffer | null;
  quotes: (args: { report: Uid }) => Quote[];
  revisions: (args: { report: Uid }) => Version[];
  revision: (args: { id: number }) => VersionText;
  keep_revision: (args: { report: Uid; reason: Reason; name: string }) => boolean;
  choose_files: (args: None) => FileOffer[];
  choose_folder_of_files: (args: None) => FileOffer[];
  offered_files: (args: None) => FileOffer[];
  read_file: (args: { token: number }) => Reading;
  keep_reading: (args: {
    report: Report;
    unit: UnitGuess;
    year: Year;
    clash: Clash;
    token: number;
    /** How many files this one is the first of; 0 when some were kept before it. */
    coming: number;
  }) => Uid;
  check_report: (args: { report: Report }) => Checked;
  set_aside: (args: { report: Report; finding: Finding; reason: string }) => number;
  take_up: (args: { waiver: number }) => null;
  switch_rule: (args: { rule: string; report: Uid | null; on: boolean }) => null;
  rules: (args: None) => Rule[];
  export_findings: (args: { report: Uid }) => FileOffer | null;
  own_words: (args: None) => OwnWords;
  save_own_words: (args: { fixed: string; avoided: string }) => null;
  take_in_words: (args: None) => string | null;
  use_words: (args: { name: string; used: boolean }) => null;
  export_words: (args: { fixed: string; avoided: string }) => FileOffer | null;
  figure_table: (args: { report: Uid }) => FigureTable;
  figure_years: (args: { report: Uid }) => FigureTable;
  list_indicators: (args: None) => IndicatorChoice[];
  set_figure: (args: {
    report: Uid;
    year: Year;
    indicator: string;
    unit: string;
    typed: Typed | null;
  }) => null;
  add_indicator: (args: { name: string; unit: string }) => null;
  name_figure: (args: { name: string; indicator: string | null }) => null;
  export_figures: (args: { report: Uid }) => FileOffer | null;
  compare_reports: (args: { old: Side; new: Side }) => Comparison;
  export_comparison: (args: { old: Side; new: Side; form: "docx" | "xlsx" }) => FileOffer | null;
  duties: (args: { report: Uid }) => DutyRow[];
  comments: (args: { report: Uid }) => Duty[];
  answer_duty: (args: { report: Uid; duty: Uid; place: Place }) => null;
  set_aside_duty: (args: { report: Uid; duty: Uid; reason: string }) => null;
  reopen_duty: (args: { report: Uid; duty: Uid }) => null;
  add_comment: (args: { report: Uid; who: string; date: string | null; text: string }) => Uid;
  remove_duty: (args: { duty: Uid }) => null;
  export_duties: (args: { report: Uid; form: "docx" | "xlsx" }) => FileOffer | null;
  search: (args: { words: string }) => Found;
  choose_returned: (args: None) => FileOffer | null;
  read_returned: (args: { report: Uid; token: number }) => Returned;
  keep_returned: (args: { report: Uid; version: number; token: number; accepted: number[] }) => Opened;
  roll_preview: (args: { from: Uid; year: Year }) => Rolling;
  roll_forward: (args: { from: Uid; year: Year; choices: Carried[] }) => Uid;
  preview: (args: { report: Uid; layout: string }) => Preview;
  export_report: (args: Export) => Exported | null;
  open_file: (args: { token: number }) => null;
  show_in_folder: (args: { token: number }) => null;
  settings: (args: None) => Settings;
  layout_fonts: (args: { layout: string }) => FontHere[];
  change_settings: (args: { settings: Settings }) => null;
  choose_save_folder: (args: None) => string | null;
  move_data: (args: None) => string | null;
  copies: (args: None) => Copies;
  take_copy: (args: None) => TakenCopy;
  copy_contents: (args: { copy: string }) => ReportRow[];
  restore_copy: (args: { copy: string }) => TakenCopy;
  restore_file: (args: None) => TakenCopy | null;
  restore_report: (args: { copy: string; report: Uid }) => null;
  choose_second_place: (args: None) => string | null;
  forget_second_place: (args: None) => null;
  hand_over: (args: None) => FileOffer | null;
  /** 诊断信息 as a file to hand on; null when the user thinks better of it. */
  save_diagnosis: (args: None) => FileOffer | null;
  choose_handover: (args: None) => Incoming | null;
  take_in: (args: { token: number }) => TakenIn;
  rescued: (args: None) => Rescued | null;
  leaving: (args: None) => null;
  keep_open: (args: None) => null;
};

/** Why a command failed. `message` is ready to show; branch on `code` alone. */
export class Failure extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** The places that block an export. */
    readonly findings: Finding[] = [],
    /** The report that is there already. */
    readonly report: Uid | null = null,
  ) {
    super(message);
  }
}

/** Runs the command `name` in the shell. Throws a `Failure`, nothing else. */
export async function call<Name extends keyof Commands>(
  name: Name,
  args: Parameters<Commands[Name]>[0],
): Promise<ReturnType<Commands[Name]>> {
  try {
    return await invoke<ReturnType<Commands[Name]>>(name, args);
  } catch (error) {
    throw asFailure(error);
  }
}

/** Runs `react` after every write. Returns the function that stops it. */
export function onChanged(react: (changes: Changes) => void): Promise<() => void> {
  return listen<Changes>("changed", ({ payload }) => react(payload));
}

/** Runs `react` when files are dropped on the window or given to a second start of the program. */
export function onOffered(react: (files: FileOffer[]) => void): Promise<() => void> {
  return listen("offered", async () => react(await call("offered_files", {})));
}

/** What keeps copies from being taken: beside the data, or in the second place. */
export type CopyTrouble = "refused" | "secondMissing" | "secondRefused";

/** Runs `react` when a copy could not be taken: said once, until one can. */
export function onCopyFailed(react: (trouble: CopyTrouble) => void): Promise<() => void> {
  return listen<CopyTrouble>("copyFailed", ({ payload }) => react(payload));
}

/** Runs `react` with how many hundredths of a copy or of bringing one back are done. */
export function onPercent(react: (percent: number) => void): Promise<() => void> {
  return listen<number>("percent", ({ payload }) => react(payload));
}

/** Runs `react` when the data file was found damaged under the open window, and was seen to. */
export function onRescued(react: () => void): Promise<() => void> {
  return listen("rescued", () => react());
}

/** Runs `react` while a file is held over the window (true) and when it leaves or falls (false). */
export function onDragging(react: (over: boolean) => void): Promise<() => void> {
  return listen<boolean>("dragging", ({ payload }) => react(payload));
}

/**
 * Asks `leave` before the window closes; it closes unless `leave` says no, and also when nothing is heard
 * of it for so long that the page must have broken.
 */
export function onCloseRequested(leave: () => Promise<boolean>): Promise<() => void> {
  return getCurrentWindow().onCloseRequested(async (event) => {
    await call("leaving", {});
    if (await leave()) return;
    event.preventDefault();
    await call("keep_open", {});
  });
}

/** Closes the window at once, without asking. */
export function closeWindow(): Promise<void> {
  return getCurrentWindow().destroy();
}

/** What was thrown, as a `Failure`. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    const { code, message, findings, report } = error as Failure;
    return new Failure(code, String(message), findings ?? [], report ?? null);
  }
  return new Failure("other", "程序内部出了意外，这一步没有做成。内容没有改动，请再试一次。");
}
