import assert from "node:assert/strict";

import { Interrupt } from "../../automation/interrupt.ts";

describe("Interrupt", () => {
  const realNow = Date.now;

  afterEach(() => {
    Date.now = realNow;
  });

  /** Delivers signals to us alone, not to the test runner, at the given milliseconds. */
  function requests(times: readonly number[]): number[] {
    const counts: number[] = [];
    const before = process.listeners("SIGINT");
    using interrupt = new Interrupt((count) => counts.push(count));
    const [ours] = process.listeners("SIGINT").filter((listener) => !before.includes(listener));
    assert.equal(interrupt.requested, false);
    for (const time of times) {
      Date.now = () => time;
      ours?.("SIGINT");
    }
    assert.equal(interrupt.requested, times.length > 0);
    return counts;
  }

  it("counts signals that follow each other at once as one request, as npm passes on what the terminal sent", () => {
    assert.deepEqual(requests([10_000, 10_003, 10_200]), [1]);
  });

  it("counts a later one as the next request", () => {
    assert.deepEqual(requests([10_000, 12_000, 14_000]), [1, 2, 3]);
  });

  it("leaves no listener behind", () => {
    const before = process.listenerCount("SIGTERM");
    requests([]);
    assert.equal(process.listenerCount("SIGTERM"), before);
  });
});
