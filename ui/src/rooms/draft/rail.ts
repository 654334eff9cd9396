/** The tabs of the rail. A room that has something to lay beside the text registers a panel here. */
import type { Component } from "vue";

import PreviousPanel from "./PreviousPanel.vue";

/** A tab of the rail; `short` is its name where the rail is a strip. */
export type RailTab = { key: string; name: string; short: string; panel: Component };

export const RAIL: RailTab[] = [{ key: "previous", name: "去年同节", short: "去年", panel: PreviousPanel }];
