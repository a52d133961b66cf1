import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { checkedTrust } from "../../stack/mesh.ts";
import { machineSettings } from "../../stack/talos.ts";
import { resolved } from "../config/base.ts";
import { committedValues } from "../support/engine.ts";
import { recordProgram } from "../support/program.ts";

const peer = {
  name: "infraflux-staging",
  id: 2,
  podCidr: "10.242.0.0/16",
  nodeCidr: "192.168.20.0/24",
  addresses: ["192.168.20.239"],
};

const recorded = (mesh: object) =>
  recordProgram("dev", { ...committedValues("dev"), cilium: { settings: { mesh } } });

describe("the stack program in a mesh", () => {
  it("makes the authority that it is told to make, and gives it to Cilium", async () => {
    const seen = await recorded({ authority: "own", peers: [peer] });

    assert.equal(seen.only("infraflux:index:MeshAuthority").name, "infraflux-dev-mesh");
    assert.ok(seen.named("infraflux-dev-cilium-mesh-trust"));
    assert.ok(!seen.types().includes("pulumi:pulumi:StackReference"));
  });

  it("reads the authority of the stack that it is told of, and makes none", async () => {
    const stack = "organization/infraflux/staging";
    const seen = await recorded({ authority: { stack }, peers: [peer] });

    assert.deepEqual(seen.only("pulumi:pulumi:StackReference").inputs, { name: stack });
    assert.ok(seen.named("infraflux-dev-cilium-mesh-trust"));
    assert.ok(!seen.types().some((type) => type.startsWith("tls:")));
  });

  it("has no part of a mesh without one", async () => {
    const types = (await recordProgram("dev", committedValues("dev"))).types();

    assert.ok(!types.some((type) => type.startsWith("tls:") || type === "infraflux:index:MeshAuthority"));
    assert.ok(!types.includes("pulumi:pulumi:StackReference"));
  });
});

describe("checkedTrust", () => {
  const stack = "organization/infraflux/dev";

  it("takes an authority as it is", () => {
    const trust = { certificate: "certificate", privateKey: "key" };

    assert.deepEqual(checkedTrust({ ...trust, more: 1 }, stack), trust);
  });

  for (const [what, value] of [
    ["has no such output", undefined],
    ["gives half of one", { certificate: "certificate" }],
  ] as const) {
    it(`says what to do when the other stack ${what}`, () => {
      assert.throws(
        () => checkedTrust(value, stack),
        (error) => {
          assert.ok(pulumi.RunError.isInstance(error));
          assert.equal(
            error.message,
            "the output meshTrust of the stack organization/infraflux/dev: want the certificate authority of a mesh, got none; set cilium.settings.mesh.authority to own in that stack, and update it before this one",
          );
          return true;
        },
      );
    });
  }
});

describe("machineSettings", () => {
  it("opens the firewall of the machines for the peers of the mesh", () => {
    const firewall = (changes = {}) => machineSettings(resolved(changes).config, "installer").ingressFirewall;
    const mesh = { authority: "own", peers: [peer] };

    assert.deepEqual(
      firewall({ cilium: { settings: { mesh } } })?.meshPeers?.map(({ nodeCidr, podCidr }) => [
        nodeCidr,
        podCidr,
      ]),
      [["192.168.20.0/24", "10.242.0.0/16"]],
    );
    assert.deepEqual(firewall()?.meshPeers, []);
  });
});
