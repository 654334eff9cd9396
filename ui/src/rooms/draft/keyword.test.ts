import { describe, expect, test } from "vitest";

import { putTogether, takeApart } from "./keyword";

const PATTERN = "坚持在“{}”上下功夫";

describe("a heading and its keyword", () => {
  test.each([
    [
      "民主协商，提升治理效能，坚持在“实”上下功夫",
      { words: "民主协商，提升治理效能", join: "，", keyword: "实" },
    ],
    ["坚持在“硬”上下功夫", { words: "", join: "", keyword: "硬" }],
    ["抓学习、坚持在“严实”上下功夫", { words: "抓学习", join: "、", keyword: "严实" }],
    ["抓学习坚持在“”上下功夫", { words: "抓学习", join: "", keyword: "" }],
    ["民主协商", { words: "民主协商", join: "", keyword: null }],
    ["坚持在“实”上下功夫，见实效", { words: "坚持在“实”上下功夫，见实效", join: "", keyword: null }],
    ["", { words: "", join: "", keyword: null }],
  ])("%s is taken apart and put together without loss", (heading, apart) => {
    expect(takeApart(heading, PATTERN)).toEqual(apart);
    expect(putTogether(apart, PATTERN)).toBe(heading);
  });

  test("a word with a dollar sign is no command", () => {
    expect(putTogether({ words: "", join: "", keyword: "$&" }, PATTERN)).toBe("坚持在“$&”上下功夫");
  });

  test("without a pattern the heading is all words", () => {
    expect(takeApart("民主协商", "")).toEqual({ words: "民主协商", join: "", keyword: null });
  });
});
