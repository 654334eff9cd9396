/** A made-up table of 数字. */
import type { FigureBlank, FigureSpot, FigureTable, IndicatorChoice } from "@/ipc";

const spot = (
  name: string,
  value: number,
  unit: string,
  before: string,
  more: Partial<FigureSpot> = {},
): FigureSpot => ({
  indicator: name,
  name,
  value,
  approximate: false,
  unit,
  part: "s2",
  paragraph: 0,
  start: [...before].length,
  end: [...before].length + `${value}${unit}`.length,
  text: `${value}${unit}`,
  writtenUnit: unit,
  before,
  after: "",
  ofYear: true,
  why: "",
  stale: false,
  ...more,
});

const years = (...values: (number | null)[]) =>
  values.map((value) =>
    value === null ? null : { value, approximate: false, basis: "text" as const, reason: "", others: [] },
  );

export function figureTable(): FigureTable {
  const row = (
    group: string,
    name: string,
    unit: string,
    values: (number | null)[],
    spots: FigureSpot[] = [],
    blanks: FigureBlank[] = [],
  ) => ({
    indicator: name,
    name,
    group,
    unit,
    values: years(...values),
    spots,
    blanks,
  });
  return {
    years: [2021, 2022, 2023, 2024],
    rows: [
      row("组织生活", "主题党日", "次", [12, 12, 14, 12], [spot("主题党日", 12, "次", "全年开展主题党日")]),
      row("组织生活", "党员大会", "次", [4, 4, 4, 4], [spot("党员大会", 4, "次", "召开党员大会")]),
      row(
        "服务群众",
        "志愿服务",
        "次",
        [12, 15, 18, 21],
        [
          spot("志愿服务", 21, "次", "全年开展志愿服务"),
          spot("志愿服务", 18, "次", "共开展志愿服务", { paragraph: 1 }),
          spot("志愿服务", 18, "次", "比上年的", {
            paragraph: 2,
            ofYear: false,
            why: "看起来说的是往年，默认不改",
          }),
        ],
      ),
      row("服务群众", "慰问困难群众", "户", [10, 12, 15, 18]),
      row(
        "基层治理",
        "协商议事",
        "次",
        [8, 9, 10, null],
        [],
        [
          {
            indicator: "协商议事",
            name: "协商议事会",
            unit: "次",
            part: "s4",
            paragraph: 1,
            start: 38,
            end: 42,
          },
        ],
      ),
      row(
        "基层治理",
        "解决事宜",
        "件",
        [4, 5, 9, 9],
        [spot("解决事宜", 9, "件", "协商解决事宜", { part: "s4", paragraph: 1, start: 84, stale: true })],
      ),
    ],
    unnamed: [
      spot("无障碍设施改造", 2, "户", "帮助办理低保待遇4件、无障碍设施改造", { part: "s4", after: "" }),
      spot("红色圆桌", 16, "场", "把居民请进来坐下谈，红色圆桌", { after: "，场场有回音" }),
    ],
  };
}

/** What a name may be told to mean. */
export const INDICATORS: IndicatorChoice[] = [
  ["组织生活", "主题党日", "次"],
  ["组织生活", "党课", "次", "场", "堂"],
  ["服务群众", "志愿服务", "次", "场"],
  ["服务群众", "适老化改造", "户"],
  ["服务群众", "慰问困难群众", "户", "人"],
  ["基层治理", "协商议事", "次", "场"],
  ["", "楼道茶话会", "场"],
].map(([group = "", name = "", ...units]) => ({ key: name, name, group, units }));
