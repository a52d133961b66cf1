import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { Cli, signalGroup } from "../support/cli.ts";

const up = ["up", "--stack", "dev", "--simulate", "--json"];

describe("Ctrl-C", () => {
  it("cancels a run that hangs, and the next run brings the stack up", async function () {
    this.timeout(180_000);
    using cli = new Cli();
    using world = cli.world("dev");
    world.faults.add({ op: "create", urn: "::infraflux-dev-identity-secrets", mode: "hang" });

    const hanging = cli.start(up);
    while (world.faults.list().length > 0) {
      await sleep(50);
    }
    signalGroup(hanging, "SIGINT");
    const cancelled = await hanging;
    assert.equal(cancelled.exitCode, 130, cancelled.stderr);
    assert.match(cancelled.stderr, /Cancelling: operations that have begun are finished first/);
    assert.doesNotMatch(cancelled.stderr, /Stopping at once/);
    assert.doesNotMatch(cancelled.stderr + cancelled.stdout, /CommandError|^\s+at .*\.(js|ts):\d+/m);
    assert.equal((JSON.parse(cancelled.stdout) as { error: string }).error, "up was cancelled");

    const second = await cli.start(up);
    assert.equal(second.exitCode, 0, second.stderr);
    assert.doesNotMatch(second.stderr, /pending operations/);
  });
});
