import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Failure } from "@/ipc";
import { useKeeper } from "./keeper";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A store that confirms after `delay` milliseconds. */
function store(delay = 0) {
  const times: number[] = [];
  const began = Date.now();
  const save = vi.fn(async () => {
    times.push(Date.now() - began);
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    return `instant ${times.length}`;
  });
  return { save, times };
}

describe("the rhythm of saving", () => {
  test("a key is saved 300 ms after it", async () => {
    const { save, times } = store();
    useKeeper(save).touch();
    await vi.advanceTimersByTimeAsync(299);
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(times).toEqual([300]);
  });

  test("each further key puts it off, but never beyond a second", async () => {
    const { save, times } = store();
    const keeper = useKeeper(save);
    for (let key = 0; key < 16; key++) {
      keeper.touch();
      await vi.advanceTimersByTimeAsync(150);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(times[0]).toBe(1000);
    expect(times[1]).toBeLessThanOrEqual(2200);
    expect(times.at(-1)).toBe(2550);
  });

  test("a flush saves at once, and waits for what was typed while it saved", async () => {
    const { save } = store(50);
    const keeper = useKeeper(save);
    keeper.touch();
    const flushed = keeper.flush();
    await vi.advanceTimersByTimeAsync(10);
    keeper.touch();
    await vi.advanceTimersByTimeAsync(200);
    expect(await flushed).toBe(true);
    expect(save).toHaveBeenCalledTimes(2);
  });

  test("nothing typed, nothing saved", async () => {
    const { save } = store();
    expect(await useKeeper(save).flush()).toBe(true);
    expect(save).not.toHaveBeenCalled();
  });
});

describe("what is said of it", () => {
  test("saved is said only after the store has confirmed, with the store's instant", async () => {
    const { save } = store(400);
    const keeper = useKeeper(save);
    keeper.touch();
    await vi.advanceTimersByTimeAsync(699);
    expect(save).toHaveBeenCalled();
    expect(keeper.keeping.value).toEqual({ is: "none" });
    await vi.advanceTimersByTimeAsync(1);
    expect(keeper.keeping.value).toEqual({ is: "saved", at: "instant 1" });
  });

  test("a save is mentioned while it runs only when it lasts longer than a second", async () => {
    const { save } = store(1500);
    const keeper = useKeeper(save);
    keeper.start("before");
    keeper.touch();
    await vi.advanceTimersByTimeAsync(300 + 999);
    expect(keeper.keeping.value.is).toBe("saved");
    await vi.advanceTimersByTimeAsync(1);
    expect(keeper.keeping.value.is).toBe("slow");
    await vi.advanceTimersByTimeAsync(500);
    expect(keeper.keeping.value).toEqual({ is: "saved", at: "instant 1" });
  });

  test("a failure is told until a save has succeeded, and the next key tries again", async () => {
    const full = new Failure("unsaved", "磁盘满了。");
    const save = vi.fn(async () => "later").mockRejectedValueOnce(full);
    const keeper = useKeeper(save);
    keeper.touch();
    await vi.advanceTimersByTimeAsync(300);
    expect(keeper.keeping.value).toEqual({ is: "failed", failure: full });
    keeper.touch();
    await vi.advanceTimersByTimeAsync(299);
    expect(keeper.keeping.value.is).toBe("failed");
    await vi.advanceTimersByTimeAsync(1);
    expect(keeper.keeping.value).toEqual({ is: "saved", at: "later" });
  });

  test("a save that failed is tried again by itself, until the disk has room", async () => {
    const full = new Failure("unsaved", "磁盘满了。");
    const save = vi
      .fn(async () => "later")
      .mockRejectedValueOnce(full)
      .mockRejectedValueOnce(full);
    const keeper = useKeeper(save);
    keeper.touch();
    await vi.advanceTimersByTimeAsync(300);
    await vi.advanceTimersByTimeAsync(5000);
    expect(save).toHaveBeenCalledTimes(2);
    expect(keeper.keeping.value).toEqual({ is: "failed", failure: full });
    await vi.advanceTimersByTimeAsync(5000);
    expect(keeper.keeping.value).toEqual({ is: "saved", at: "later" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save, "and then no more").toHaveBeenCalledTimes(3);
  });

  test("a text that was given up is not tried again", async () => {
    const save = vi.fn(() => Promise.reject(new Failure("unsaved", "磁盘满了。")));
    const keeper = useKeeper(save);
    keeper.touch();
    await keeper.flush();
    keeper.stop();
    keeper.touch();
    void keeper.flush();
    keeper.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(2);
    expect(keeper.keeping.value).toEqual({ is: "none" });
  });

  test("a flush that fails says so, and what was typed stays to be saved", async () => {
    const save = vi.fn(async () => "later").mockRejectedValueOnce(new Failure("unsaved", "磁盘满了。"));
    const keeper = useKeeper(save);
    keeper.touch();
    expect(await keeper.flush()).toBe(false);
    expect(keeper.hasUnsaved()).toBe(true);
    expect(await keeper.flush()).toBe(true);
  });
});

test("while two texts wait for a choice nothing is saved", async () => {
  const { save } = store();
  const keeper = useKeeper(save);
  keeper.hold();
  keeper.touch();
  await vi.advanceTimersByTimeAsync(5000);
  expect(await keeper.flush()).toBe(false);
  expect(save).not.toHaveBeenCalled();
});
