import { computed, ref, shallowRef, watch } from "vue";

import { useDesk } from "@/desk";
import { call, type Comparison, type Part, type Quote, type Report } from "@/ipc";
import { linesOf, walk } from "./report";
import { carriedFrom, runsOf } from "./alike";
import { sameSection } from "./sameSection";

/** So long the text rests before it is compared with last year's, in milliseconds. */
const REST = 1500;

const answers = new WeakMap<Report, Promise<Quote[]>>();

/** The paragraphs of last year's report to quote. They are asked for once, however many on the screen show them. */
function quotesOf(previous: Report): Promise<Quote[]> {
  const known = answers.get(previous);
  if (known) return known;
  const answer = call("quotes", { report: previous.uid });
  answers.set(previous, answer);
  answer.catch(() => answers.delete(previous));
  return answer;
}

/** Last year's report as paragraphs to quote. */
export function useQuotes() {
  const { draft } = useDesk();
  const quotes = shallowRef<Quote[]>([]);
  const previous = computed(() => draft.opened.value?.previous ?? null);
  watch(
    previous,
    async (now, before) => {
      if (now?.uid !== before?.uid) quotes.value = [];
      if (!now) return;
      try {
        const read = await quotesOf(now);
        if (previous.value === now) quotes.value = read;
      } catch {
        // Without them last year's text is still there to read.
      }
    },
    { immediate: true },
  );
  return quotes;
}

/** Last year's section beside the one at work: which it is, and how much of it is used again. */
export function usePrevious() {
  const { draft } = useDesk();
  const quotes = useQuotes();
  const previous = computed(() => draft.opened.value?.previous ?? null);
  const chosen = ref<Part | null>(null);
  watch(
    [draft.beside, previous],
    () => {
      const report = draft.report.value;
      chosen.value =
        report && previous.value ? sameSection(report, draft.beside.value, previous.value) : null;
    },
    { immediate: true },
  );

  /** The paragraphs of the chosen section, with where they stand in it. */
  const paragraphs = computed(() => {
    const part = chosen.value;
    if (!previous.value || !part) return [];
    const known = quotes.value.filter((quote) => quote.part === part);
    return linesOf(previous.value, part).map((line, at) => {
      const quote = known.find((each) => each.at === at);
      return { line, figures: quote?.figures ?? [], blanked: quote?.blanked ?? null };
    });
  });

  /** What stands in this year's text, as it was stored last. */
  const runs = computed(() => {
    const report = draft.stored.value;
    if (!report) return new Set<string>();
    const sections = [...walk(report.sections)].map(({ section }) => section.body.join("\n"));
    return runsOf([report.opening.join("\n"), ...sections, report.closing.join("\n")]);
  });

  const share = useShare();
  return { previous, chosen, paragraphs, runs, share };
}

/** The share of the part at work that stands in last year's report, 0 to 1; null while it is not known. */
function useShare() {
  const { draft } = useDesk();
  const comparison = shallowRef<Comparison | null>(null);
  watch(
    draft.stored,
    (report, _, onCleanup) => {
      const old = draft.opened.value?.previous?.uid;
      if (!report || !old) return;
      const ask = async () => {
        try {
          comparison.value = await call("compare_reports", {
            old: { report: old },
            new: { report: report.uid },
          });
        } catch {
          comparison.value = null;
        }
      };
      const timer = setTimeout(ask, comparison.value ? REST : 0);
      onCleanup(() => clearTimeout(timer));
    },
    { immediate: true },
  );
  return computed(() => {
    const { value } = comparison;
    if (!value) return null;
    if (draft.beside.value === "opening") return value.opening;
    return value.sections.find((pair) => pair.newSection === draft.beside.value)?.similarity ?? null;
  });
}

/**
 * Whether a line of a part was carried over from an older report and never made one's own: 续写 noted so, or it reads
 * as last year's with its blanks filled in.
 */
export function useCarried() {
  const { draft } = useDesk();
  const quotes = useQuotes();
  const alike = computed(() => carriedFrom(quotes.value));
  const anchors = computed(() => draft.report.value?.carried);
  const noted = computed(() => {
    const words = new Map<Part, string[]>();
    for (const { section, quote } of anchors.value ?? []) {
      words.set(section, [...(words.get(section) ?? []), quote]);
    }
    return words;
  });
  return computed(() => (line: string, part: Part) => {
    const held = noted.value.get(part)?.some((words) => line.includes(words));
    return held === true || alike.value(line);
  });
}

/** How many paragraphs of each part were carried over and never made one's own, in the text as it was stored last. */
export function useCarriedCounts() {
  const { draft } = useDesk();
  const carried = useCarried();
  return computed(() => {
    const report = draft.stored.value;
    if (!report) return new Map<Part, number>();
    const parts = ["opening", ...[...walk(report.sections)].map(({ section }) => section.id), "closing"];
    const count = (part: Part) => linesOf(report, part).filter((line) => carried.value(line, part)).length;
    return new Map(parts.map((part) => [part, count(part)]));
  });
}
