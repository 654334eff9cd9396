import { expect, test } from "vitest";

import { arrange } from "../../../dev/office";
import { smallOffice } from "@/testing/samples";
import { type Office, office } from "@/testing/shell";
import { control, openWindow, press, screen, settle, stopClock, wait } from "@/testing/window";

stopClock();

/** 核对导入 with the made-up old report of 2023. */
async function importing(desk: Office = smallOffice()): Promise<Office> {
  arrange(desk, new Set(["empty", "import"]));
  await openWindow(desk);
  return desk;
}

const kept = (desk: Office) => desk.calls.filter(({ name }) => name === "keep_reading");

test("every line of the file is told with where it went", async () => {
  await importing();
  expect(document.querySelector("h1")?.textContent).toBe("核对导入");
  expect(screen()).toContain("13 行都读到了");
  expect(screen()).toMatch(/4 个部分，6 段，11 处数字/u);
  expect(screen()).toContain("2 处待确认");
  expect(screen()).toContain("理好 1 处");
  expect(screen()).toContain("1 行没有放进");
});

test("doubts are asked one by one, and never block", async () => {
  const desk = await importing(office());
  expect(screen()).toMatch(/待确认 1／2\s*第 9 行夹在/u);
  await press("就这样，下一处");
  expect(screen()).toContain("1 处待确认");
  await press("先放着，导入后再说");
  expect(screen()).not.toContain("处待确认");
  await press("存入 2023年度报告");
  expect(kept(desk)[0]?.args).toMatchObject({ year: 2023, clash: "refuse", token: 1 });
  expect(document.querySelector("h1")?.textContent).toBe("首页");
});

test("an answer to a doubt changes what is kept", async () => {
  const desk = await importing(office());
  control("接在前一段后面").querySelector("input")?.click();
  await press("就这样，下一处");
  await press("存入 2023年度报告");
  const { report } = kept(desk)[0]?.args as { report: { sections: { children: { body: string[] }[] }[] } };
  expect(report.sections[0]?.children[1]?.body).toHaveLength(2);
});

test("a repair can be taken back", async () => {
  const desk = await importing(office());
  await press("还原");
  expect(screen()).not.toContain("理好");
  await press("存入 2023年度报告");
  expect(JSON.stringify(kept(desk)[0]?.args)).toContain("主题教育##paidbegin##，");
});

test("roles, unit and year go with it", async () => {
  const desk = await importing(office());
  const role = document.querySelector<HTMLSelectElement>("select.role");
  if (role) role.value = "overview";
  role?.dispatchEvent(new Event("change"));
  await press("改");
  const name = document.querySelector<HTMLInputElement>(".unit input");
  if (name) name.value = "新禾社区党支部";
  name?.dispatchEvent(new Event("input"));
  const year = document.querySelector<HTMLSelectElement>("select.year");
  if (year) year.value = "2022";
  year?.dispatchEvent(new Event("change"));
  await settle();
  await press("存入 2022年度报告");
  expect(kept(desk)[0]?.args).toMatchObject({
    year: 2022,
    unit: { name: "新禾社区党支部" },
    report: { sections: [{ role: "overview" }, {}] },
  });
});

test.each([
  ["作为历史版本", "asRevision"],
  ["另存一份", "keepBoth"],
])("a year that is there already is asked about: %s", async (choice, clash) => {
  const desk = await importing();
  await press("存入 2023年度报告");
  expect(screen()).toContain("2023年度的报告已经有了");
  await press(choice);
  expect(kept(desk).map(({ args }) => args["clash"])).toEqual(["refuse", clash]);
  expect(document.querySelector("h1")?.textContent).toBe("首页");
});

test("不存 leaves the report that is there as it is", async () => {
  const desk = await importing();
  await press("存入 2023年度报告");
  await press("不存");
  expect(kept(desk)).toHaveLength(1);
  expect(document.querySelector("h1")?.textContent).toBe("首页");
});

test("不导入 leaves nothing behind", async () => {
  const desk = await importing(office());
  await press("不导入");
  expect(kept(desk)).toEqual([]);
  expect(screen()).toContain("从哪里开始？");
});

test("a file that cannot be read says so and offers another", async () => {
  const desk = office();
  desk.answers["read_file"] = () => {
    throw { code: "unreadable", message: "这个文件设了打开密码，读不出来。请去掉密码再试。" };
  };
  await importing(desk);
  expect(document.querySelector("[role=alert]")?.textContent).toContain("设了打开密码");
  desk.offers = [];
  await press("换个文件…");
  expect(desk.calls.some(({ name }) => name === "choose_files")).toBe(true);
});

test("what is being read is named, and can be stopped when it takes long", async () => {
  const desk = office();
  let answer: (reading: unknown) => void = () => undefined;
  desk.answers["read_file"] = () => new Promise((resolve) => (answer = resolve));
  await importing(desk);
  expect(screen()).toContain("正在读 2023年述职报告.docx…");
  await wait(2999);
  expect(screen(), "not before three seconds").not.toContain("停下");
  await wait(1);
  await press("停下");
  answer(desk.reading);
  await settle();
  expect(screen(), "an answer that comes too late is dropped").toContain("从哪里开始？");
});

test("a report without a year is kept only with one", async () => {
  const desk = office();
  arrange(desk, new Set(["empty", "import"]));
  if (desk.reading) desk.reading = { ...desk.reading, report: { ...desk.reading.report, year: null } };
  await openWindow(desk);
  expect((control("先选好年度再存入") as HTMLButtonElement).disabled).toBe(true);
});

/** Three files wait; the made-up shell reads the same text in each, of years that are free. */
async function importingThree(): Promise<Office> {
  const desk = office();
  arrange(desk, new Set(["empty", "import"]));
  const names = ["2021年.docx", "2022年.docx", "2023年.docx"];
  desk.answers["offered_files"] = names.map((name, at) => ({ token: at + 1, name }));
  desk.answers["keep_reading"] = () => "kept";
  await openWindow(desk);
  return desk;
}

test("several files wait their turn, and it is told how far they are", async () => {
  const desk = await importingThree();
  expect(screen()).toContain("第 1 份，共 3 份");
  await press("存入 2023年度报告");
  expect(screen()).toContain("第 2 份，共 3 份");
  expect(screen()).toContain("已存入 1 份");
  await press("不导入");
  expect(screen()).toContain("第 3 份，共 3 份");
  await press("存入 2023年度报告");
  expect(kept(desk).map(({ args }) => (args as { token: number }).token)).toEqual([1, 3]);
  expect(document.querySelector("h1")?.textContent).toBe("首页");
});

test("all that wait can be kept as they are read, or left", async () => {
  const desk = await importingThree();
  await press("连同后面 2 份都照读到的存入");
  await settle();
  expect(kept(desk)).toHaveLength(3);
  const other = await importingThree();
  await press("剩下的都不导入");
  expect(kept(other)).toEqual([]);
});

test("keeping all stops where a year is taken, and one answer can hold for the rest", async () => {
  const desk = await importingThree();
  desk.answers["keep_reading"] = ({ clash, token }: { clash: string; token: number }) => {
    if (clash === "refuse" && token > 1) throw { code: "yearTaken", message: "2023年度的报告已经有了。" };
    return "kept";
  };
  await press("连同后面 2 份都照读到的存入");
  await settle();
  expect(screen()).toContain("2023年度的报告已经有了");
  control("也这样办").querySelector("input")?.click();
  await press("另存一份");
  await settle();
  const answers = kept(desk).map(({ args }) => args as { clash: string; coming: number });
  expect(answers.map(({ clash }) => clash)).toEqual(["refuse", "refuse", "keepBoth", "keepBoth"]);
  // The first says how many there are, so that the data is copied before many.
  expect(answers.map(({ coming }) => coming)).toEqual([3, 0, 0, 0]);
});
