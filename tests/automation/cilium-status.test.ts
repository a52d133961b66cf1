import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";

import { ciliumStatus } from "../../automation/cilium-status.ts";

const kubeconfig = "kind: Config";

describe("ciliumStatus", () => {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-cilium-"));
  const path = process.env["PATH"];
  after(() => {
    rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    process.env["PATH"] = path;
  });

  /** Puts a program called `cilium` first on PATH. */
  function install(script: string): void {
    writeFileSync(join(folder, "cilium"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, "cilium"), 0o755);
    process.env["PATH"] = [folder, path].join(delimiter);
  }

  it("asks the CLI about the cluster of the kubeconfig, and leaves no copy of it", async () => {
    install(
      `echo "$KUBECONFIG" > ${folder}/seen; [ "$*" = "status --wait --wait-duration=15s --interactive=false" ] && grep -q '${kubeconfig}' "$KUBECONFIG"`,
    );

    assert.deepEqual(await ciliumStatus(kubeconfig, "0.20.0", 15), { healthy: true, detail: "" });
    install(`test ! -e "$(cat ${folder}/seen)"`);
    assert.equal((await ciliumStatus(kubeconfig, "0.20.0", 15)).healthy, true);
  });

  it("repeats what the CLI finds wrong", async () => {
    install("echo 'Cilium: 1 errors'; echo 'Operator: OK'; echo 'cilium-x7: 1 pods not ready' >&2; exit 1");

    assert.deepEqual(await ciliumStatus(kubeconfig, "0.20.0", 15), {
      healthy: false,
      detail: "Cilium: 1 errors\ncilium-x7: 1 pods not ready",
    });
  });

  it("says which version to install where the CLI is not there", async () => {
    process.env["PATH"] = folder;
    rmSync(join(folder, "cilium"), { force: true });

    assert.deepEqual(await ciliumStatus(kubeconfig, "0.20.0", 15), {
      detail: "the program cilium is not on PATH; install cilium-cli 0.20.0",
    });
  });
});
