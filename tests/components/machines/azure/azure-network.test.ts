import assert from "node:assert/strict";

import { type AzureMachinesArgs } from "../../../../components/machines/azure/index.ts";
import { type Recording } from "../../../support/record.ts";
import {
  type,
  lean,
  made,
  recordMachines,
  recordOrdinary,
  valueOf,
  recordInGiven,
  recordNative,
  inputsOf,
  rulesOf,
  existing,
} from "./recordings.ts";
import { armId, controlPlane, general, site } from "./samples.ts";

describe("AzureMachines, as a network", () => {
  describe("the network", () => {
    it("is new, with one way out, and guarded", async () => {
      const seen = await recordOrdinary();
      const { inputs } = seen.only(type("network:Subnet"));

      assert.deepEqual(seen.only(type("network:VirtualNetwork")).inputs["addressSpace"], {
        addressPrefixes: ["10.40.0.0/22"],
      });
      assert.deepEqual(inputs, {
        resourceGroupName: "edge",
        virtualNetworkName: "edge-network",
        subnetName: "edge-machines",
        addressPrefix: "10.40.0.0/22",
        networkSecurityGroup: { id: "edge-machines-security-id" },
        natGateway: { id: "edge-machines-nat-id" },
        defaultOutboundAccess: false,
        // What the SDK fills in.
        privateEndpointNetworkPolicies: "Disabled",
        privateLinkServiceNetworkPolicies: "Enabled",
      });
    });

    it("is the given one, of which nothing is made or changed", async () => {
      const seen = await recordInGiven();

      for (const name of ["VirtualNetwork", "Subnet", "NatGateway", "FlowLog", "RouteTable"]) {
        assert.deepEqual(seen.all(type(`network:${name}`)), [], name);
      }
      const { ipConfigurations } = seen.named("edge-machines-edge-cp-1-card").inputs as {
        ipConfigurations: { subnet: unknown }[];
      };
      assert.deepEqual(ipConfigurations[0]?.subnet, { id: existing.subnetId });
    });

    it("has the rules on every card too, since a given subnet may have none", async () => {
      const seen = await recordInGiven();

      assert.deepEqual(inputsOf(seen, "network:NetworkInterface", "networkSecurityGroup"), [
        { id: "edge-machines-security-id" },
      ]);
    });

    it("records its flows by the network watcher of the location, or a given one", async () => {
      const seen = await recordOrdinary();
      const { inputs } = seen.only(type("network:FlowLog"));

      assert.equal(
        inputs["targetResourceId"],
        armId("edge", "Microsoft.Network/virtualNetworks/edge-network"),
      );
      assert.deepEqual(
        [inputs["resourceGroupName"], inputs["networkWatcherName"], inputs["enabled"]],
        ["NetworkWatcherRG", "NetworkWatcher_westeurope", true],
      );
      const networkWatcherId = armId("watching", "Microsoft.Network/networkWatchers/ours");
      const other = (await recordMachines({ networkWatcherId, flowLogs: true })).only(
        type("network:FlowLog"),
      ).inputs;
      assert.deepEqual([other["resourceGroupName"], other["networkWatcherName"]], ["watching", "ours"]);
      assert.deepEqual((await recordMachines()).all(type("network:FlowLog")), []);
    });

    it("forwards packets of pods only with native routing, and lets them through then", async () => {
      const [tunnel, native] = [await recordOrdinary(), await recordNative()];
      const forwards = (seen: Recording) => [
        ...new Set(inputsOf(seen, "network:NetworkInterface", "enableIPForwarding")),
      ];

      assert.deepEqual([forwards(tunnel), forwards(native)], [[false], [true]]);
      assert.deepEqual(tunnel.all(type("network:RouteTable")), []);
      assert.deepEqual(native.only(type("network:Subnet")).inputs["routeTable"], {
        id: "edge-machines-routes-id",
      });
      assert.equal(rulesOf(tunnel)["pods-pods"], undefined);
      assert.deepEqual(rulesOf(native)["pods-pods"]?.["destinationAddressPrefixes"], ["10.140.0.0/16"]);
    });
  });

  describe("the rules", () => {
    it("have priorities that differ, below those of Services, and end in a denial", async () => {
      const rules = rulesOf(await recordNative());
      const priorities = Object.values(rules).map((rule) => Number(rule["priority"]));

      assert.equal(new Set(priorities).size, priorities.length);
      const { "everything-else": last, ...allowed } = rules;
      assert.deepEqual([last?.["access"], last?.["priority"], last?.["protocol"]], ["Deny", 4096, "*"]);
      assert.deepEqual(
        Object.values(allowed).filter(
          ({ access, priority }) => access !== "Allow" || Number(priority) >= 500,
        ),
        [],
      );
    });

    it("keep their priorities when others come or go", async () => {
      const priorities = async (needs: AzureMachinesArgs["access"]["needs"]) =>
        Object.entries(rulesOf(await recordMachines({ access: { ...site.access, needs } }))).map(
          ([name, { priority }]) => [name, priority] as const,
        );
      const few = await priorities(lean.access.needs);
      const many = Object.fromEntries(await priorities({ unfiltered: ["icmp", "esp"] }));

      assert.ok(few.length < Object.keys(many).length);
      for (const [name, priority] of few) {
        assert.equal(many[name], priority, name);
      }
    });

    it("limit the APIs to who is to use them, and let the machines come by their way out", async () => {
      const rules = rulesOf(await recordOrdinary());

      assert.deepEqual(rules["kubernetes-api-networks"]?.["sourceAddressPrefixes"], [
        "10.140.0.0/16",
        "203.0.113.0/24",
      ]);
      assert.deepEqual(rules["talos-api-networks"]?.["sourceAddressPrefixes"], [
        "10.140.0.0/16",
        "198.51.100.0/24",
      ]);
      assert.deepEqual(rules["kubernetes-api-own"]?.["sourceAddressPrefixes"], ["192.0.2.7/32"]);
      const inside = rulesOf(await recordMachines({ endpoint: "internal" }));
      assert.equal(inside["kubernetes-api-own"], undefined);
      const given = rulesOf(await recordInGiven());
      assert.deepEqual(given["kubernetes-api-own"]?.["sourceAddressPrefixes"], ["192.0.2.99/32"]);
    });

    it("open ESP where IPsec encrypts, and other clusters of a mesh what they need", async () => {
      const meshPeers = [{ nodeCidr: "10.50.0.0/22", podCidr: "10.150.0.0/16" }];
      const access = { ...site.access, needs: { unfiltered: ["icmp", "esp"] as const }, meshPeers };
      const rules = rulesOf(await recordMachines({ access }));

      assert.equal(rules["ipsec-machines"]?.["protocol"], "Esp");
      assert.deepEqual(rules["ipsec-networks"]?.["sourceAddressPrefixes"], ["10.50.0.0/22"]);
      assert.deepEqual(rules["hubble-peer-networks"]?.["sourceAddressPrefixes"], [
        "10.140.0.0/16",
        "10.50.0.0/22",
        "10.150.0.0/16",
      ]);
    });
  });

  describe("the load balancer", () => {
    it("has a public address, and hands both APIs on to the control planes", async () => {
      const { seen, machines } = await made({
        pools: [
          { ...controlPlane, count: 1 },
          { ...general, count: 1 },
        ],
      });
      const { inputs } = seen.only(type("network:LoadBalancer"));
      const rules = inputs["loadBalancingRules"] as Record<string, unknown>[];

      assert.deepEqual(
        rules.map(({ frontendPort, backendPort, disableOutboundSnat }) => [
          frontendPort,
          backendPort,
          disableOutboundSnat,
        ]),
        [
          [6443, 6443, true],
          [50_000, 50_000, true],
        ],
      );
      assert.deepEqual(rules[0]?.["probe"], {
        id: armId("edge", "Microsoft.Network/loadBalancers/edge-kube-api/probes/kubernetes-api"),
      });
      const pools = inputsOf(seen, "network:NetworkInterface", "ipConfigurations").map(
        (all) => (all as { loadBalancerBackendAddressPools?: object }[])[0]?.loadBalancerBackendAddressPools,
      );
      const pool = [{ id: "edge-machines-kube-api-id/backendAddressPools/control-planes" }];
      assert.deepEqual(pools, [pool, undefined]);
      assert.equal(await valueOf(machines.endpoint.host), "192.0.2.10");
      assert.equal(await valueOf(machines.talosApi?.host ?? ""), "192.0.2.10");
      assert.deepEqual(await valueOf(machines.endpoint.egressCidrs?.[0] ?? ""), "192.0.2.7/32");
    });

    it("has an address of the subnet where it is internal, and the port that is asked for", async () => {
      const { seen, machines } = await made({ endpoint: "internal", port: 443 });
      const [rule] = seen.only(type("network:LoadBalancer")).inputs["loadBalancingRules"] as Record<
        string,
        unknown
      >[];

      assert.deepEqual([rule?.["frontendPort"], rule?.["backendPort"]], [443, 6443]);
      assert.equal(machines.endpoint.port, 443);

      assert.equal(await valueOf(machines.endpoint.host), "10.40.0.9");
      assert.deepEqual(inputsOf(seen, "network:PublicIPAddress", "publicIpAddressName"), ["edge-nat"]);
      assert.deepEqual(machines.endpoint.egressCidrs, []);
    });

    it("has no listener for the Talos API where that is reached directly", async () => {
      const { seen, machines } = await made({ talosApi: "direct" });

      assert.equal(machines.talosApi, undefined);
      const { inputs } = seen.only(type("network:LoadBalancer"));
      assert.equal((inputs["loadBalancingRules"] as unknown[]).length, 1);
      assert.equal((inputs["probes"] as unknown[]).length, 1);
    });
  });
});
