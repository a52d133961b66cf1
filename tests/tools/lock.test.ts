import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { withLock } from "../../tools/lib/lock.mjs";

describe("withLock", () => {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-lock-"));
  const file = join(folder, "a", "lock");
  const nobodyWaits = () => {
    assert.fail("nobody holds the lock");
  };
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("lets one work after the other", async () => {
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await sleep(10);
      seen.push(`${name} ends`);
    };
    let waited = 0;

    await Promise.all([
      withLock(file, nobodyWaits, work("one")),
      withLock(file, () => (waited += 1), work("two")),
    ]);

    assert.deepEqual(seen, ["one begins", "one ends", "two begins", "two ends"]);
    assert.equal(waited, 1);
  });

  it("gives the lock back when the work fails", async () => {
    await assert.rejects(
      withLock(file, nobodyWaits, () => Promise.reject(new Error("failed"))),
      /failed/,
    );

    assert.equal(existsSync(file), false);
  });

  it("takes over from a process that died", async () => {
    writeFileSync(file, "");
    utimesSync(file, new Date(0), new Date(0));
    let worked = false;

    await withLock(
      file,
      () => undefined,
      () => Promise.resolve((worked = true)),
    );

    assert.equal(worked, true);
  });
});
