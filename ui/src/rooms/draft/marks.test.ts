import { afterEach, expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import { openWindow, press, settle, stopClock, textarea, type, wait } from "@/testing/window";
import { carriedOver, drawn, following, type Mark, type MarkKind, MARKERS, useStoredText } from "./marks";
import { linesOf } from "./report";

const mark = (kind: MarkKind, start: number, end: number): Mark => ({ kind, start, end });
const shown = (line: string, marks: Mark[]) =>
  marks.map(({ kind, start, end }) => `${kind} ${line.slice(start, end)}`);

test("at most one mark lies on a character: a find, then a finding, a blank, a figure, what was carried over", () => {
  const line = "召开5余次会议";
  const marks = [mark("carried", 0, 7), mark("figure", 2, 5), mark("finding", 2, 5), mark("match", 4, 6)];
  expect(shown(line, drawn(marks))).toEqual(["carried 召开", "finding 5余", "match 次会", "carried 议"]);
  expect(drawn([mark("figure", 3, 3)]), "a mark of nothing is none").toEqual([]);
});

test("marks of a changed line stay outside the changed words, and move with them", () => {
  const marks = [mark("figure", 2, 5), mark("figure", 8, 11)];
  const before = "召开21次，走访18户。";
  const changed = (after: string) => shown(after, carriedOver(marks, before, after));
  expect(changed("今年召开21次，走访18户。")).toEqual(["figure 21次", "figure 18户"]);
  expect(changed("召开21次，先后走访18户。")).toEqual(["figure 21次", "figure 18户"]);
  expect(changed("召开22次，走访18户。"), "a number that is typed over is not marked").toEqual([
    "figure 18户",
  ]);
  expect(changed("")).toEqual([]);
});

test("a line that was read keeps its marks wherever it goes in its part", () => {
  const marks = [mark("figure", 2, 5)];
  const marker = following(() => [{ part: "s2", at: 0, line: "召开21次。", marks }]);
  expect(marker("召开21次。", "s2", 4)).toEqual(marks);
  expect(marker("召开21次。", "s3", 0), "another part").toEqual([]);
  expect(shown("又召开21次。", marker("又召开21次。", "s2", 0))).toEqual(["figure 21次"]);
});

stopClock();
const own = MARKERS.length;
afterEach(() => void MARKERS.splice(own));

/** A room that marks every number, as the core would tell it after a save. */
function plugNumbers(asked: string[]) {
  MARKERS.push(() => {
    const readings = useStoredText((report) => {
      asked.push(linesOf(report, "s2").join());
      const lines = linesOf(report, "s2");
      return Promise.resolve(
        lines.map((line, at) => ({
          part: "s2",
          at,
          line,
          marks: [...line.matchAll(/\d+次/gu)].map((match) =>
            mark("figure", match.index, match.index + match[0].length),
          ),
        })),
      );
    }, []);
    return following(() => readings.value);
  });
}

const figures = () => [...document.querySelectorAll(".mirror .figure")].map((each) => each.textContent);

test("a room's marks are read when the text is stored, never at a key, and follow the typing until then", async () => {
  const asked: string[] = [];
  plugNumbers(asked);
  await openWindow(smallOffice());
  await press("继续撰写");
  await press("理论学习");
  expect(figures()).toEqual(["16次"]);
  type("讲党课2次。");
  await settle();
  expect(figures(), "the number before the new words").toEqual(["16次"]);
  expect(asked).toHaveLength(1);
  await wait();
  expect(asked).toEqual(["组织集中学习16次。", "组织集中学习16次。讲党课2次。"]);
  expect(figures()).toEqual(["16次", "2次"]);
  expect(textarea().value).toBe("组织集中学习16次。讲党课2次。");
});
