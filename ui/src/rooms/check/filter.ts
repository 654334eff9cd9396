import type { FindingKind, Severity } from "@/ipc";
import type { Row } from "./findings";

/** What the list of findings is narrowed to. */
export type Filter =
  | { by: "all" | "setAside" | "off" }
  | { by: "severity"; severity: Severity }
  | { by: "kind"; kind: FindingKind };

export function sameFilter(one: Filter, other: Filter): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The rows that pass. */
export function passing(rows: Row[], filter: Filter): Row[] {
  if (filter.by === "severity") return rows.filter((row) => row.severity === filter.severity);
  if (filter.by === "kind") return rows.filter((row) => row.kind === filter.kind);
  return filter.by === "all" ? rows : [];
}
