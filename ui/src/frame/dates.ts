/** Days as they are typed: 2024年12月6日, 2024.12.6, 2024/12/6, 12月6日. Pure. */

const WEEKDAYS = ["日", "一", "二", "三", "四", "五", "六"];

/**
 * A day as YYYY-MM-DD; `null` for nothing, `undefined` for what is no day. Full-width digits count as digits. A day
 * without a year is one of the winter that the report of `year` is handed in: from July on of that year, until June
 * of the next.
 */
export function typedDay(words: string, year: number): string | null | undefined {
  const plain = words.normalize("NFKC").replace(/\s/gu, "").replace(/[–—−]/gu, "-");
  if (plain === "") return null;
  const whole =
    /^(\d{4})(?:年|([-/.]))(\d{1,2})(?:月|\2)(\d{1,2})[日号]?$/u.exec(plain) ??
    /^(\d{4})()(\d{2})(\d{2})$/u.exec(plain);
  if (whole) return dayOf(Number(whole[1]), Number(whole[3]), Number(whole[4]));
  const short = /^(\d{1,2})[月\-/.](\d{1,2})[日号]?$/u.exec(plain);
  if (!short) return undefined;
  const month = Number(short[1]);
  return dayOf(month >= 7 ? year : year + 1, month, Number(short[2]));
}

/** 2024年12月6日; what is no day in the store's form stays as it is. */
export function saidDay(day: string | null): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day ?? "");
  return parts ? `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日` : (day ?? "");
}

/** 周五 */
export function weekdayOf(day: string): string {
  return `周${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ""}`;
}

/** The day, if the calendar has it. */
function dayOf(year: number, month: number, day: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real && year >= 1900 ? at.toISOString().slice(0, 10) : undefined;
}
