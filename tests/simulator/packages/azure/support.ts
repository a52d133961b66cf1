import assert from "node:assert/strict";

import { schemaFailures } from "../../../../simulator/core/check.ts";
import type {
  CallContext,
  Properties,
  ResourceState,
  SimulatedResource,
} from "../../../../simulator/core/kind.ts";
import { openWorld, type WorldFile } from "../../../../simulator/core/world.ts";
import { seedAzure, simulated } from "../../../../simulator/packages/azure-native/index.ts";

export const subscriptionId = "11111111-2222-4333-8444-555555555555";
export const config = { subscriptionId, tenantId: "66666666-7777-4888-9999-000000000000" };
export const location = "westeurope";
export const place = { resourceGroupName: "edge", location };

/** An image of Talos that is there. */
export const imageId = `/subscriptions/${subscriptionId}/resourceGroups/images/providers/Microsoft.Compute/images/talos`;

/** A simulated subscription with a resource group, an image, and a quota of a few cores. */
export class Subscription implements Disposable {
  readonly world: WorldFile = openWorld(":memory:");

  constructor() {
    seedAzure(this.world, {
      subscriptionId,
      location,
      resourceGroups: ["edge"],
      image: { id: imageId },
      talosVersion: "1.13.9",
      cores: { regular: 8, spot: 4 },
    });
  }

  context(name: string): CallContext {
    return { world: this.world, urn: `urn::${name}`, config, preview: false };
  }

  kind(type: string): SimulatedResource {
    return simulated.resource(`azure-native:${type}`) ?? assert.fail(`no ${type}`);
  }

  /** Makes a thing, as the engine does: checked, then created. */
  create(type: string, inputs: Properties): ResourceState {
    const kind = this.kind(type);
    const failures = [
      ...schemaFailures(kind.schema ?? {}, inputs),
      ...(kind.check?.(inputs, this.context(type)) ?? []),
    ];
    if (failures.length > 0) {
      throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
    }
    return kind.create(inputs, this.context(`${type} ${JSON.stringify(inputs)}`));
  }

  read(type: string, id: string): ResourceState | undefined {
    return this.kind(type).read?.(id, {}, this.context(type));
  }

  update(type: string, { id, outputs }: ResourceState, inputs: Properties): ResourceState {
    return this.kind(type).update?.(id, outputs, inputs, this.context(type)) ?? assert.fail("no update");
  }

  remove(type: string, { id, outputs }: ResourceState): void {
    this.kind(type).delete?.(id, outputs, this.context(type));
  }

  network(): ResourceState {
    return this.create("network:VirtualNetwork", {
      ...place,
      virtualNetworkName: "net",
      addressSpace: { addressPrefixes: ["10.40.0.0/22"] },
    });
  }

  subnet(changed: Properties = {}): ResourceState {
    return this.create("network:Subnet", {
      resourceGroupName: "edge",
      virtualNetworkName: "net",
      subnetName: "machines",
      addressPrefix: "10.40.0.0/22",
      ...changed,
    });
  }

  card(name: string, subnetId: string, more: Properties = {}): ResourceState {
    return this.create("network:NetworkInterface", {
      ...place,
      networkInterfaceName: name,
      ipConfigurations: [{ name: "machine", subnet: { id: subnetId }, ...more }],
    });
  }

  address(changed: Properties = {}): ResourceState {
    return this.create("network:PublicIPAddress", {
      ...place,
      publicIpAddressName: "api",
      sku: { name: "Standard" },
      publicIPAllocationMethod: "Static",
      ...changed,
    });
  }

  [Symbol.dispose](): void {
    this.world.close();
  }
}
