/** Ctrl+Z and Ctrl+Y, once for every page that shows what the open report says. */
import { onScopeDispose } from "vue";

import type { Desk } from "@/desk";
import type { RoomName } from "@/router";
import { useKeys } from "./keys";

/** The pages on which the report is changed. */
const ROOMS: RoomName[] = ["draft", "check", "figures"];

export function useUndoKeys(desk: Desk) {
  const isTyped = useTyped();

  useKeys((keys) => {
    const back = keys === "Ctrl+Z";
    if (!back && keys !== "Ctrl+Y" && keys !== "Ctrl+Shift+Z") return false;
    const { room, covered } = desk;
    if (covered.value || !ROOMS.includes(room.value)) return false;
    if (document.activeElement?.closest("[role=dialog]")) return false;
    if (room.value !== "draft" && isTyped()) return false;
    void desk.attempt(() => turn(desk, back));
    return true;
  });
}

/** Takes the last step back, or does it again. A page that does not show the text is told where that was. */
async function turn({ draft, room }: Desk, back: boolean) {
  if (!(back ? draft.canUndo : draft.canRedo).value) return;
  await (back ? draft.undo() : draft.redo());
  if (room.value === "draft") return;
  const here = draft.progress.value?.parts.find(({ part }) => part === draft.part.value);
  const { tell } = await import("./undoStrip");
  tell(`已${back ? "撤销" : "重做"}一步：${here ? here.number + here.short : "全文"}`);
}

/** Whether something was typed into the field at hand that it has not passed on yet: that is its own to undo. */
function useTyped(): () => boolean {
  let typed: EventTarget | null = null;
  const note = ({ type, target }: Event) => (typed = type === "input" ? target : null);
  const events = ["input", "change", "focusout"];
  for (const each of events) document.addEventListener(each, note);
  onScopeDispose(() => events.forEach((each) => document.removeEventListener(each, note)));
  return () => typed !== null && typed === document.activeElement;
}
