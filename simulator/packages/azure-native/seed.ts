import type { World } from "../../core/kind.ts";

/** What a subscription has before a stack is made in it. */
export interface AzureSeed {
  readonly subscriptionId: string;
  readonly location: string;

  /** Zones of the location. Default: 1, 2 and 3. */
  readonly zones?: readonly string[];

  /** Names of resource groups that are there. Default: none beside the network watcher's. */
  readonly resourceGroups?: readonly string[];

  /** A subnet by its ARM id, in a network of the same addresses. Default: none. */
  readonly subnet?: { readonly id: string; readonly cidr: string };

  /** An image by its ARM id, or a VHD by its address. Default: none. */
  readonly image?: { readonly id: string } | { readonly blobUri: string };

  /** What the image boots. */
  readonly talosVersion: string;

  /** A disk encryption set by its ARM id. Default: none. */
  readonly diskEncryptionSetId?: string;

  /** The network watcher of the location by its ARM id. Default: the one that Azure makes by itself. */
  readonly networkWatcherId?: string;

  /** A DNS zone by its ARM id. Default: none. */
  readonly zoneId?: string;

  /** Cores of all sizes that the subscription may use, at the regular price and as spare capacity. Default: 20 each. */
  readonly cores?: { readonly regular: number; readonly spot: number };
}

/** Smallest disk that the official image of Talos for Azure fits on. Source: siderolabs/talos, `pkg/imager/profile`. */
const imageSizeGiB = 8;

/** Puts into a world what a configuration takes for granted on Azure. Light: it reads no schema. */
export function seedAzure(world: World, seed: AzureSeed): void {
  const { location, subscriptionId, zones = ["1", "2", "3"] } = seed;
  world.put("azureLocation", location, { zones });
  world.put("azureFeature", "EncryptionAtHost", {});
  const watcher =
    seed.networkWatcherId ??
    `/subscriptions/${subscriptionId}/resourceGroups/NetworkWatcherRG/providers/Microsoft.Network/networkWatchers/NetworkWatcher_${location}`;
  put(world, "azureNetworkWatcher", watcher, { location });
  for (const name of seed.resourceGroups ?? []) {
    putGroup(world, `/subscriptions/${subscriptionId}/resourceGroups/${name}`, location);
  }
  if (seed.subnet !== undefined) {
    seedSubnet(world, seed.subnet, location);
  }
  if (seed.image !== undefined) {
    seedImage(world, seed.image, location, seed.talosVersion);
  }
  if (seed.diskEncryptionSetId !== undefined) {
    put(world, "azureEncryptionSet", seed.diskEncryptionSetId, {
      location,
      encryptionType: "EncryptionAtRestWithCustomerKey",
    });
  }
  if (seed.zoneId !== undefined) {
    put(world, "azureZone", seed.zoneId, { location: "global" });
  }
  // Reader, which everybody may be given.
  world.put(
    "azureRole",
    "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
    {
      inputs: {},
      computed: {},
    },
  );
  if (seed.cores !== undefined) {
    world.put("azureQuota", "cores", { limit: seed.cores.regular });
    world.put("azureQuota", "spotCores", { limit: seed.cores.spot });
  }
}

function seedSubnet(
  world: World,
  { id, cidr }: { readonly id: string; readonly cidr: string },
  location: string,
): void {
  const network = id.replace(/\/subnets\/[^/]+$/i, "");
  put(world, "azureNetwork", network, {
    location,
    virtualNetworkName: nameOf(network),
    addressSpace: { addressPrefixes: [cidr] },
  });
  const gateway = `${network.replace(/\/virtualNetworks\/.*$/i, "")}/natGateways/existing`;
  put(world, "azureSubnet", id, {
    virtualNetworkName: nameOf(network),
    subnetName: nameOf(id),
    addressPrefix: cidr,
    natGateway: { id: gateway },
  });
}

function seedImage(
  world: World,
  image: NonNullable<AzureSeed["image"]>,
  location: string,
  talosVersion: string,
): void {
  const bootable = { talosVersion, schematic: "", sizeGiB: imageSizeGiB };
  if ("blobUri" in image) {
    world.put("azureBlob", image.blobUri, bootable);
    return;
  }
  put(world, "azureImage", image.id, { location, hyperVGeneration: "V2" });
  world.put("azureBootable", image.id, bootable);
}

/** A thing in a resource group, which is there then too. */
function put(world: World, collection: string, id: string, inputs: object): void {
  const group = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0];
  if (group !== undefined) {
    putGroup(world, group, (inputs as { readonly location?: string }).location ?? "");
  }
  world.put(collection, id, { inputs, computed: { name: nameOf(id), provisioningState: "Succeeded" } });
}

function putGroup(world: World, id: string, location: string): void {
  if (world.get("azureGroup", id) === undefined) {
    const name = nameOf(id);
    world.put("azureGroup", id, { inputs: { resourceGroupName: name, location }, computed: { name } });
  }
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
