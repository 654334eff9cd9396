import { expect, test } from "vitest";

import type { DutyRow, Passage } from "@/ipc";
import { brief, leadFor, nameOf, placeName, standing } from "./words";

const passage = (more: Partial<Passage> = {}): Passage => ({
  section: "s6",
  number: "（五）",
  numbered: false,
  heading: "上年点评整改",
  paragraph: 0,
  text: "针对点评，建立制度。",
  ...more,
});

const row = (more: Partial<DutyRow> = {}, text = "支委班子业务能力参差，需加强党建业务培训。"): DutyRow => ({
  duty: { uid: "d", fromReport: "r2023", kind: "problem", text, who: "", date: null },
  year: 2023,
  number: 1,
  state: "open",
  answeredBy: null,
  reason: "",
  suggestions: [],
  home: null,
  ...more,
});

test("a duty is open until a passage answers it, and again when that passage is gone", () => {
  const answered = { state: "answered" as const };
  expect(
    [
      row(),
      row({ ...answered, answeredBy: passage() }),
      row({ ...answered, answeredBy: passage({ text: "针对问题，【待补：做了什么】。" }) }),
      row(answered),
      row({ state: "setAside", reason: "已撤并" }),
    ].map((each) => [standing(each).word, standing(each).open]),
  ).toEqual([
    ["待回应", true],
    ["已回应", false],
    ["写了一半", false],
    ["原来答的那段不在了", true],
    ["不回应", false],
  ]);
});

test("the sentence that begins an answer quotes what was said, and invents nothing", () => {
  const leads = (["problem", "measure", "comment"] as const).map((kind) => {
    const { duty } = row();
    return leadFor(row({ duty: { ...duty, kind } }));
  });
  expect(leads.map(({ sentence }) => sentence)).toEqual([
    "针对2023年查找出的“支委班子业务能力参差，需加强党建业务培训”问题，【待补：做了什么】，【待补：成效】。",
    "2023年提出的“支委班子业务能力参差，需加强党建业务培训”，【待补：做了什么】，【待补：成效】。",
    "针对2023年点评指出的“支委班子业务能力参差，需加强党建业务培训”，【待补：做了什么】，【待补：成效】。",
  ]);
  for (const { sentence, quote } of leads) expect(sentence).toContain(quote);
});

test("the number in front of a quoted duty is left out, and a long one is cut at a clause", () => {
  expect(leadFor(row({}, "一是培训不够。")).quote).toBe("针对2023年查找出的“培训不够”问题");
  expect(leadFor(row({}, "2．培训不够。")).quote).toBe("针对2023年查找出的“培训不够”问题");
  const long = `组织生活形式上缺少新意，${"说了很多很多的话".repeat(8)}。`;
  expect(leadFor(row({}, long)).quote).toBe("针对2023年查找出的“组织生活形式上缺少新意”问题");
  expect(leadFor(row({ year: null }, "培训不够")).quote).toBe("针对往年查找出的“培训不够”问题");
});

test("words are cut where a clause ends in time, else at the count", () => {
  expect(brief("培训不够。", 10)).toBe("培训不够");
  expect(brief("培训不够，需要加强的地方还很多很多", 10)).toBe("培训不够");
  expect(brief("支委班子业务能力参差不齐的问题较突出", 8)).toBe("支委班子业务能…");
});

test("places and duties have names that a reader knows", () => {
  expect(nameOf(row())).toBe("2023年问题 · 1");
  expect(placeName(passage())).toBe("（五）第1段");
  expect(placeName(passage({ number: "二、" }))).toBe("二第1段");
  expect(placeName(passage({ number: "", heading: "上年点评整改情况说明" }))).toBe("“上年点评整改情…”第1段");
  expect(placeName(passage({ section: "opening" }))).toBe("开头第1段");
});
