import assert from "node:assert/strict";
import { join } from "node:path";

import { execa } from "execa";

import { Cli } from "../support/cli.ts";
import type { TestStack } from "../support/engine.ts";
import { simulatedStack } from "../support/engine.ts";
import type { Deployment } from "../support/installed-cilium.ts";
import { pretendInstalled, pretendInstalledIn } from "../support/installed-cilium.ts";
import { documentOf } from "../support/result.ts";
import { standInFolder } from "../support/stand-in.ts";
import { smallest } from "../support/smallest.ts";

const release = "-cilium-release";

describe("an upgrade of Cilium", function () {
  this.timeout(180_000);
  let stack: TestStack;

  before(async () => {
    stack = await simulatedStack(smallest, { localPlugins: true });
    await stack.up();
  });

  after(() => stack[Symbol.asyncDispose]());

  for (const operation of ["preview", "up"] as const) {
    it(`that skips a minor version is refused by ${operation}, with one message and nothing touched`, async () => {
      await pretendInstalledIn(stack, "1.18.9");
      const world = stack.world.snapshot();
      const { failure, changed, diagnostics } = await stack.run(operation);

      assert.ok(failure);
      assert.ok(!changed.some(({ name }) => name.endsWith(release)));
      assert.equal(stack.world.snapshot(), world);
      assert.deepEqual(
        diagnostics.map(({ message, resource }) => [resource, message.replace(/^Preview failed: /, "")]),
        [
          [
            "edge-cilium-release",
            'before hook "edge-cilium-version-check" failed: skipped-minor: charts.ciliumVersion: want a version of 1.17, 1.18 or 1.19 after 1.18.9, got 1.20.0: Cilium can be moved by one minor version at a time, up as down (Cilium documentation, Upgrade Guide). Go to the latest 1.19 first, and on when every agent runs it.',
          ],
        ],
      );
    });
  }

  it("to the next minor version goes through, and so does the way back to it", async () => {
    for (const version of ["1.19.6", "1.21.0"]) {
      await pretendInstalledIn(stack, version);
      const { changed } = await stack.up();

      assert.ok(
        changed.some(({ name, change }) => name.endsWith(release) && change === "update"),
        version,
      );
    }
  });

  it("leaves a state from which refresh and destroy go on without the program's hooks", async () => {
    await stack.refresh();
    await stack.destroy();
    assert.deepEqual(await stack.resources(), []);
  });
});

describe("an upgrade of Cilium by a literal `pulumi preview`", function () {
  this.timeout(180_000);
  const cli = new Cli();

  after(() => {
    cli[Symbol.dispose]();
  });

  it("is refused with the same message, without stack lines, and by the runner before it touches anything", async () => {
    const dev = ["--stack", "dev", "--simulate"];
    assert.equal((await cli.start(["up", ...dev])).exitCode, 0);
    const { stdout: exports } = await cli.start(["env", ...dev]);
    const script = `eval "$EXPORTS"; export PATH="${standInFolder(cli.folder)}:$PATH"; `;
    const shell = (command: string, input?: string) =>
      execa("sh", ["-euc", script + command], {
        cwd: join(import.meta.dirname, "../.."),
        env: { EXPORTS: exports },
        reject: false,
        ...(input !== undefined && { input }),
      });

    const state = JSON.parse((await shell("pulumi stack export -s dev")).stdout) as {
      deployment: Deployment;
    };
    pretendInstalled("1.18.9", state.deployment);
    assert.equal((await shell("pulumi stack import -s dev", JSON.stringify(state))).exitCode, 0);

    const { exitCode, stdout } = await shell("pulumi preview -s dev --non-interactive");
    assert.notEqual(exitCode, 0);
    assert.match(stdout, /before hook "infraflux-dev-cilium-version-check" failed: skipped-minor: /);
    assert.doesNotMatch(stdout, /^\s+at .*:\d+/m);

    const { exitCode: invalid, stdout: text } = await cli.start(["up", ...dev, "--json"]);
    const { problems, changed } = documentOf(text);
    assert.equal(invalid, 2);
    assert.deepEqual(changed, []);
    assert.deepEqual(
      problems.map(({ rule, key, value }) => [rule, key, value]),
      [["skipped-minor", "cluster.versions.cilium", '"1.20.0"']],
    );
  });
});
