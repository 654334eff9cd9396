/** The whole window over a made-up office, driven as a user would. */
import { flushPromises, mount, type VueWrapper } from "@vue/test-utils";
import { afterEach, beforeEach, vi } from "vitest";

import App from "@/App.vue";
import { type Office, useShell } from "./shell";

/** Opens the window and waits until the first page stands. */
export async function openWindow(office: Office): Promise<VueWrapper> {
  useShell(office);
  const window = mount(App, { attachTo: document.body });
  await settle();
  return window;
}

/** Waits until pages are loaded, commands answered and everything is drawn. */
export async function settle() {
  for (let round = 0; round < 4; round++) {
    await flushPromises();
    await vi.dynamicImportSettled();
  }
  await flushPromises();
}

/** Stops the clock for a test; `wait` moves it on. */
export function stopClock() {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
  afterEach(() => void vi.useRealTimers());
}

/** Moves the clock on until the text is stored and the keys rest, unless told otherwise, and lets everything settle. */
export async function wait(milliseconds = 700) {
  await vi.advanceTimersByTimeAsync(milliseconds);
  await settle();
}

/** What can be pressed on the screen and is named exactly so, or else has the name in it; fails without. */
export function control(name: string): HTMLElement {
  const all = [...document.body.querySelectorAll<HTMLElement>("button, [role=tab], label, a")];
  const names = (each: HTMLElement) => [each.getAttribute("aria-label") ?? "", words(each)];
  const found =
    all.findLast((each) => names(each).includes(name)) ??
    all.find((each) => names(each).some((its) => its.includes(name)));
  if (!found) throw new Error(`nothing on the screen is named “${name}”:\n${screen()}`);
  return found;
}

function words(element: HTMLElement): string {
  return element.textContent.replace(/\s+/gu, " ").trim();
}

export async function press(name: string) {
  control(name).click();
  await settle();
}

/** All that can be read on the screen. */
export function screen(): string {
  return words(document.body);
}

/** Presses keys, such as `Ctrl+Z`, where the focus is. Gives whether the web view was kept from acting. */
export async function keys(chord: string, more: KeyboardEventInit = {}): Promise<boolean> {
  const parts = chord.split("+");
  const event = new KeyboardEvent("keydown", {
    key: parts.at(-1) ?? "",
    code: parts.at(-1) ?? "",
    ctrlKey: parts.includes("Ctrl"),
    altKey: parts.includes("Alt"),
    shiftKey: parts.includes("Shift"),
    bubbles: true,
    cancelable: true,
    ...more,
  });
  (document.activeElement ?? document.body).dispatchEvent(event);
  const kept = event.defaultPrevented;
  await settle();
  return kept;
}

/** The field the text is written in. */
export function textarea(): HTMLTextAreaElement {
  const found = document.querySelector<HTMLTextAreaElement>(".write textarea");
  if (!found) throw new Error(`there is no text to write in:\n${screen()}`);
  return found;
}

/** Types `text` at the end of a field, in one stroke, from where its caret is. */
export function type(text: string, field: HTMLTextAreaElement | HTMLInputElement = textarea()) {
  field.focus();
  stroke(field, text, () => {
    field.value += text;
    field.setSelectionRange(field.value.length, field.value.length);
  });
}

/** Types `text` in place of what is selected, in one stroke. */
export function typeOver(text: string, field: HTMLTextAreaElement | HTMLInputElement = textarea()) {
  stroke(field, text, () =>
    field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end"),
  );
}

function stroke(field: HTMLElement, text: string, put: () => void) {
  const event = { bubbles: true, inputType: "insertText", data: text };
  field.dispatchEvent(new InputEvent("beforeinput", event));
  put();
  field.dispatchEvent(new InputEvent("input", event));
}
