import { expect, test } from "vitest";

import { smallOffice } from "@/testing/samples";
import { openWindow, press, screen, settle } from "@/testing/window";

test("a dialog that only tells has the focus on its main act; a form has not", async () => {
  await openWindow(smallOffice());
  await press("更多");
  await press("帮助");
  await settle();
  expect(document.activeElement?.textContent.trim()).toBe("知道了");
  await press("知道了");
  await press("更多");
  await press("单位档案");
  await settle();
  expect(document.activeElement?.textContent.trim()).not.toBe("存入单位档案");
});

test("历史版本 has the focus on its list, where the arrow keys choose a version", async () => {
  const office = smallOffice();
  const text = { uid: "v", at: "2024-11-20T02:00:00Z", reason: "opened", name: "", changes: [] };
  office.answers["revisions"] = [{ ...text, id: 1 }];
  await openWindow(office);
  await press("更多");
  await press("历史版本");
  await settle();
  expect(document.activeElement?.getAttribute("role")).toBe("listbox");
});

test("what is refused in a dialog is told on it, not in the banner behind", async () => {
  const office = smallOffice();
  office.answers["hand_over"] = () => {
    throw { code: "other", message: "U盘不在了，没有存成。" };
  };
  await openWindow(office);
  await press("更多");
  await press("移交与接收…");
  await press("存成移交文件…");
  expect(document.querySelector("[role=dialog] [role=alert]")?.textContent).toContain("U盘不在了");
  expect(document.querySelector(".app .banner"), "not behind it").toBeNull();
  await press("知道了");
  expect(screen()).not.toContain("U盘不在了");
});
