import { ref, shallowRef } from "vue";

import { useDesk } from "@/desk";
import { useLoad } from "@/frame/useLoad";
import { call, type Templates } from "@/ipc";

/** The kinds of report to choose from, the one chosen, and making a report of it. */
export function useTemplates() {
  const desk = useDesk();
  const templates = shallowRef<Templates | null>(null);
  const chosen = ref("");

  const { failure, start: load } = useLoad(async () => {
    templates.value = await call("templates", {});
    chosen.value ||= templates.value.templates[0]?.key ?? "";
  });
  void load();

  /** Makes the report and opens it for writing. False when that was refused. */
  function create(year: number): Promise<boolean> {
    return desk.attempt(async () => {
      const uid = await call("new_report", { template: chosen.value, year });
      await desk.reload();
      await desk.write(uid);
    });
  }

  return { templates, failure, load, chosen, create };
}
