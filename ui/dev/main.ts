/**
 * The pages with a made-up shell, for looking at them in a browser: `npm run dev`, then /dev/. The part
 * behind `#` says what to show, such as `#empty`, `#draft`, `#draft,size=20,contrast`.
 */
import { office, useShell } from "@/testing/shell";
import { arrange } from "./office";

const wishes = new Set(location.hash.slice(1).split(","));
useShell(arrange(office(), wishes));
await import("../src/main");

const press = async (name: string) => {
  for (let tries = 0; tries < 100; tries++) {
    const button = [...document.querySelectorAll("button")].find((each) => each.textContent.includes(name));
    if (button) return button.click();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const type = async (text: string) => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const field = document.querySelector("textarea");
  field?.setSelectionRange(field.value.length, field.value.length);
  field?.setRangeText(text);
  field?.dispatchEvent(new InputEvent("input", { bubbles: true }));
};
const keys = async (key: string) => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const event = { key, ctrlKey: wishes.has("ctrl"), bubbles: true };
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", event));
  await new Promise((resolve) => setTimeout(resolve, 300));
};
/** Fills the field that has the focus. */
const fill = (text: string) => {
  const field = document.activeElement as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
};
for (const wish of wishes) {
  const [what, name] = wish.split("=");
  if (what === "press" && name) await press(decodeURIComponent(name));
  if (what === "keys" && name) await keys(name);
  if (what === "rest") await new Promise((resolve) => setTimeout(resolve, 2000));
  if (what === "fill" && name) fill(decodeURIComponent(name));
  if (what === "type" && name) await type(decodeURIComponent(name));
}
// For whoever takes a picture of it.
document.documentElement.dataset["arranged"] = "";
