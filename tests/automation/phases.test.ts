import assert from "node:assert/strict";

import { describeUrn } from "../../automation/phases.ts";

function urn(types: string, name = "edge"): string {
  return `urn:pulumi:dev::infraflux::${types}::${name}`;
}

describe("describeUrn", () => {
  const phaseOf = {
    "infraflux:index:TalosImage$talos:imageFactory/schematic:Schematic": "image",
    "infraflux:index:TalosIdentity$talos:machine/secrets:Secrets": "identity",
    "infraflux:index:ProxmoxMachines$proxmoxve:index/vmLegacy:VmLegacy": "machines",
    "infraflux:index:TalosCluster$talos:machine/bootstrap:Bootstrap": "talos",
    "infraflux:index:TalosCluster$infraflux:index:ClusterGate$command:local:Command": "talos",
    "infraflux:index:CiliumStack$kubernetes:helm.sh/v3:Release": "cilium",
    "infraflux:index:FluxBootstrap$kubernetes:core/v1:Secret": "flux",
    "infraflux:index:ManagementCluster$kubernetes:core/v1:Namespace": "management cluster",
    "infraflux:index:PlatformHandoff$kubernetes:core/v1:ConfigMap": "hand-off",
    "pulumi:providers:proxmoxve": "stack",
    "other:index:TalosImage": "stack",
  };
  for (const [types, phase] of Object.entries(phaseOf)) {
    it(`puts ${types} into the stage ${phase}`, () => {
      assert.equal(describeUrn(urn(types)).phase, phase);
    });
  }

  it("names the type without the file that it is declared in", () => {
    const typeOf = (types: string) => describeUrn(urn(types)).type;
    assert.equal(typeOf("proxmoxve:index/vmLegacy:VmLegacy"), "proxmoxve:VmLegacy");
    assert.equal(typeOf("talos:machine/secrets:Secrets"), "talos:machine:Secrets");
    assert.equal(typeOf("kubernetes:helm.sh/v3:Release"), "kubernetes:helm.sh/v3:Release");
    assert.equal(typeOf("pulumi:providers:kubernetes"), "pulumi:providers:kubernetes");
  });

  it("keeps a name that itself has the separator", () => {
    assert.equal(describeUrn(urn("a:b:C", "one::two")).name, "one::two");
  });
});
