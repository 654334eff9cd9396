/** The figures of two reports as rows of a table. Pure. */
import type { Comparison, FigurePair } from "@/ipc";
import { placeKey } from "./lines";

export type FigureRow = {
  key: string;
  name: string;
  unit: string;
  old: Cell;
  new: Cell;
  change: string;
  direction: "up" | "down" | "still" | "none";
  remark: string;
  /** The remark asks for a look. */
  urgent: boolean;
};

/** A value as it is read, and the place it was first told. */
export type Cell = { text: string; place: string | null };

/** From this share on, less is worth a look: a slip of the pen loses a digit or takes the wrong figure. */
const MUCH_LESS = 0.3;

/**
 * Values up to here recur from year to year by rule: four meetings of all members, twelve days of the
 * month. Above, a value equal to the digit is more often one that nobody brought up to date.
 */
const RECURRING = 12;

/** The rows, those that ask for a look included, in the order of the new report. */
export function rowsOf({ figures }: Comparison): FigureRow[] {
  return figures.map((pair, at) => {
    const { remark, urgent } = remarkOn(pair);
    return {
      key: `f${at}`,
      name: pair.name,
      unit: pair.oldUnit === null ? pair.unit : `${pair.oldUnit}→${pair.unit}`,
      old: {
        text: valueOf(pair.old, pair.oldApproximate),
        place: pair.oldPlace && placeKey("old", pair.oldPlace),
      },
      new: {
        text: valueOf(pair.new, pair.newApproximate),
        place: pair.newPlace && placeKey("new", pair.newPlace),
      },
      ...changeOf(pair, urgent),
      remark,
      urgent,
    };
  });
}

/** Whether a row is a change: of value, of unit, or because one report has none. */
export function isChange(row: FigureRow): boolean {
  return row.direction !== "still";
}

/** 10余, as reports write a value that is not exact. */
export function valueOf(value: number | null, approximate: boolean): string {
  return value === null ? "没写" : `${plain(value)}${approximate ? "余" : ""}`;
}

function changeOf(pair: FigurePair, stale: boolean): Pick<FigureRow, "change" | "direction"> {
  // Nobody can tell how much more 10余 is than 10.
  if (pair.change === null || isVague(pair)) return { change: "—", direction: "none" };
  if (pair.change > 0) return { change: `▲ ${plain(pair.change)}`, direction: "up" };
  if (pair.change < 0) return { change: `▼ ${plain(-pair.change)}`, direction: "down" };
  return { change: stale ? "没变" : "持平", direction: "still" };
}

/** One of the two values is not exact. */
function isVague({ oldApproximate, newApproximate }: FigurePair): boolean {
  return oldApproximate !== newApproximate;
}

function remarkOn(pair: FigurePair): { remark: string; urgent: boolean } {
  const { old, new: now, change } = pair;
  if (old === null) return { remark: "旧的一份没有", urgent: false };
  if (now === null) return { remark: "新的一份没有", urgent: false };
  if (pair.oldUnit !== null) return { remark: "单位变了，请核对", urgent: false };
  if (isVague(pair)) return { remark: "一处是约数", urgent: false };
  if (change !== null && looksStale(change, now, pair.newApproximate))
    return { remark: "像是没更新", urgent: true };
  if (change !== null && muchLess(change, old)) return { remark: "减少较多，请核对", urgent: false };
  return { remark: "", urgent: false };
}

/** A value equal to the digit that nobody seems to have brought up to date. */
export function looksStale(change: number, now: number, approximate: boolean): boolean {
  return change === 0 && (approximate || now > RECURRING);
}

/** So much less than before that it is worth a look. */
export function muchLess(change: number, before: number): boolean {
  return -change >= before * MUCH_LESS && change < -1;
}

/** A number without the dust of binary fractions. */
function plain(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}
