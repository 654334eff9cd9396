import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { keys, openWindow, press, screen, settle, stopClock, textarea, wait } from "@/testing/window";

stopClock();

async function desk(office: Office = smallOffice()): Promise<Office> {
  await openWindow(office);
  await press("继续撰写");
  await press("理论学习");
  return office;
}
const row = (part: string) => document.querySelector<HTMLElement>(`[data-part=${part}]`);
const order = () =>
  [...document.querySelectorAll<HTMLElement>("[data-part]")].map((each) => each.dataset["part"]);
const shape = (office: Office) =>
  office.reports
    .get("r2024")
    ?.report.sections.map(({ id, children }) => [id, ...children.map((child) => child.id)].join());

test("a part is moved, nested and deleted from the keyboard, keeps the focus, and comes back", async () => {
  const office = await desk();
  row("s2")?.focus();
  await keys("Alt+Shift+ArrowDown");
  await wait();
  expect(shape(office)).toEqual(["s1,s3,s2", "s4"]);
  expect((document.activeElement as HTMLElement).dataset["part"]).toBe("s2");
  await keys("Alt+Shift+ArrowLeft");
  await wait();
  expect(shape(office)).toEqual(["s1,s3", "s2", "s4"]);
  await keys("Delete");
  await wait();
  expect(shape(office)).toEqual(["s1,s3", "s4"]);
  expect(screen()).toContain("已删除");
  await keys("Ctrl+Z");
  await wait();
  expect(shape(office)).toEqual(["s1,s3", "s2", "s4"]);
});

test("a share that is missed is told with who asks for it", async () => {
  const office = smallOffice();
  const limits = { min: 2600, max: 3000 };
  const notice = { uid: "n", year: 2024, template: "branch-secretary", deadline: null };
  office.notice = {
    ...notice,
    limits,
    parts: [{ role: "problems", required: false, limits: { minShare: 90 } }],
  };
  await desk(office);
  expect(row("s4")?.textContent).toContain("通知要求不少于 90%");
  expect(document.querySelector("nav header")?.textContent).toMatch(/通知要 2.600–3.000/u);
});

test("a part is dragged below another by the pointer, and the click that ends it chooses nothing", async () => {
  const office = await desk();
  const target = row("s4") as HTMLElement;
  target.getBoundingClientRect = () => ({ top: 100, height: 40 }) as DOMRect;
  document.elementFromPoint = () => target;
  const pointer = (type: string, clientY: number) =>
    new MouseEvent(type, { bubbles: true, clientY, button: 0 }) as PointerEvent;
  row("s2")?.dispatchEvent(pointer("pointerdown", 10));
  document.dispatchEvent(pointer("pointermove", 135));
  document.dispatchEvent(pointer("pointerup", 135));
  await wait();
  expect(shape(office)).toEqual(["s1,s3", "s4", "s2"]);
  expect(order()).toEqual(["opening", "s1", "s3", "s4", "s2", "closing"]);
});

test("the list scrolls while a part is dragged near its edge, and stops with the drag", async () => {
  await desk();
  const list = document.querySelector(".outline ol") as HTMLElement;
  list.getBoundingClientRect = () => ({ top: 100, bottom: 300 }) as DOMRect;
  document.elementFromPoint = () => null;
  const pointer = (type: string, clientY: number) =>
    new MouseEvent(type, { bubbles: true, clientY, button: 0 }) as PointerEvent;
  row("s2")?.dispatchEvent(pointer("pointerdown", 200));
  document.dispatchEvent(pointer("pointermove", 290));
  await wait(160);
  const down = list.scrollTop;
  expect(down).toBeGreaterThan(50);
  document.dispatchEvent(pointer("pointermove", 200));
  await wait(160);
  expect(list.scrollTop).toBe(down);
  document.dispatchEvent(pointer("pointermove", 110));
  await wait(64);
  expect(list.scrollTop).toBeLessThan(down);
  document.dispatchEvent(pointer("pointerup", 110));
  const end = list.scrollTop;
  await wait(160);
  expect(list.scrollTop).toBe(end);
});

test("a part that has the focus shows its heading, where the strip has room for its number only", async () => {
  await desk();
  row("s2")?.focus();
  await keys("ArrowDown");
  expect(document.querySelector(".outline .tip")?.textContent).toContain("（二）民主协商");
  textarea().focus();
  await settle();
  expect(document.querySelector(".outline .tip")).toBeNull();
});

test("the outline over a narrow window takes the focus, and gives it back when it closes", async () => {
  await desk();
  const button = document.querySelector(".outline-button") as HTMLElement;
  for (const close of [() => keys("Escape"), () => press("收起大纲"), () => press("民主协商")]) {
    button.focus();
    button.click();
    await wait();
    expect((document.activeElement as HTMLElement).closest("[data-part]")?.getAttribute("aria-current")).toBe(
      "true",
    );
    await close();
    expect(document.activeElement).toBe(button);
  }
  button.focus();
  button.click();
  await settle();
  await keys("F2");
  expect(document.activeElement?.closest(".headline"), "a part that is renamed keeps it").not.toBeNull();
});

test("a report that came back says since when, and what was changed since is one click away", async () => {
  const office = smallOffice();
  const report = office.reports.get("r2024")?.report;
  if (!report) throw new Error("no report");
  Object.assign(report, { status: "returned", statusSince: "2024-11-22", submitted: "2024-11-20" });
  const kept = { report: "r2024", name: "", hash: "", changes: [], at: "2024-11-20T02:00:00Z" };
  office.versions = [
    { ...kept, id: 2, reason: "interval" },
    { ...kept, id: 1, reason: "submitted" },
  ];
  office.states.set(1, report).set(2, report);
  await desk(office);
  expect(screen()).toContain("11月22日退回");
  await press("后来改了什么");
  expect(document.querySelector("[role=option][aria-selected=true]")?.textContent).toContain("报送时的稿");
});

test("how far the report has come is changed from the desk", async () => {
  const office = await desk();
  await press("进展：起草");
  await press("已报送");
  await wait();
  expect(office.reports.get("r2024")?.report.status).toBe("submitted");
  expect(document.querySelector("nav header")?.textContent).toContain("已报送");
  expect(document.querySelector("h1")?.textContent, "the desk is not left").toBe("撰写台");
});

test("a report that is deleted from the desk leaves no empty desk behind", async () => {
  const office = await desk();
  await press("进展：起草");
  await press("删除这份报告");
  await wait();
  expect(office.reports.get("r2024")?.trashed).toBe(true);
  expect(document.querySelector("h1")?.textContent).toBe("首页");
});

test("selected words become a phrase of one's own, for every part, and are forgotten again", async () => {
  const office = await desk();
  textarea().setSelectionRange(0, 4);
  await press("插入句式");
  await press("把选中的话存为常用语");
  await settle();
  expect(office.settings.phrases).toEqual(["组织集中"]);
  await press("民主协商");
  await press("删去常用语：组织集中");
  expect(office.settings.phrases).toEqual([]);
});

test("a phrase is forgotten from the menu too, where the sentences below the text are folded away", async () => {
  const office = smallOffice();
  office.settings.phrases = ["件件有回音"];
  await desk(office);
  await press("插入句式");
  const items = [...document.querySelectorAll<HTMLElement>("[role=menu] [role=menuitem]")];
  items.find((item) => item.getAttribute("aria-label") === "删去常用语：件件有回音")?.click();
  await settle();
  expect(office.settings.phrases).toEqual([]);
  expect(textarea().value, "and not inserted").not.toContain("件件有回音");
});

test("the outline counts the paragraphs that are last year's still", async () => {
  const desk = smallOffice();
  const part = desk.reports.get("r2024")?.report.sections[0]?.children[0];
  if (part) part.body = ["去年组织集中学习16次。", "今年的话是自己写的。"];
  await openWindow(desk);
  await press("继续撰写");
  const rows = [...document.querySelectorAll(".outline [data-part]")].map((row) => row.textContent);
  expect(rows.filter((row) => row.includes("沿用去年"))).toHaveLength(1);
  expect(rows.find((row) => row.includes("理论学习"))).toMatch(/沿用去年\s*1 段/u);
});
