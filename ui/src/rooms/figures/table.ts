/** What a row of 数字 has to say, worked out from the table of the core. */
import type { FigureRow, FigureTable, IndicatorChoice, Op, Part, Report, FigureSpot } from "@/ipc";
import { find, linesOf } from "@/rooms/draft/report";

/** A number as it is typed or said: 12, or 10余. */
export type Amount = { value: number; approximate: boolean };

/** How a row stands to the text and to the year before. */
export type RowState = {
  row: FigureRow;
  key: string;
  now: number | null;
  before: number | null;
  /** Places of this year in the text, and those among them that say another value. */
  told: FigureSpot[];
  differing: FigureSpot[];
  /** Places that still say last year's number in last year's words. */
  stale: FigureSpot[];
  /** Other values that are kept for the same year. */
  others: number[];
  /** It was there last year, or the text has a gap for it, and is not filled in now. */
  blank: boolean;
  todo: boolean;
};

export function stateOf(row: FigureRow): RowState {
  const value = row.values.at(-1) ?? null;
  const now = value?.value ?? null;
  const before = row.values.at(-2)?.value ?? null;
  const told = row.spots.filter((spot) => spot.ofYear);
  const differing = told.filter((spot) => spot.value !== now);
  const others = value?.others ?? [];
  const blank = now === null && (before !== null || row.blanks.length > 0);
  const stale = told.filter((spot) => spot.stale);
  return {
    row,
    key: `${row.indicator} ${row.unit}`,
    now,
    before,
    told,
    differing,
    stale,
    others,
    blank,
    todo: differing.length > 0 || stale.length > 0 || others.length > 0 || blank || row.blanks.length > 0,
  };
}

/** The rows in their groups, in the order they come. */
export function groupsOf(rows: RowState[]): { name: string; rows: RowState[] }[] {
  const groups = new Map<string, RowState[]>();
  for (const state of rows) groups.set(state.row.group, [...(groups.get(state.row.group) ?? []), state]);
  return [...groups].map(([name, rows]) => ({ name, rows }));
}

export function shown(value: Amount | null | undefined): string {
  return value ? `${value.value}${value.approximate ? "余" : ""}` : "—";
}

/** ▲ 3, ▼ 2, 持平, or — where one of the two is missing. */
export function compared({ now, before }: { now: number | null; before: number | null }): string {
  if (now === null || before === null) return "—";
  const by = Math.round((now - before) * 100) / 100;
  if (by === 0) return "持平";
  return by > 0 ? `▲ ${by}` : `▼ ${-by}`;
}

/** The points of a line of the years, in a field of 80 × 24. */
export function sparkline(values: (number | null)[]): { x: number; y: number }[] {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step = values.length > 1 ? 72 / (values.length - 1) : 0;
  return values.flatMap((value, at) =>
    value === null
      ? []
      : { x: 4 + at * step, y: high === low ? 18 : 20 - ((value - low) / (high - low)) * 14 },
  );
}

/** What was typed into a field: a number or one with 余, `null` for nothing, `undefined` for what is none. */
export function typedAmount(text: string): Amount | null | undefined {
  const half = text
    .trim()
    .replace(/[０-９．，]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(",", "");
  if (half === "") return null;
  const approximate = /[余多]$/u.test(half);
  const digits = approximate ? half.slice(0, -1) : half;
  const value = digits === "" ? NaN : Number(digits);
  return Number.isFinite(value) && value >= 0 ? { value, approximate } : undefined;
}

/** A place as people say it: （四）第2段. */
export function placeOf(
  report: Report,
  spot: Pick<FigureSpot, "part" | "paragraph">,
  numbers: Map<Part, string>,
): string {
  const name =
    { opening: "开头", closing: "结尾" }[spot.part] ??
    (numbers.get(spot.part) || find(report, spot.part)?.section.heading || "");
  return spot.paragraph === null ? `${name}标题` : `${name}第${spot.paragraph + 1}段`;
}

/** The words of a spot once it says `amount`. */
export const saying = (spot: FigureSpot, amount: Amount) => `${shown(amount)}${spot.writtenUnit}`;

/** One step that makes every one of `spots` say `amount`. */
export function changeOf(report: Report, spots: FigureSpot[], amount: Amount): Op {
  const edited = new Map<string, string>();
  const textAt = (spot: FigureSpot) =>
    spot.paragraph === null
      ? (find(report, spot.part)?.section.heading ?? "")
      : (linesOf(report, spot.part)[spot.paragraph] ?? "");
  // From the end of each text, so that what stands before keeps its place.
  for (const spot of spots.toSorted((a, b) => b.start - a.start)) {
    const key = `${spot.part}\n${spot.paragraph}`;
    const letters = [...(edited.get(key) ?? textAt(spot))];
    letters.splice(spot.start, spot.end - spot.start, ...saying(spot, amount));
    edited.set(key, letters.join(""));
  }
  const ops: Op[] = [];
  for (const part of new Set(spots.map((spot) => spot.part))) {
    const lines = linesOf(report, part).map((line, at) => edited.get(`${part}\n${at}`) ?? line);
    if (spots.some((spot) => spot.part === part && spot.paragraph !== null)) {
      ops.push({ op: "setText", part, lines });
    }
    const heading = edited.get(`${part}\nnull`);
    if (heading !== undefined) ops.push({ op: "setHeading", section: part, heading });
  }
  return { op: "many", ops };
}

/** The rows that have a place in a part. */
export function rowsOfPart(table: FigureTable, part: Part): RowState[] {
  return table.rows.filter((row) => row.spots.some((spot) => spot.part === part)).map(stateOf);
}

/** The rows whose text still says last year's number. */
export function staleRows(table: FigureTable): FigureRow[] {
  return table.rows.filter((row) => row.spots.some((spot) => spot.ofYear && spot.stale));
}

/** The indicators that `name`, counted in `unit`, may mean: those first that share most characters with it. */
export function candidates(all: IndicatorChoice[], name: string, unit: string): IndicatorChoice[] {
  const shared = (choice: IndicatorChoice) => [...choice.name].filter((sign) => name.includes(sign)).length;
  return all
    .filter(({ units }) => units.length === 0 || units.includes(unit))
    .toSorted((one, other) => shared(other) - shared(one));
}
