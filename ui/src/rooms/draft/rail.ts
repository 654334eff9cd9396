/** The tabs of the rail. A room that has something to lay beside the text registers a panel here. */
import type { Component } from "vue";

import { useFoundBadge } from "@/rooms/check/badge";
import CheckPanel from "@/rooms/check/CheckPanel.vue";
import FiguresPanel from "@/rooms/figures/FiguresPanel.vue";
import { useFindingSteps } from "@/rooms/check/useFindingSteps";
import DutiesPanel from "@/rooms/duties/DutiesPanel.vue";
import { useOpenDuties } from "@/rooms/duties/openDuties";
import PreviousPanel from "./PreviousPanel.vue";

/** A number beside the name of a tab: `must` in red, `todo` in amber; nothing is drawn for 0. */
export type Badge = { count: number; kind: "must" | "todo"; label: string };

/**
 * A tab of the rail; `short` is its name where the rail is a strip. `badge` is set up once when the desk is
 * entered; what it gives is asked for in a computed, so it may read what is reactive. So is `called`: whenever
 * it gives something else, the tab is shown.
 */
export type RailTab = {
  key: string;
  name: string;
  short: string;
  panel: Component;
  badge?: () => () => Badge;
  called?: () => () => unknown;
};

export const RAIL: RailTab[] = [
  { key: "previous", name: "去年同节", short: "去年", panel: PreviousPanel },
  { key: "figures", name: "数字", short: "数字", panel: FiguresPanel },
  { key: "duties", name: "应答", short: "应答", panel: DutiesPanel, badge: useOpenDuties },
  {
    key: "check",
    name: "检查",
    short: "检查",
    panel: CheckPanel,
    badge: useFoundBadge,
    called: useSteppedTo,
  },
];

/** Whoever steps to a finding sees what it says. */
function useSteppedTo() {
  const { here } = useFindingSteps();
  return () => here.value;
}
