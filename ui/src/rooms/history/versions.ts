/** The kept states of a report in words, and by day. Pure. */
import type { Reason, Version } from "@/ipc";
import { dayOf, monthDay, today } from "@/words";

/** What a state without a name is called, and why it was kept. */
const REASONS: Record<Reason, { title: string; why: string }> = {
  opened: { title: "自动留存", why: "打开时留存" },
  interval: { title: "自动留存", why: "" },
  exported: { title: "导出时的稿", why: "导出时留存" },
  imported: { title: "读进来的稿", why: "导入时留存" },
  byHand: { title: "手动留存", why: "" },
  stale: { title: "另一处的修改", why: "两处同时改时留存" },
  submitted: { title: "报送时的稿", why: "标为已报送时留存" },
  restoring: { title: "恢复之前的稿", why: "恢复别的版本前留存" },
  bulk: { title: "一次改多处之前", why: "改之前自动留存" },
  returned: { title: "街道返回稿", why: "核对返回稿时留存" },
};

/** So many changed parts are named; of more it is said how many there are. */
const NAMED = 3;

export function titleOf({ name, reason }: Version): string {
  return name || REASONS[reason].title;
}

/** Named by the writer: it stands out in the list. */
export function isPinned({ name, reason }: Version): boolean {
  return (name !== "" && reason === "byHand") || reason === "submitted";
}

/** Why a state was kept, and what it changed. */
export function describe(version: Version): string {
  const { changes, reason } = version;
  const named = changes.slice(0, NAMED).map(({ name, grown }) => {
    if (grown === 0) return `${name} 有改动`;
    return `${name} ${grown > 0 ? "+" : "−"}${Math.abs(grown)} 字`;
  });
  const more = changes.length > NAMED ? `，共改 ${changes.length} 处` : "";
  const what = changes.length > 0 ? named.join("，") + more : "";
  return [REASONS[reason].why, what].filter(Boolean).join(" · ") || "没有改动文字";
}

/** The states of each day, latest day first. */
export function byDay(versions: Version[]): { day: string; title: string; versions: Version[] }[] {
  const days: { day: string; title: string; versions: Version[] }[] = [];
  for (const version of versions) {
    const day = dayOf(version.at);
    const last = days.at(-1);
    if (last?.day === day) last.versions.push(version);
    else days.push({ day, title: dayTitle(day), versions: [version] });
  }
  return days;
}

/** 今天 11月25日, 11月22日, 2023年12月6日 */
export function dayTitle(day: string): string {
  if (day === today()) return `今天 ${monthDay(day)}`;
  const year = day.slice(0, 4);
  return year === today().slice(0, 4) ? monthDay(day) : `${year}年${monthDay(day)}`;
}

/** The text as it was last handed in; else null. */
export function lastSubmitted(versions: Version[]): Version | null {
  return versions.find(({ reason }) => reason === "submitted") ?? null;
}

/** A name worth offering for the next state: 第3稿 after two that were named. */
export function nextName(versions: Version[]): string {
  return `第${versions.filter(isPinned).length + 1}稿`;
}
