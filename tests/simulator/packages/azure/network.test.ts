import assert from "node:assert/strict";

import type { BalancerRecord } from "../../../../simulator/core/balancer.ts";
import type { Properties } from "../../../../simulator/core/kind.ts";
import { location, place, Subscription, subscriptionId } from "./support.ts";

describe("networks of the simulated Azure", () => {
  let azure: Subscription;

  beforeEach(() => {
    azure = new Subscription();
  });

  afterEach(() => {
    azure[Symbol.dispose]();
  });

  describe("a network", () => {
    it("holds subnets that lie in it and do not overlap", () => {
      azure.network();
      assert.throws(() => azure.subnet({ addressPrefix: "10.41.0.0/24" }), /NetcfgInvalidSubnet/);
      assert.throws(() => azure.subnet({ addressPrefix: "10.40.0.1/22" }), /InvalidCIDRNotation/);
      assert.throws(() => azure.subnet({ addressPrefix: "10.40.0.0/30" }), /InvalidCIDRNotation/);
      azure.subnet({ addressPrefix: "10.40.0.0/24" });
      assert.throws(
        () => azure.subnet({ subnetName: "b", addressPrefix: "10.40.0.128/25" }),
        /NetcfgSubnetRangesOverlap/,
      );
      assert.doesNotThrow(() => azure.subnet({ subnetName: "b", addressPrefix: "10.40.1.0/24" }));
    });

    it("stays while it is used", () => {
      const net = azure.network();
      const sub = azure.subnet();
      const nic = azure.card("a", sub.id);

      assert.throws(() => {
        azure.remove("network:Subnet", sub);
      }, /InUseSubnetCannotBeDeleted/);
      assert.throws(() => {
        azure.remove("network:VirtualNetwork", net);
      }, /InUseVirtualNetworkCannotBeDeleted/);
      azure.remove("network:NetworkInterface", nic);
      azure.remove("network:Subnet", sub);
      assert.doesNotThrow(() => {
        azure.remove("network:VirtualNetwork", net);
      });
    });

    it("keeps its first four addresses and the last, and runs out", () => {
      azure.network();
      const { id } = azure.subnet({ addressPrefix: "10.40.0.0/29" });
      const given = ["a", "b", "c"].map((name) => {
        const [configuration] = azure.card(name, id).outputs["ipConfigurations"] as {
          privateIPAddress: string;
        }[];
        return configuration?.privateIPAddress;
      });

      assert.deepEqual(given.sort(), ["10.40.0.4", "10.40.0.5", "10.40.0.6"]);
      assert.throws(() => azure.card("d", id), /no address is free/);
    });

    it("lets its flows be recorded once, by the watcher of the location", () => {
      const net = azure.network();
      const storage = azure.create("storage:StorageAccount", {
        ...place,
        accountName: "flows",
        kind: "StorageV2",
        sku: { name: "Standard_LRS" },
      });
      const log = (flowLogName: string, networkWatcherName = "NetworkWatcher_westeurope") =>
        azure.create("network:FlowLog", {
          resourceGroupName: "NetworkWatcherRG",
          networkWatcherName,
          flowLogName,
          location,
          targetResourceId: net.id,
          storageId: storage.id,
        });

      assert.throws(() => log("a", "NetworkWatcher_elsewhere"), /ParentResourceNotFound/);
      log("a");
      assert.throws(() => log("b"), /FlowLogAlreadyExistsForTarget/);
    });
  });

  describe("a security rule", () => {
    const rule = (changed: Properties = {}) =>
      azure.create("network:SecurityRule", {
        resourceGroupName: "edge",
        networkSecurityGroupName: "guard",
        securityRuleName: "api",
        access: "Allow",
        direction: "Inbound",
        priority: 100,
        protocol: "Tcp",
        sourceAddressPrefix: "10.0.0.0/8",
        destinationAddressPrefix: "*",
        destinationPortRange: "6443",
        ...changed,
      });

    it("needs a group, a priority of its own, and networks, ports and protocols that are such", () => {
      assert.throws(() => rule(), /ParentResourceNotFound.*'guard'/);
      azure.create("network:NetworkSecurityGroup", { ...place, networkSecurityGroupName: "guard" });
      rule();
      assert.throws(() => rule({ securityRuleName: "b" }), /SecurityRuleConflict/);
      const other = { securityRuleName: "b", priority: 101 };
      assert.throws(() => rule({ ...other, priority: 99 }), /Allowed range 100-4096/);
      assert.throws(() => rule({ ...other, sourceAddressPrefix: "10.0.0.1/8" }), /invalid Address prefix/);
      assert.throws(() => rule({ ...other, destinationPortRange: "70000" }), /invalid Port range/);
      assert.throws(() => rule({ ...other, protocol: "SCTP" }), /invalid Protocol/);
      assert.throws(() => rule({ ...other, sourceAddressPrefixes: ["10.0.0.0/8"] }), /want one of a prefix/);
      assert.throws(
        () =>
          rule({
            ...other,
            sourceAddressPrefix: undefined,
            sourceApplicationSecurityGroups: [{ id: "/nowhere" }],
          }),
        /InvalidResourceReference.*\/nowhere/,
      );
      assert.doesNotThrow(() => rule(other));
    });
  });

  describe("a public address", () => {
    it("is standard and static, over one zone or all of them", () => {
      assert.throws(() => azure.address({ sku: { name: "Basic" } }), /Basic SKU/);
      assert.throws(
        () => azure.address({ publicIPAllocationMethod: "Dynamic" }),
        /must have AllocationMethod set to Static/,
      );
      assert.throws(() => azure.address({ zones: ["1", "2"] }), /ResourceCannotHaveMultipleZonesSpecified/);
      assert.match(
        String(azure.address({ zones: ["1", "2", "3"] }).outputs["ipAddress"]),
        /^203\.0\.113\.\d+$/,
      );
    });

    it("is one of as many as the subscription may have", () => {
      for (let number = 0; number < 20; number += 1) {
        azure.address({ publicIpAddressName: `a${number}` });
      }
      assert.throws(
        () => azure.address({ publicIpAddressName: "b" }),
        /Cannot create more than 20 public IP addresses/,
      );
    });
  });

  describe("a load balancer", () => {
    const balancerId = `/subscriptions/${subscriptionId}/resourceGroups/edge/providers/Microsoft.Network/loadBalancers/api`;
    const rule = {
      name: "api",
      protocol: "Tcp",
      frontendPort: 6443,
      backendPort: 6443,
      frontendIPConfiguration: { id: `${balancerId}/frontendIPConfigurations/api` },
      backendAddressPool: { id: `${balancerId}/backendAddressPools/machines` },
    };
    const balancer = (frontend: object, changed: Properties = {}) =>
      azure.create("network:LoadBalancer", {
        ...place,
        loadBalancerName: "api",
        sku: { name: "Standard" },
        frontendIPConfigurations: [{ name: "api", ...frontend }],
        backendAddressPools: [{ name: "machines" }],
        loadBalancingRules: [rule],
        ...changed,
      });

    it("leads its ports to the cards in its pool, as these come and go", () => {
      azure.network();
      const sub = azure.subnet();
      balancer({ publicIPAddress: { id: azure.address().id } });
      const [{ value: empty } = assert.fail()] = azure.world.list<BalancerRecord>("balancer");
      assert.deepEqual(empty.listeners, [{ port: 6443, backends: [] }]);

      const joined = {
        loadBalancerBackendAddressPools: [{ id: `${balancerId}/backendAddressPools/machines` }],
      };
      const nic = azure.card("cp-1", sub.id, joined);
      const [{ value: full } = assert.fail()] = azure.world.list<BalancerRecord>("balancer");
      assert.equal(full.internal, false);
      assert.equal(full.listeners[0]?.backends.length, 1);
      assert.throws(
        () =>
          azure.card("cp-2", sub.id, {
            loadBalancerBackendAddressPools: [{ id: `${balancerId}/backendAddressPools/x` }],
          }),
        /InvalidResourceReference/,
      );
      azure.remove("network:NetworkInterface", nic);
      assert.deepEqual(azure.world.list<BalancerRecord>("balancer")[0]?.value.listeners[0]?.backends, []);
    });

    it("has an address of its subnet where it is internal, and keeps it", () => {
      azure.network();
      const made = balancer({ subnet: { id: azure.subnet().id } });
      const [{ id: host, value } = assert.fail()] = azure.world.list<BalancerRecord>("balancer");
      assert.match(host, /^10\.40\.[0-3]\.\d+$/);
      assert.equal(value.internal, true);

      const { outputs } = azure.read("network:LoadBalancer", made.id) ?? assert.fail();
      azure.update("network:LoadBalancer", made, { ...outputs, tags: { a: "b" } });
      assert.deepEqual(
        azure.world.list("balancer").map((entry) => entry.id),
        [host],
      );
    });

    it("refuses parts that it does not have, ports that are none, and a port twice", () => {
      const frontend = { publicIPAddress: { id: azure.address().id } };
      const elsewhere = { id: `${balancerId}/probes/none` };
      assert.throws(
        () => balancer(frontend, { loadBalancingRules: [{ ...rule, probe: elsewhere }] }),
        /probes\/none referenced by/,
      );
      assert.throws(
        () => balancer(frontend, { loadBalancingRules: [{ ...rule, frontendPort: 0 }] }),
        /InvalidPortNumber/,
      );
      assert.throws(
        () => balancer(frontend, { loadBalancingRules: [rule, { ...rule, name: "b" }] }),
        /RulesUseSameFrontendPort/,
      );
      assert.throws(() => balancer(frontend, { sku: { name: "Basic" } }), /Basic sku are retired/);
    });
  });
});
