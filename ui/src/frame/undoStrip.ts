import { ElMessage } from "element-plus/es/components/message/index";
import "element-plus/es/components/message/style/css";
import { h } from "vue";

/** How long a strip stays, in milliseconds. */
const STAY = 10_000;

/** Says what was done, where there is nothing to take back. */
export function tell(what: string) {
  ElMessage({ duration: 4000, customClass: "undo-strip", offset: below(), message: what });
}

/** Says what was done, and offers to take it back while the strip stays. */
export function offerUndo(what: string, undo: () => unknown) {
  offer(what, "撤销", undo);
}

/**
 * Says what was done, and offers an act that fits it while the strip stays. It stands right below the
 * bar, where it covers neither the text that is written nor the buttons below it, and never takes the
 * focus.
 */
export function offer(what: string, act: string, run: () => unknown) {
  const takeUp = () => {
    strip.close();
    run();
  };
  const strip = ElMessage({
    duration: STAY,
    customClass: "undo-strip",
    offset: below(),
    message: h("span", [what, h("button", { type: "button", class: "btn sm", onClick: takeUp }, act)]),
  });
}

/** Right below the bar. */
function below(): number {
  return (document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0) + 4;
}
