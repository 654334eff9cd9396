import { expect, test } from "vitest";

import type { Notice } from "@/ipc";
import { askedOf, demandOf, noticeOf, sentenceOf } from "./notice";

const notice: Notice = {
  uid: "n1",
  year: 2024,
  template: "branch-secretary",
  deadline: "2024-12-06",
  limits: { min: 2600, max: 3000 },
  parts: [
    { role: "problems", required: true, limits: { min: 400, minShare: 15 } },
    { role: "nextSteps", required: false, limits: { max: 600 } },
  ],
};

test("a notice comes out of the form as it went in", () => {
  expect(noticeOf(notice, askedOf(notice))).toEqual(notice);
});

test("a part of which nothing is asked any more has no entry", () => {
  const asked = askedOf(notice);
  asked.parts.nextSteps.max = null;
  expect(noticeOf(notice, asked).parts).toEqual([notice.parts[0]]);
  asked.parts.other.required = true;
  expect(noticeOf(notice, asked).parts.at(-1)).toEqual({ role: "other", required: true, limits: {} });
});

test("what cannot be meant is said before it is stored", () => {
  const said = (change: (asked: ReturnType<typeof askedOf>) => void) => {
    const asked = askedOf(notice);
    change(asked);
    return sentenceOf(asked);
  };
  expect(said(() => undefined)).toBe("");
  expect(said(({ whole }) => (whole.min = 4000))).toContain("“全文”至少的字数比至多的还多");
  expect(said(({ parts }) => (parts.problems.max = 300))).toContain("“问题”至少的字数");
  expect(said(({ parts }) => (parts.problems.minShare = 101))).toContain("“问题”占全文的份额");
  expect(said(({ parts }) => (parts.achievements.minShare = 90))).toContain("加起来有 105%");
});

test("who asks for a length is told: the notice, the kind of report, or both", () => {
  const limits = { min: 2600, max: 3000, minShare: null };
  expect(demandOf(limits, { min: 2600, max: 3000 }).said).toBe("通知要求");
  expect(demandOf(limits, {}).said).toBe("这类报告一般");
  expect(demandOf(limits, { min: 2600 }).said, "one from each").toBe("要求");
  expect(demandOf(limits).said, "not known yet").toBe("要求");
  expect(demandOf({ minShare: 15 }, { min: 400 }).said, "of another length").toBe("这类报告一般");
});
