import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { execa } from "execa";

import repository from "../../package.json" with { type: "json" };
import { cloudSdks } from "../../tools/lib/parts.mjs";

/** The packages that a process of its own loads, see `support/loaded-packages.ts`. */
async function loadedPackages(...args: string[]): Promise<string[]> {
  const { stdout } = await execa("node", [join(import.meta.dirname, "support/loaded-packages.ts"), ...args]);
  return JSON.parse(stdout) as string[];
}

/** The packages that the repository lists for development, and that an installation of the product does not have. */
function onlyForDevelopment(): string[] {
  const { packages } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../package-lock.json"), "utf8"),
  ) as { packages: Readonly<Record<string, { dev?: boolean }>> };
  return Object.keys(repository.devDependencies).filter(
    (name) => packages[`node_modules/${name}`]?.dev === true,
  );
}

const sdksAmong = (packages: readonly string[]) =>
  Object.values(cloudSdks).filter((sdk) => packages.includes(sdk));

describe("the packages that are loaded", () => {
  it("by the program and the simulator, for Proxmox, include none for development, as SDKs of clouds are", async () => {
    const packages = await loadedPackages("program", "prod");
    const development = onlyForDevelopment();

    for (const expected of ["@muhlba91/pulumi-proxmoxve", "kubernetes-models"]) {
      assert.ok(packages.includes(expected), packages.join(", "));
    }
    assert.deepEqual(
      development.filter((name) => packages.includes(name)),
      [],
    );
    assert.deepEqual(
      Object.values(cloudSdks).filter((sdk) => !development.includes(sdk)),
      [],
    );
  });

  for (const provider of ["proxmox", "metal"]) {
    it(`to make machines on ${provider} include no SDK of a cloud`, async () => {
      const packages = await loadedPackages("provider", provider);

      assert.ok(packages.includes("@pulumi/pulumi"), packages.join(", "));
      assert.deepEqual(sdksAmong(packages), []);
    });
  }

  for (const [cloud, sdk] of Object.entries(cloudSdks)) {
    it(`to make machines on ${cloud} include the SDK of no other cloud`, async () => {
      assert.deepEqual(sdksAmong(await loadedPackages("provider", cloud)), [sdk]);
    });
  }
});
