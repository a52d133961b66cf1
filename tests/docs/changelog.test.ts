import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { RELEASES, type Release } from "../../config/versions.ts";

const changelog = readFileSync(new URL("../../CHANGELOG.md", import.meta.url), "utf8");

/** What the changelog calls each component of the matrix. */
function components(release: Release): Record<string, string> {
  const { capi } = release;
  return {
    Talos: release.talos.version,
    Kubernetes: release.kubernetes.version,
    Cilium: release.cilium.version,
    "Gateway API": release.gatewayApi,
    Tetragon: release.tetragon,
    "cilium-cli": release.ciliumCli,
    Flux: release.flux.version,
    "Flux operator": release.fluxOperator,
    "cert-manager": release.certManager,
    "Talos cloud controller manager": release.talosCcm.version,
    "AWS cloud controller manager": release.cloudControllers.aws.version,
    "Azure cloud controller manager": release.cloudControllers.azure.version,
    "Google cloud controller manager": release.cloudControllers.gcp.version,
    "Cluster API": capi.core.version,
    "Cluster API operator": capi.operator,
    "Talos bootstrap provider": capi.bootstrapTalos.version,
    "Talos control plane provider": capi.controlPlaneTalos.version,
    "Proxmox provider": capi.infrastructure.proxmox.version,
    "In-cluster IPAM provider": capi.ipamInCluster.version,
    "talos-backup": release.etcdBackupImage.split(":").at(-1) ?? "",
    rclone: release.etcdPruningImage.split(":").at(-1) ?? "",
    curl: release.probeImage.split(":").at(-1) ?? "",
  };
}

/** Whether some line that starts with the component's name holds the exact version. */
function mentions(text: string, component: string, version: string): boolean {
  const lines = text.split("\n").filter((line) => line.startsWith(`- ${component} `));
  return lines.some((line) => line.split(/[\s,;()]+/).includes(version));
}

describe("CHANGELOG.md", () => {
  for (const release of RELEASES) {
    for (const [component, version] of Object.entries(components(release))) {
      it(`has a line for ${component} ${version} of ${release.id}`, () => {
        assert.ok(
          mentions(changelog, component, version),
          `add "- ${component} ${version}" under "### Versions" of the unreleased changes`,
        );
      });
    }
  }

  it("does not take a longer version for the one that is looked for", () => {
    assert.equal(mentions("- Cilium 1.20.01", "Cilium", "1.20.0"), false);
    assert.equal(mentions("- Cilium 1.20.0, 1.20.1", "Cilium", "1.20.1"), true);
  });

  it("covers every version that the matrix pins", () => {
    const pinned = JSON.stringify(RELEASES).match(/"(?:version|chart|operator)":"[^"]+"/g) ?? [];
    for (const pin of new Set(pinned)) {
      const version = pin.split(":")[1]?.replaceAll('"', "") ?? "";
      assert.ok(changelog.includes(version), `no line of the changelog has ${pin}`);
    }
  });
});
