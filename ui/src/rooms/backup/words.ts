import type { Copy } from "@/ipc";
import { monthDay, when } from "@/words";

/** Why a copy was taken. */
export const WHY: Record<Copy["why"], string> = {
  rolling: "写作中自动",
  closing: "关闭时自动",
  beforeUpgrade: "升级前自动",
  beforeRestore: "恢复前自动",
  beforeImport: "接收移交前自动",
  byHand: "手动",
};

/** 今天 10:42, 11月22日 18:05, 2023年11月22日. */
export function taken(at: string): string {
  const now = new Date();
  const then = new Date(at);
  const time = `${String(then.getHours()).padStart(2, "0")}:${String(then.getMinutes()).padStart(2, "0")}`;
  if (then.toDateString() === now.toDateString()) return `今天 ${when(at)}`;
  const day = `${then.getFullYear()}-${then.getMonth() + 1}-${then.getDate()}`;
  const year = then.getFullYear() === now.getFullYear() ? "" : `${then.getFullYear()}年`;
  return `${year}${monthDay(day)} ${time}`;
}

/** 48 KB, 3.2 MB */
export function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
