/** What the form of 本街道通知 holds, and the notice it stands for. Pure. */
import type { Limits, Notice, PartLimits, Role } from "@/ipc";
import { ROLES } from "@/words";

/** What is asked of the whole report, or of the parts of one role; null: nothing. */
export type Line = {
  min: number | null;
  max: number | null;
  minShare: number | null;
  required: boolean;
};

/** The lines of the form: the whole, and a line for each role. */
export type Asked = { whole: Line; parts: Record<Role, Line> };

const ALL = Object.keys(ROLES) as Role[];

/** A notice as the lines of the form. */
export function askedOf({ limits, parts }: Notice): Asked {
  const line = (limits: Limits = {}, required = false): Line => ({
    min: limits.min ?? null,
    max: limits.max ?? null,
    minShare: limits.minShare ?? null,
    required,
  });
  const lines = ALL.map((role) => {
    const part = parts.find((each) => each.role === role);
    return [role, line(part?.limits, part?.required)] as const;
  });
  return { whole: line(limits), parts: Object.fromEntries(lines) as Record<Role, Line> };
}

/** The notice with what the form says; a role of which nothing is asked has no entry. */
export function noticeOf(notice: Notice, { whole, parts }: Asked): Notice {
  const filled = ALL.map((role): PartLimits => {
    const { required, ...line } = parts[role];
    return { role, required, limits: limitsOf(line) };
  });
  const asked = filled.filter(({ required, limits }) => required || Object.keys(limits).length > 0);
  return { ...notice, limits: limitsOf(whole), parts: asked };
}

/** What cannot be meant, as a sentence; "" when all can. */
export function sentenceOf({ whole, parts }: Asked): string {
  const lines: [string, Line][] = [
    ["全文", whole],
    ...ALL.map((role) => [ROLES[role], parts[role]] as [string, Line]),
  ];
  const turned = lines.find(([, { min, max }]) => min !== null && max !== null && min > max);
  if (turned) return `“${turned[0]}”至少的字数比至多的还多，请核对。`;
  const over = lines.find(([, { minShare }]) => minShare !== null && minShare > 100);
  if (over) return `“${over[0]}”占全文的份额超过了 100%，请核对。`;
  const sum = ALL.reduce((sum, role) => sum + (parts[role].minShare ?? 0), 0);
  return sum > 100 ? `各部分要占的份额加起来有 ${sum}%，请核对。` : "";
}

/** Who asks for a length, in a sentence and where there is little room. */
export type Demand = { said: string; short: string };

/**
 * Who asks for the lengths in `limits`: the notice for those it names, the kind of report for the rest. Where
 * both do, or `noticed` is not known, it is only said that they are asked for.
 */
export function demandOf(limits: Limits, noticed?: Limits): Demand {
  const shown = (["min", "max", "minShare"] as const).filter((each) => limits[each] != null);
  const named = noticed && shown.filter((each) => noticed[each] != null);
  if (named?.length === 0) return { said: "这类报告一般", short: "一般" };
  return named?.length === shown.length
    ? { said: "通知要求", short: "通知要" }
    : { said: "要求", short: "要" };
}

function limitsOf({ min, max, minShare }: Pick<Line, "min" | "max" | "minShare">): Limits {
  return {
    ...(min !== null && { min }),
    ...(max !== null && { max }),
    ...(minShare !== null && { minShare }),
  };
}
