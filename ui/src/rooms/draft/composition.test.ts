import { expect, test } from "vitest";

import type { Report } from "@/ipc";
import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { keys, openWindow, press, settle, stopClock, textarea, type, wait } from "@/testing/window";
import { find } from "./report";

stopClock();

async function deskAt(name: string): Promise<Office> {
  const office = smallOffice();
  await openWindow(office);
  await press("继续撰写");
  await press(name);
  textarea().focus();
  return office;
}

const body = (office: Office, id: string) =>
  find(office.reports.get("r2024")?.report as Report, id)?.section.body;
const marks = () => [...document.querySelectorAll(".mirror mark")].map((mark) => mark.textContent);

/** Begins a composition and shows its letters, as an input method does. */
async function compose(text: string) {
  const field = textarea();
  field.dispatchEvent(new CompositionEvent("compositionstart"));
  await letters(text);
}

async function letters(text: string) {
  const field = textarea();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { isComposing: true, inputType: "insertCompositionText" }));
  await settle();
}

async function choose(text: string) {
  await letters(text);
  textarea().dispatchEvent(new CompositionEvent("compositionend"));
  await settle();
}

test("what is composed is stored, and the marks that stood stay with their words", async () => {
  const office = await deskAt("民主协商");
  await compose("ni召开协商议事会【待补】次。\n件件有回音。");
  expect(document.querySelector(".mirror")?.textContent).toContain("ni召开");
  expect(marks()).toEqual(["【待补】"]);
  await wait();
  expect(body(office, "s3")?.[0], "saving reads what is there").toBe("ni召开协商议事会【待补】次。");
  await choose("你召开协商议事会【待补】次。\n件件有回音。");
  await wait();
  expect(body(office, "s3")?.[0]).toBe("你召开协商议事会【待补】次。");
  expect(marks()).toEqual(["【待补】"]);
});

test("a mark for what is composed waits until it is chosen", async () => {
  await deskAt("理论学习");
  await compose("【待补】");
  expect(marks()).toEqual([]);
  await choose("【待补】");
  expect(marks()).toEqual(["【待补】"]);
});

test("saves and their answers leave the field and its caret alone while it is composed in", async () => {
  await deskAt("理论学习");
  const field = textarea();
  await compose("组织nihao集中学习16次。");
  field.setSelectionRange(7, 7);
  let writes = 0;
  const own = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  Object.defineProperty(field, "value", {
    get: () => own?.get?.call(field) as string,
    set: (text: string) => (writes++, own?.set?.call(field, text)),
    configurable: true,
  });
  await wait(5000);
  expect([writes, field.selectionStart, field.value]).toEqual([0, 7, "组织nihao集中学习16次。"]);
  expect(document.activeElement).toBe(field);
});

test("a composition is one step of undo, however long the word is looked for", async () => {
  await deskAt("理论学习");
  await compose("n");
  await wait(3000);
  await letters("ni");
  await wait(3000);
  await choose("你");
  await keys("Ctrl+Z");
  expect(textarea().value).toBe("组织集中学习16次。");
  await keys("Ctrl+Y");
  expect(textarea().value).toBe("你");
});

test("no key acts while an input method composes, by whatever sign it tells so", async () => {
  await deskAt("民主协商");
  type("新");
  expect(await keys("Ctrl+Z", { isComposing: true })).toBe(false);
  expect(await keys("Alt+ArrowDown", { keyCode: 229 })).toBe(false);
  expect(textarea().value).toContain("新");
  expect(document.querySelector("#section-name")?.textContent).toContain("民主协商");
});

test("nothing is put into a text that is being composed", async () => {
  await deskAt("民主协商");
  const before = textarea().value;
  textarea().dispatchEvent(new CompositionEvent("compositionstart"));
  await keys("Ctrl+D");
  await press("标【待补】");
  expect(textarea().value).toBe(before);
});

test("a field that is left without a word from the input method is not composed in any more", async () => {
  const office = await deskAt("理论学习");
  await compose("你");
  textarea().dispatchEvent(new FocusEvent("blur"));
  await settle();
  expect(body(office, "s2")).toEqual(["你"]);
  await keys("Ctrl+D");
  expect(textarea().value).toContain("【待补】");
});
