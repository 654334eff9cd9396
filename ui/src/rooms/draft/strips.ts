/** What stands directly below the text of a part, such as 本节数字. A room adds its component here. */
import type { Component } from "vue";

import FigureChips from "@/rooms/figures/FigureChips.vue";
import CarriedStrip from "@/rooms/rollforward/CarriedStrip.vue";

/** Each gets no props: `useDesk().draft` tells the part, `useEditor()` reaches the text. */
export const STRIPS: Component[] = [FigureChips, CarriedStrip];
