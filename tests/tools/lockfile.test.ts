import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { root } from "../../tools/lib/paths.mjs";

describe("package-lock.json", () => {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-lockfile-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  // A work tree that has its dependencies never notices a lock file that a fresh clone cannot be installed from: one
  // behind package.json, or without the packages for other platforms because a registry did not have them yet.
  it("is complete: npm ci takes it", () => {
    const { workspaces } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      workspaces: string[];
    };
    const manifests = workspaces.map((workspace) => join(workspace, "package.json"));
    for (const file of ["package.json", "package-lock.json", ".npmrc", ...manifests]) {
      cpSync(join(root, file), join(folder, file));
    }

    const { status, stderr } = spawnSync("npm", ["ci", "--dry-run", "--offline", "--loglevel=error"], {
      cwd: folder,
      encoding: "utf8",
    });

    assert.equal(status, 0, stderr.split("\nnpm error Clean install")[0]);
  });
});
