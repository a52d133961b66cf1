import assert from "node:assert/strict";

import { stepWords } from "../../automation/step-words.ts";

describe("stepWords", () => {
  const urn = (type: string, name: string) => `urn:pulumi:dev::infraflux::${type}::${name}`;

  it("says what is done, with the name that a thing has outside Pulumi", () => {
    const machine = {
      urn: urn("proxmoxve:index/vmLegacy:VmLegacy", "home-machines-home-cp-1"),
      inputs: { name: "cp" },
    };
    assert.equal(stepWords(machine, "home"), "create the machine cp");
    const namespace = {
      urn: urn("kubernetes:core/v1:Namespace", "home-capi-core-namespace"),
      inputs: { metadata: { name: "capi-system" } },
    };
    assert.equal(stepWords(namespace, "home"), "create the namespace capi-system");
  });

  it("takes the part of the name where there is no other, and tells gates apart", () => {
    const apply = {
      urn: urn("talos:machine/configurationApply:ConfigurationApply", "home-talos-home-cp-1"),
    };
    assert.equal(stepWords(apply, "home"), "configure home-cp-1, which installs Talos");
    const gate = { urn: urn("command:local:Command", "home-cilium-nodes-wait") };
    assert.equal(stepWords(gate, "home"), "wait for every node to be Ready");
  });

  it("falls back to type and name", () => {
    assert.equal(stepWords({ urn: urn("a:b:Thing", "other") }, "home"), "Thing other");
  });
});
