/**
 * Puts `text` in place of the selection of a field, as if typed: the web view's own undo keeps it, and
 * an `input` event follows. `execCommand` is the only way that does both.
 */
export function insertText(field: HTMLTextAreaElement, text: string) {
  if (document.execCommand?.("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}
