import { computed, onScopeDispose, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import { useLoad } from "@/frame/useLoad";
import { call, type Finding, type Page, type Preview, type Templates } from "@/ipc";

/** The open report as it prints, drawn anew when its text or the choices change. */
export function usePreview() {
  const desk = useDesk();
  const preview = shallowRef<Preview | null>(null);
  const layouts = shallowRef<Templates["layouts"]>([]);
  let latest = 0;
  onScopeDispose(() => latest++);

  const asked = computed(() => ({
    report: desk.draft.report.value,
    layout: desk.settings.value?.layout,
    speed: desk.settings.value?.readingSpeed,
  }));

  const { failure, start: reload } = useLoad(async () => {
    const { report, layout } = asked.value;
    if (!report || layout === undefined) return;
    const ticket = ++latest;
    await desk.written();
    // What is not stored does not print: pages without it would not be what is written.
    if (!(await desk.draft.flush())) {
      const { value: kept } = desk.draft.keeping;
      throw kept.is === "failed" ? kept.failure : new Error("not stored");
    }
    const fresh = await call("preview", { report: report.uid, layout });
    if (ticket === latest) preview.value = fresh;
  });

  watch(asked, reload, { immediate: true });
  void desk.attempt(async () => (layouts.value = (await call("templates", {})).layouts));

  return { preview, failure, layouts, reload };
}

/** The number of the page a finding stands on, or null when no line shows it. */
export function pageOf(pages: Page[], finding: Finding): number | null {
  let passed = 0;
  let last: number | null = null;
  for (const page of pages) {
    for (const line of page.lines) {
      if (line.place?.part !== finding.section || line.place.paragraph !== finding.paragraph) continue;
      last = page.number;
      passed += line.pieces.reduce((sum, piece) => sum + [...piece.text].length, 0);
      if (passed > finding.start) return last;
    }
  }
  return last;
}
