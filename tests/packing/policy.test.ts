import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { execa } from "execa";

import { packPolicies } from "../../tools/pack.ts";
import { previewed } from "../policy/support/real-analyzer.ts";

const root = join(import.meta.dirname, "../..");

const privileged = {
  type: "kubernetes:core/v1:Pod",
  name: "tool",
  props: {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "tool", namespace: "default" },
    spec: { containers: [{ name: "tool", image: "tool", securityContext: { privileged: true } }] },
  },
};

describe("the package infraflux-policy, packed and installed outside the repository", () => {
  let folder: string;
  let installed: string;

  before(async function () {
    this.timeout(120_000);
    folder = realpathSync(mkdtempSync(join(tmpdir(), "infraflux-policy-")));
    installed = join(folder, "node_modules", "infraflux-policy");
    mkdirSync(installed, { recursive: true });
    await execa("tar", ["-xzf", await packPolicies(), "--strip-components=1", "-C", installed]);
    const { dependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    for (const name of Object.keys(dependencies)) {
      const link = join(folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, "node_modules", name), link);
    }
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("refuses in another project what it refuses here", async function () {
    this.timeout(60_000);
    const said = await previewed([privileged], { pack: installed });

    assert.deepEqual(
      said
        .filter(({ policy }) => policy === "kubernetes-no-privileged")
        .map(({ level, urn }) => [level, urn]),
      [["mandatory", "urn:pulumi:prod::samples::kubernetes:core/v1:Pod::tool"]],
    );
  });
});
