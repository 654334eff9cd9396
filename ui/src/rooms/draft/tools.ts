/**
 * What stands in the toolbar of the text besides the desk's own. A room adds a component that draws one
 * button (`class="btn sm ghost" tabindex="-1"`, `@mousedown.prevent` so that the caret stays) or a `Menu`.
 */
import type { Component } from "vue";

import TidyTool from "@/rooms/check/TidyTool.vue";
import InsertFigure from "@/rooms/figures/InsertFigure.vue";

/** `insert`: puts something in at the caret; `tidy`: works on the text, at the end of the bar. */
export const TOOLS: Record<"insert" | "tidy", Component[]> = {
  insert: [InsertFigure],
  tidy: [TidyTool],
};
