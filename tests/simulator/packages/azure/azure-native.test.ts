import assert from "node:assert/strict";

import type { Properties } from "../../../../simulator/core/kind.ts";
import { simulated } from "../../../../simulator/packages/azure-native/index.ts";
import { config, location, place, Subscription, subscriptionId } from "./support.ts";

describe("the simulated package azure-native", () => {
  let azure: Subscription;

  beforeEach(() => {
    azure = new Subscription();
  });

  afterEach(() => {
    azure[Symbol.dispose]();
  });

  it("refuses what the provider does not have, and what is not of its type", () => {
    assert.throws(
      () => azure.create("network:VirtualNetwork", { ...place, adressSpace: {} }),
      /adressSpace: Invalid or unknown key/,
    );
    assert.throws(
      () => azure.create("network:VirtualNetwork", { ...place, virtualNetworkName: 1 }),
      /virtualNetworkName: Incorrect attribute value type/,
    );
    assert.equal(simulated.resource("azure-native:network:Nothing"), undefined);
  });

  it("wants a resource group that is there", () => {
    assert.throws(
      () => azure.create("network:RouteTable", { ...place, resourceGroupName: "other", routeTableName: "a" }),
      /Code="ResourceGroupNotFound" Message="Resource group 'other' could not be found\."/,
    );
  });

  it("gives ids as Azure does, and knows them in capitals too", () => {
    const { id } = azure.network();

    assert.equal(
      id,
      `/subscriptions/${subscriptionId}/resourceGroups/edge/providers/Microsoft.Network/virtualNetworks/net`,
    );
    const { id: subnetId } = azure.subnet();
    assert.doesNotThrow(() => azure.card("a", subnetId.toUpperCase()));
  });

  it("is asked for what is there, and says what is not", () => {
    const call = (token: string, args: Properties) =>
      simulated.invoke?.(`azure-native:${token}`, args, azure.context("call"));
    azure.network();

    assert.equal(call("authorization:getClientConfig", {})?.["subscriptionId"], subscriptionId);
    assert.equal(call("resources:getResourceGroup", { resourceGroupName: "edge" })?.["location"], location);
    assert.deepEqual(
      call("network:getVirtualNetwork", { resourceGroupName: "edge", virtualNetworkName: "net" })?.[
        "addressSpace"
      ],
      { addressPrefixes: ["10.40.0.0/22"] },
    );
    assert.equal(
      call("compute:getImage", { resourceGroupName: "images", imageName: "talos" })?.["hyperVGeneration"],
      "V2",
    );
    assert.throws(
      () => call("compute:getImage", { resourceGroupName: "images", imageName: "other" }),
      /Code="ResourceNotFound"/,
    );
    assert.throws(
      () => call("resources:getResourceGroup", { resourceGroupName: "x" }),
      /ResourceGroupNotFound/,
    );
  });

  it("wants a subscription to be named", () => {
    assert.throws(
      () => simulated.configure?.({}, azure.context("provider")),
      /could not find the subscription/,
    );
    assert.throws(
      () => simulated.configure?.({ ...config, tenantId: "t" }, azure.context("provider")),
      /invalid tenantID "t"/,
    );
    assert.doesNotThrow(() => simulated.configure?.(config, azure.context("provider")));
  });
});
