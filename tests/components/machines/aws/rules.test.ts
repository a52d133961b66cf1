import assert from "node:assert/strict";

import { ingressRules, type RuleArgs } from "../../../../components/machines/aws/rules.ts";
import { site } from "./samples.ts";

/** Rules in words: `<group> <protocol> <ports> < <peer>`. */
function words(args: Partial<RuleArgs> = {}): string[] {
  return ingressRules({ ...site, ...args })
    .map(({ group, ipProtocol, fromPort, toPort, peer }) => {
      const ports = fromPort === toPort ? String(fromPort ?? "") : `${fromPort ?? ""}-${toPort ?? ""}`;
      return `${group} ${ipProtocol} ${ports} < ${"group" in peer ? peer.group : peer.cidr}`;
    })
    .sort();
}

/** What is there with the one arguments and not with the others. */
const beyond = (some: Partial<RuleArgs>, others: Partial<RuleArgs> = {}) =>
  words(some).filter((rule) => !words(others).includes(rule));

describe("ingressRules", () => {
  it("names every opening, and for each who comes in", () => {
    assert.deepEqual(words(), [
      "control-plane tcp 2379-2380 < machines",
      "control-plane tcp 50000 < kube-api",
      "control-plane tcp 50001 < machines",
      "control-plane tcp 6443 < kube-api",
      "control-plane tcp 6443 < machines",
      "kube-api tcp 50000 < 192.0.2.0/24",
      "kube-api tcp 6443 < 198.51.100.0/24",
      "machines icmp -1 < machines",
      "machines tcp 10250 < machines",
      "machines tcp 4240 < machines",
      "machines tcp 4244 < machines",
      "machines tcp 443 < 0.0.0.0/0",
      "machines tcp 50000 < machines",
      "machines tcp 80 < 0.0.0.0/0",
      "machines tcp 9100 < machines",
      "machines tcp 9962-9965 < machines",
      "machines udp 51871 < machines",
      "machines udp 6081 < machines",
      "machines udp 8472 < machines",
    ]);
  });

  it("has only the openings that are needed", () => {
    const needs = { tunnels: ["vxlan"], wireguard: false, hubble: false, servicePorts: [] } as const;
    assert.deepEqual(
      words().filter((rule) => !words({ openings: needs }).includes(rule)),
      [
        "machines icmp -1 < machines",
        "machines tcp 4244 < machines",
        "machines tcp 443 < 0.0.0.0/0",
        "machines tcp 80 < 0.0.0.0/0",
        "machines udp 51871 < machines",
        "machines udp 6081 < machines",
      ].filter((rule) => !rule.includes("icmp")),
    );
  });

  it("lets ESP through where IPsec encrypts, by its number", () => {
    assert.deepEqual(beyond({ openings: { unfiltered: ["icmp", "esp"] } }), ["machines 50  < machines"]);
  });

  it("lets the machines to an internal load balancer, by their group", () => {
    assert.deepEqual(beyond({ endpoint: { access: "internal", port: 6443 } }), [
      "kube-api tcp 6443 < machines",
    ]);
  });

  it("lets operators to the machines where the load balancer has no listener for them", () => {
    const direct = { talosApi: "direct" } as const;
    assert.deepEqual(beyond(direct), ["machines tcp 50000 < 192.0.2.0/24"]);
    assert.deepEqual(beyond({}, direct), [
      "control-plane tcp 50000 < kube-api",
      "kube-api tcp 50000 < 192.0.2.0/24",
    ]);
  });

  it("knows pods by their addresses with native routing, and else by their machines", () => {
    const needs = { tunnels: [] };
    assert.deepEqual(beyond({ routing: "native", openings: needs }, { openings: needs }), [
      "control-plane tcp 6443 < 10.131.0.0/16",
      "machines tcp 10250 < 10.131.0.0/16",
      "machines tcp 4244 < 10.131.0.0/16",
      "machines tcp 50000 < 10.131.0.0/16",
      "machines tcp 9100 < 10.131.0.0/16",
      "machines tcp 9962-9965 < 10.131.0.0/16",
    ]);
  });

  it("lets the machines of a mesh in, and its pods with native routing", () => {
    const meshPeers = [{ nodeCidr: "10.41.0.0/20", podCidr: "10.141.0.0/16" }];
    assert.deepEqual(beyond({ meshPeers }), [
      "machines icmp -1 < 10.41.0.0/20",
      "machines tcp 4240 < 10.41.0.0/20",
      "machines tcp 4244 < 10.41.0.0/20",
      "machines udp 51871 < 10.41.0.0/20",
      "machines udp 6081 < 10.41.0.0/20",
      "machines udp 8472 < 10.41.0.0/20",
    ]);
    const native = { routing: "native" } as const;
    assert.deepEqual(
      beyond({ ...native, meshPeers }, native).filter((rule) => rule.endsWith("10.141.0.0/16")),
      ["machines tcp 4244 < 10.141.0.0/16"],
    );
  });

  it("gives every rule a name of its own, and names no network twice", () => {
    const rules = ingressRules({ ...site, kubernetesApiCidrs: ["10.0.0.0/8", "10.0.0.0/8"] });
    assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length);
    assert.equal(rules.filter(({ peer }) => "cidr" in peer && peer.cidr === "10.0.0.0/8").length, 1);
  });
});
