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

function limitsOf({ min, max, minShare }: Pick<Line, "min" | "max" | "minShare">): Limits {
  return {
    ...(min !== null && { min }),
    ...(max !== null && { max }),
    ...(minShare !== null && { minShare }),
  };
}
