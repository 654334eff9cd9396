/** The text field as the rest of the desk reaches it: the toolbar, the strips below the text, the rail. */
import { inject, type InjectionKey, provide, shallowRef } from "vue";

import type { Range } from "./blanks";

/** What can be done to the text of the part that is open. Nothing is done while an input method composes. */
export type Editor = {
  /**
   * Puts words in place of the selection, as a step of its own, and selects the first blank in them. A
   * `sentence` at the end of a paragraph begins a new one.
   */
  insert(words: string, sentence?: boolean): void;
  /** Puts the caret at a range of the text, in UTF-16 units, and shows it. */
  select(start: number, end: number): Promise<void>;
  /** What is selected, in UTF-16 units of the text. */
  selection(): Range;
  /** The words that are selected. */
  selectedText(): string;
};

const NONE: Editor = {
  insert: () => undefined,
  select: () => Promise.resolve(),
  selection: () => ({ start: 0, end: 0 }),
  selectedText: () => "",
};

const KEY: InjectionKey<Editor & { attach: (editor: Editor | null) => void }> = Symbol("editor");

/** Sets the editor up for the desk; `attach` names the field that stands now. */
export function provideEditor() {
  const field = shallowRef<Editor | null>(null);
  const now = () => field.value ?? NONE;
  const editor = {
    insert: (words: string, sentence = false) => now().insert(words, sentence),
    select: (start: number, end: number) => now().select(start, end),
    selection: () => now().selection(),
    selectedText: () => now().selectedText(),
    attach: (editor: Editor | null) => void (field.value = editor),
  };
  provide(KEY, editor);
  return editor;
}

/** The text field of the desk, for everything that stands on it. */
export function useEditor() {
  const editor = inject(KEY);
  if (!editor) throw new Error("only what stands on the desk has a text to write in");
  return editor;
}
