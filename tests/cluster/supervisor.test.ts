import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { leftovers } from "../../tools/lib/paths.mjs";
import { ApiClient } from "./support/client.ts";
import { superviseFor, whenThere } from "./support/shared.ts";

describe("the API server of a run", function () {
  this.timeout(300_000);

  it("is gone with all its files when the run has been killed", async () => {
    mkdirSync(join(leftovers, "tests"), { recursive: true });
    const folder = mkdtempSync(join(leftovers, "tests", "cluster-"));
    const run = spawn("node", ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    assert.ok(run.pid);

    superviseFor(run.pid, folder);
    const access = await whenThere(folder);
    run.kill("SIGKILL");
    while (existsSync(folder)) {
      await sleep(100);
    }

    using client = new ApiClient(access);
    await assert.rejects(client.request("GET", "/readyz"), /ECONNREFUSED/);
  });
});
