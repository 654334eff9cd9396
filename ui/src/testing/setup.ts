import { clearMocks } from "@tauri-apps/api/mocks";
import { enableAutoUnmount, flushPromises } from "@vue/test-utils";
import { afterEach } from "vitest";

afterEach(async () => {
  await flushPromises();
  clearMocks();
  document.body.replaceChildren();
});
// Hooks run last one first: the window is closed before the shell goes.
enableAutoUnmount(afterEach);
