import { expect, test } from "vitest";

import { emptyReport, section } from "@/testing/samples";
import { sameSection } from "./sameSection";

const work = (...headings: string[]) => [
  section(
    "s1",
    "工作开展情况",
    [],
    headings.map((heading, at) => section(`s${at + 10}`, heading)),
  ),
  { ...section("s2", "存在问题"), role: "problems" as const },
];
const now = { ...emptyReport("now", 2024), sections: work("抓理论学习", "民主协商议事", "落实责任") };

test("the section with the heading most alike is laid beside", () => {
  const before = { ...emptyReport("before", 2023), sections: work("民主协商议事，提升效能", "理论学习") };
  expect(sameSection(now, "s11", before)).toBe("s10");
  expect(sameSection(now, "s10", before)).toBe("s11");
});

test("with no likeness the same place decides, and the role always", () => {
  const before = { ...emptyReport("before", 2023), sections: work("甲乙", "丙丁", "戊己") };
  expect(sameSection(now, "s12", before)).toBe("s12");
  expect(sameSection(now, "s2", before)).toBe("s2");
  expect(sameSection(now, "opening", before)).toBe("opening");
});

test("a role that was not there last year has nothing beside it", () => {
  const before = { ...emptyReport("before", 2023), sections: [] };
  expect(sameSection(now, "s2", before)).toBeNull();
});
