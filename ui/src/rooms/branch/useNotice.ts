import { shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import { call, type Limits, type Notice, type Role } from "@/ipc";
import { type Demand, demandOf } from "./notice";

/** Tells who asks for the lengths that are shown of a report: the street's notice, or the kind of report. */
export function useNotice(report: () => { year: number | null; template: string } | null) {
  const desk = useDesk();
  /** Null: the street asks nothing; undefined: that is not known. */
  const notice = shallowRef<Notice | null>();

  // 首页 is read anew whenever a notice was stored.
  watch(
    [() => report()?.year, () => report()?.template, desk.home],
    async ([year, template], _, onCleanup) => {
      let late = false;
      onCleanup(() => (late = true));
      if (year == null || template === undefined) return;
      const found = await call("notice", { year, template }).catch(() => undefined);
      if (!late) notice.value = found;
    },
    { immediate: true },
  );

  /** Who asks for these lengths: of a part with this role, or of the whole report. */
  function demand(limits: Limits, role?: Role | null): Demand {
    const { value: known } = notice;
    if (known === undefined) return demandOf(limits);
    const parts = known?.parts.find((part) => part.role === role)?.limits;
    return demandOf(limits, (role === undefined ? known?.limits : parts) ?? {});
  }

  return { demand };
}
