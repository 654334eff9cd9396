import { expect, test } from "vitest";

import { differing } from "./differing";

const marked = (text: string, other: string) =>
  differing(text, other)
    .pieces.map(({ text, op }) => (op === "added" ? `{${text}}` : text))
    .join("");

test("of two texts the words are marked in which they differ, line by line where they can be laid together", () => {
  expect(marked("组织学习16次。\n大家都来了。", "组织学习18次。\n大家都来了。")).toBe(
    "组织学习{16}次。\n大家都来了。",
  );
  expect(marked("第一段。\n第二段改了。", "第一段改了。\n第二段。")).toBe("第一段。\n第二段{改了}。");
  expect(marked("开头。\n多的一段。\n结尾。", "开头。\n结尾。")).toBe("开头。\n{多的一段。\n}结尾。");
  expect(marked("", "那边写的。")).toBe("");
});
