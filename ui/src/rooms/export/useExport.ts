import { shallowRef } from "vue";

import { useDesk } from "@/desk";
import { asFailure, call, type Export, type Exported, type Failure } from "@/ipc";

/** Where an export stands. `request` is what is tried again, with an answer to what was asked. */
export type Exporting =
  | { is: "ready" }
  | { is: "working" }
  /** Blanks are left: fill them, or say why they stay. */
  | { is: "blocked"; request: Export; failure: Failure }
  /** A file of that name is there: another name, or over it. */
  | { is: "taken"; request: Export; failure: Failure }
  | { is: "failed"; request: Export; failure: Failure }
  | { is: "done"; exported: Exported };

/** Exporting the open report, with every answer the user may have to give. */
export function useExport() {
  const desk = useDesk();
  const state = shallowRef<Exporting>({ is: "ready" });

  /**
   * Exports in a format, at once or to a place asked for. A click that comes before the settings are read
   * waits for them: none is lost.
   */
  async function start(format: Export["format"], choose: boolean) {
    if (state.value.is === "working") return;
    state.value = { is: "working" };
    await desk.attempt(async () => (desk.settings.value ??= await call("settings", {})));
    const report = desk.draft.report.value;
    const layout = desk.settings.value?.layout;
    if (!report || layout === undefined) return cancel(); // Told in the banner.
    await run({ report: report.uid, format, layout, despite: null, choose, overwrite: false });
  }

  async function run(request: Export) {
    state.value = { is: "working" };
    try {
      // A save that failed has its own banner; what is on paper must be what is here.
      if (!(await desk.draft.flush())) return cancel();
      const exported = await call("export_report", request);
      state.value = exported ? { is: "done", exported } : { is: "ready" };
    } catch (error) {
      const failure = asFailure(error);
      const is = { blocked: "blocked", fileExists: "taken" }[failure.code as string] ?? "failed";
      state.value = { is, request, failure } as Exporting;
    }
  }

  function cancel() {
    state.value = { is: "ready" };
  }

  return { state, start, run, cancel };
}
