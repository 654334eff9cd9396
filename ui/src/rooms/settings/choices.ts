import type { Settings } from "@/ipc";

/** The sizes of text there are, smallest first. */
export const TEXT_SIZES: { value: Settings["textSize"]; name: string }[] = [
  { value: 16, name: "标准" },
  { value: 20, name: "大" },
  { value: 24, name: "特大" },
];

/** Characters read aloud in a minute, slow to fast. */
export const SPEEDS = [160, 180, 200, 220, 240, 260];
