import { ElMessage } from "element-plus/es/components/message/index";
import "element-plus/es/components/message/style/css";
import { h } from "vue";

/** How long a strip stays, in milliseconds. */
const STAY = 10_000;

/** Says what was done, where there is nothing to take back. */
export function tell(what: string) {
  ElMessage({ duration: 4000, customClass: "undo-strip", ...place(), message: what });
}

/** Takes away every strip: what they offer is about something that is gone. */
export const closeStrips = () => ElMessage.closeAll();

/** Says what was done, and offers to take it back while the strip stays. */
export function offerUndo(what: string, undo: () => unknown) {
  offer(what, "撤销", undo);
}

/** A strip with an act: whether it stands still, and the act by another way than its button. */
export type Strip = { stands: () => boolean; takeUp: () => void };

/** Says what was done, and offers an act that fits it while the strip stays. It never takes the focus. */
export function offer(what: string, act: string, run: () => unknown): Strip {
  return offerOneOf(what, [{ act, run }]);
}

/** Says what was done, and offers acts that fit it, of which one can be taken up. */
export function offerOneOf(what: string, acts: { act: string; run: () => unknown }[]): Strip {
  let stands = true;
  const take = (run?: () => unknown) => {
    stands = false;
    strip.close();
    run?.();
  };
  const buttons = acts.map(({ act, run }) =>
    h("button", { type: "button", class: "btn sm", onClick: () => take(run) }, act),
  );
  const strip = ElMessage({
    duration: STAY,
    customClass: "undo-strip",
    ...place(),
    onClose: () => (stands = false),
    message: h("span", [what, ...buttons]),
  });
  return { stands: () => stands, takeUp: () => take(acts[0]?.run) };
}

/**
 * Right below the bar, over the head of the page: there it covers neither the text that is written nor the
 * buttons below it. A page without a head, such as 首页, has its acts there; on it the strip stands at the foot.
 */
function place(): { placement: "top" | "bottom"; offset: number } {
  if (!document.querySelector(".pagehead, .formhead")) return { placement: "bottom", offset: 16 };
  return {
    placement: "top",
    offset: (document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0) + 4,
  };
}
