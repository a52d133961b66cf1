import assert from "node:assert/strict";

import type { GcpMachinesArgs } from "../../../../components/machines/gcp/index.ts";
import { allowRules } from "../../../../components/machines/gcp/rules.ts";
import { openings } from "../../../../components/shared/openings.ts";
import { site } from "./samples.ts";

/** Everything that is let in, in words: `kubelet tcp 10250: machines -> machines`. */
function spoken(args: Partial<GcpMachinesArgs> = {}): string[] {
  return allowRules({ ...site, ...args }).map(
    ({ name, protocol, ports, fromMachines, sourceRanges, target, destinationRanges = [] }) => {
      const from = [...(fromMachines ? ["machines"] : []), ...sourceRanges].join(" ");
      const to = [target, ...destinationRanges].join(" ");
      return `${name} ${protocol} ${ports.join(",")}: ${from} -> ${to}`;
    },
  );
}

/** The rule of a name, in words. */
function rule(name: string, args: Partial<GcpMachinesArgs> = {}): string[] {
  return spoken(args).filter((text) => text.startsWith(`${name} `));
}

const checks = "35.191.0.0/16 209.85.152.0/22 209.85.204.0/22";

describe("the firewall rules of GcpMachines", () => {
  it("let in what the cluster needs, from where it comes, and nothing else", () => {
    assert.deepEqual(spoken(), [
      "talos-api tcp 50000: machines -> machines",
      `talos-api-balancer tcp 50000: 192.0.2.0/24 ${checks} -> controlPlanes`,
      "kubelet tcp 10250: machines -> machines",
      "cilium-health tcp 4240: machines -> machines",
      "cilium-vxlan udp 8472: machines -> machines",
      "cilium-wireguard udp 51871: machines -> machines",
      "hubble-peer tcp 4244: machines -> machines",
      "metrics tcp 9962-9965,9100: machines -> machines",
      "services tcp 80,443: 0.0.0.0/0 -> machines",
      "icmp icmp : machines -> machines",
      "talos-trustd tcp 50001: machines -> controlPlanes",
      "etcd tcp 2379-2380: machines -> controlPlanes",
      `kubernetes-api tcp 6443: machines 198.51.100.0/24 ${checks} -> controlPlanes`,
    ]);
  });

  it("cover every opening but node ports, which the cloud controller opens", () => {
    const needed = openings({ ...site.openings, balancers: true }).map(({ name }) => name);

    assert.deepEqual(
      needed.filter((name) => rule(name).length === 0),
      ["node-ports"],
    );
  });

  it("have names that differ", () => {
    const names = allowRules({ ...site, routing: "native" }).map(({ name }) => name);

    assert.equal(new Set(names).size, names.length);
  });

  it("let health checks in from where those of an internal load balancer come", () => {
    assert.deepEqual(rule("kubernetes-api", { endpoint: "internal" }), [
      "kubernetes-api tcp 6443: machines 198.51.100.0/24 35.191.0.0/16 130.211.0.0/22 -> controlPlanes",
    ]);
  });

  it("let operators come to every machine where no load balancer listens for them", () => {
    assert.deepEqual(
      [...rule("talos-api", { talosApi: "direct" }), ...rule("talos-api-balancer", { talosApi: "direct" })],
      ["talos-api tcp 50000: machines 192.0.2.0/24 -> machines"],
    );
  });

  it("know pods by their addresses only where the network carries them", () => {
    const native = { routing: "native", openings: { tunnels: [] } } as const;

    assert.deepEqual(rule("kubelet", native), ["kubelet tcp 10250: machines 10.151.0.0/16 -> machines"]);
    assert.deepEqual(rule("pods", native), ["pods all : machines 10.151.0.0/16 -> machines 10.151.0.0/16"]);
    assert.deepEqual(
      spoken().filter((text) => text.includes("10.151.0.0/16")),
      [],
    );
  });

  it("let the machines of a mesh in, and its pods where there is no tunnel", () => {
    const meshPeers = [{ nodeCidr: "10.61.0.0/22", podCidr: "10.161.0.0/16" }];

    assert.deepEqual(rule("hubble-peer", { meshPeers }), [
      "hubble-peer tcp 4244: machines 10.61.0.0/22 -> machines",
    ]);
    assert.deepEqual(rule("hubble-peer", { meshPeers, routing: "native" }), [
      "hubble-peer tcp 4244: machines 10.151.0.0/16 10.61.0.0/22 10.161.0.0/16 -> machines",
    ]);
  });
});
