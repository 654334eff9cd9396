/** The figures of several years, as a table and as charts. Pure. */
import type { FigureRow, FigureTable, YearValue } from "@/ipc";
import { looksStale, muchLess, valueOf } from "./figures";

/** The value of one year, and how it stands to the year before. */
export type Point = {
  year: number;
  value: number | null;
  text: string;
  /** ▲ 3, ▼ 2, 持平, 新, or "". */
  sign: string;
  direction: "up" | "down" | "still" | "none";
  /** It stands in a text, or was typed. */
  typed: boolean;
};

/** An indicator through the years. */
export type Trend = {
  key: string;
  indicator: string;
  name: string;
  unit: string;
  group: string;
  points: Point[];
  remark: string;
  /** The remark asks for a look. */
  urgent: boolean;
  changed: boolean;
};

/** The rows that tell anything, in the order of the table. */
export function trendsOf({ years, rows }: FigureTable): Trend[] {
  return rows
    .filter(({ values }) => values.some((value) => value !== null))
    .map((row): Trend => {
      const points = years.map((year, at) => pointOf(year, row.values, at));
      return {
        key: `${row.indicator} ${row.unit}`,
        indicator: row.indicator,
        name: row.name,
        unit: row.unit,
        group: row.group,
        points,
        ...remarkOn(row, rows, years),
        changed: points.slice(1).some(({ direction, sign }) => direction !== "still" && sign !== ""),
      };
    });
}

/** The heights of the columns of a chart, 0 to 1; a value that is there never has none. */
export function heights(points: Point[]): number[] {
  const most = Math.max(0, ...points.map(({ value }) => value ?? 0));
  return points.map(({ value }) => (value === null || most === 0 ? 0 : Math.max(0.02, value / most)));
}

function pointOf(year: number, values: (YearValue | null)[], at: number): Point {
  const now = values[at] ?? null;
  const before = values[at - 1] ?? null;
  return {
    year,
    value: now?.value ?? null,
    text: now ? valueOf(now.value, now.approximate) : "—",
    typed: now?.basis === "typed",
    ...signOf(now, before, at > 0 && values.slice(0, at).every((value) => value === null)),
  };
}

function signOf(
  now: YearValue | null,
  before: YearValue | null,
  first: boolean,
): Pick<Point, "sign" | "direction"> {
  if (!now) return { sign: before ? "没写" : "", direction: "none" };
  if (!before) return { sign: first ? "新" : "", direction: "none" };
  const by = Math.round((now.value - before.value) * 1e6) / 1e6;
  if (by === 0) return { sign: "持平", direction: "still" };
  return by > 0 ? { sign: `▲ ${by}`, direction: "up" } : { sign: `▼ ${-by}`, direction: "down" };
}

function remarkOn(row: FigureRow, rows: FigureRow[], years: number[]): Pick<Trend, "remark" | "urgent"> {
  const told = (remark: string, urgent = false) => ({ remark, urgent });
  const [now, before] = [row.values.at(-1) ?? null, row.values.at(-2) ?? null];
  const turned = unitTurned(row, rows, years);
  if (turned) return told(turned);
  if (!now) return told(before ? "今年没写" : "近年没写");
  if (row.values.slice(0, -1).every((value) => value === null)) return told("今年新有");
  if (!before) return told("");
  const change = now.value - before.value;
  if (looksStale(change, now.value, now.approximate)) return told("像是没更新", true);
  return told(muchLess(change, before.value) ? "减少较多，请核对" : "");
}

/** The same thing counted in another unit from some year on: 慰问困难群众 first by 人, then by 户. */
function unitTurned(row: FigureRow, rows: FigureRow[], years: number[]): string {
  const first = (values: FigureRow["values"]) => values.findIndex((value) => value !== null);
  const last = (values: FigureRow["values"]) => values.findLastIndex((value) => value !== null);
  for (const other of rows) {
    if (other.indicator !== row.indicator || other.unit === row.unit) continue;
    if (first(other.values) > last(row.values)) return `${years[first(other.values)]}年起按“${other.unit}”记`;
    if (last(other.values) !== -1 && last(other.values) < first(row.values)) return `以前按“${other.unit}”记`;
  }
  return "";
}
