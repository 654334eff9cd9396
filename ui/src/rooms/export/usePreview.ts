import { computed, onScopeDispose, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
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

  async function reload() {
    const { report, layout } = asked.value;
    if (!report || layout === undefined) return;
    const ticket = ++latest;
    await desk.attempt(async () => {
      await desk.written();
      if (!(await desk.draft.flush())) return;
      const fresh = await call("preview", { report: report.uid, layout });
      if (ticket === latest) preview.value = fresh;
    });
  }

  watch(asked, reload, { immediate: true });
  void desk.attempt(async () => (layouts.value = (await call("templates", {})).layouts));

  return { preview, layouts, reload };
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
