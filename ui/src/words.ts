/** Dates, times and counts in the words of the interface. */
import type { Limits, PartState, Role, Status } from "@/ipc";

/** 2 448: thousands apart by a thin space, as in the pictures. */
export function count(number: number): string {
  return String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, "\u2009");
}

/** 10:42, or 11月22日 when that is not today. */
export function when(instant: string): string {
  const day = dayOf(instant);
  return day === today() ? clock(instant) : monthDay(day);
}

/** The day of an instant as YYYY-MM-DD, in the time of this computer. */
export function dayOf(instant: string): string {
  const at = new Date(instant);
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** 10:42 */
export function clock(instant: string): string {
  const at = new Date(instant);
  return `${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** 12月6日 */
export function monthDay(date: string): string {
  const [, month, day] = date.split("-").map(Number);
  return `${month}月${day}日`;
}

/** Today as YYYY-MM-DD, in the time of this computer. */
export function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** The year whose report is due: from July on the one that runs, until June the one that is over. */
export function yearDue(): number {
  const now = new Date();
  return now.getMonth() >= 6 ? now.getFullYear() : now.getFullYear() - 1;
}

/** Whole days from today to `date`; negative when it has passed. */
export function daysUntil(date: string): number {
  return Math.round((Date.parse(date) - Date.parse(today())) / 86_400_000);
}

/** 读完约 10 分钟 */
export function minutesOf(minutes: number): string {
  return `读完约 ${Math.max(1, Math.round(minutes))} 分钟`;
}

/** 400–700, 420 起, 至多 700, or "" when nothing is asked. */
export function range({ min, max }: Limits): string {
  if (min != null && max != null) return `${count(min)}–${count(max)}`;
  if (min != null) return `${count(min)} 起`;
  if (max != null) return `至多 ${count(max)}`;
  return "";
}

export const STATES: Record<PartState, string> = {
  untouched: "没动笔",
  writing: "在写",
  blanks: "有待补",
  done: "写完了",
};

export const STATUSES: Record<Status, string> = {
  draft: "起草",
  submitted: "已报送",
  returned: "退回",
  final: "定稿",
};

/** What the day is called on which a report came to a status; none is asked for a draft. */
export const STATUS_DAYS: Record<Exclude<Status, "draft">, string> = {
  submitted: "报送日期",
  returned: "退回日期",
  final: "定稿日期",
};

export const ROLES: Record<Role, string> = {
  overview: "基本情况",
  achievements: "成效",
  reviewResponse: "上年点评整改",
  problems: "问题",
  nextSteps: "下步",
  other: "其他",
};

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
