/** Sentences of one's own (常用语), kept for every report. */
import { computed } from "vue";

import { useDesk } from "@/desk";
import { useEditor } from "./editor";

export function usePhrases() {
  const desk = useDesk();
  const editor = useEditor();
  const phrases = computed(() => desk.settings.value?.phrases ?? []);

  /** Keeps the words that are selected in the text. */
  async function keep() {
    const words = editor
      .selectedText()
      .trim()
      .replace(/\s*\n\s*/gu, "");
    const { offerUndo, tell } = await import("@/frame/undoStrip");
    if (!words) return tell("请先选中要存的那句话，再点“存为常用语”。");
    if (phrases.value.includes(words)) return tell("这句话已经在常用语里了。");
    await desk.change({ phrases: [...phrases.value, words] });
    offerUndo("已存为常用语，在“插入句式”里", () => drop(words));
  }

  async function forget(phrase: string) {
    const before = phrases.value;
    await drop(phrase);
    const { offerUndo } = await import("@/frame/undoStrip");
    offerUndo("已删去这句常用语", () => desk.change({ phrases: before }));
  }

  const drop = (phrase: string) => desk.change({ phrases: phrases.value.filter((each) => each !== phrase) });

  return { phrases, keep, forget };
}
