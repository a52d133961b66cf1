import type { CloudRecord } from "../../core/cloud.ts";
import type { World } from "../../core/kind.ts";
import { keyGrantId } from "./grants.ts";
import { selfLink, type Region } from "./paths.ts";
import type { Quotas } from "./quota.ts";

/** What is there before a cluster is. */
export interface GcpSeed {
  readonly project: string;
  readonly region: string;
  /** Zones besides a, b and c of the region. Default: none. */
  readonly zones?: readonly string[];
  /** Version of Talos in the image, without `v`. */
  readonly talosVersion: string;
  /** An image that is there, or a disk image in a bucket. Default: none. */
  readonly image?: { readonly id: string } | { readonly source: string };
  /** A network that is there, with one subnetwork. Default: none. */
  readonly network?: {
    /** Name or self link. */
    readonly network: string;
    /** Name or self link. */
    readonly subnetwork: string;
    readonly cidr: string;
  };
  /** Name of a key that is there, and that Compute Engine may use. Default: none. */
  readonly encryptionKey?: string | undefined;
  /** A zone of Cloud DNS. Default: none. */
  readonly dnsZone?: { readonly name: string; readonly domain: string } | undefined;
  /** What differs from the quotas that fit the examples. */
  readonly quotas?: Partial<Quotas>;
}

/** Number of the project. */
const projectNumber = "481516234208";

/** Schematic of an image without extensions. */
const plainSchematic = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

/** Source of all but the cores: Google Cloud documentation, "Quotas and limits" of VPC and of Compute Engine, defaults. */
const quotas: Quotas = {
  NETWORKS: 5,
  FIREWALLS: 100,
  STATIC_ADDRESSES: 8,
  CPUS: 500,
  SSD_TOTAL_GB: 100_000,
};

/** Puts a project into the world, with what a cluster takes for granted. */
export function seedGcp(world: World, seed: GcpSeed): void {
  const { project, region, zones = [] } = seed;
  const letters = ["a", "b", "c"].map((letter) => `${region}-${letter}`);
  world.put("gcpProject", project, { number: projectNumber });
  world.put("gcpRegion", region, { zones: [...new Set([...letters, ...zones])] } satisfies Region);
  world.put("gcpQuota", project, { ...quotas, ...seed.quotas });
  seedImage(world, seed);
  seedNetwork(world, seed);
  seedKey(world, seed);
  if (seed.dnsZone !== undefined) {
    const { name, domain } = seed.dnsZone;
    put(world, "gcpManagedZone", `projects/${project}/managedZones/${name}`, {
      dnsName: `${domain}.`,
      visibility: "public",
      nameServers: ["a", "b", "c", "d"].map((letter) => `ns-cloud-${letter}1.googledomains.com.`),
    });
  }
}

function seedImage(world: World, { image, project, talosVersion }: GcpSeed): void {
  if (image === undefined) {
    return;
  }
  const talos = { platform: "gcp", schematic: plainSchematic, talosVersion };
  if ("source" in image) {
    world.put("gcpObject", image.source, talos);
    return;
  }
  const path = pathOf(image.id);
  const [, owner = project] = /^projects\/([^/]+)\//.exec(path) ?? [];
  const isFamily = path.includes("/family/") || !path.includes("/");
  const name = isFamily ? `talos-v${talosVersion.replaceAll(".", "-")}` : lastOf(path);
  const inputs = {
    ...(isFamily && { family: lastOf(path) }),
    guestOsFeatures: ["UEFI_COMPATIBLE", "GVNIC", "VIRTIO_SCSI_MULTIQUEUE"].map((type) => ({ type })),
  };
  put(world, "gcpImage", `projects/${owner}/global/images/${name}`, { status: "READY", talos }, inputs);
}

function seedNetwork(world: World, { network, project, region }: GcpSeed): void {
  if (network === undefined) {
    return;
  }
  const id = full(network.network, `projects/${project}/global/networks`);
  put(world, "gcpNetwork", id, { mtu: 0, routingMode: "REGIONAL" }, { autoCreateSubnetworks: false });
  put(
    world,
    "gcpSubnetwork",
    full(network.subnetwork, `projects/${project}/regions/${region}/subnetworks`),
    { network: selfLink(id), region, purpose: "PRIVATE" },
    { network: selfLink(id), ipCidrRange: network.cidr, privateIpGoogleAccess: true },
  );
}

function seedKey(world: World, { encryptionKey }: GcpSeed): void {
  if (encryptionKey === undefined) {
    return;
  }
  const [ring = ""] = encryptionKey.split("/cryptoKeys/");
  const primaries = [{ name: `${encryptionKey}/cryptoKeyVersions/1`, state: "ENABLED" }];
  put(world, "gcpKeyRing", ring, {});
  put(world, "gcpCryptoKey", encryptionKey, { primaries }, { keyRing: ring, purpose: "ENCRYPT_DECRYPT" });
  put(world, "gcpCryptoKeyMember", keyGrantId(encryptionKey, projectNumber), {});
}

/** The id that a name or a self link stands for. */
function full(text: string, place: string): string {
  return text.includes("/") ? pathOf(text) : `${place}/${text}`;
}

/** What comes after the address of the API. */
function pathOf(link: string): string {
  return link.replace(/^https:\/\/[^/]+\/compute\/v1\//, "");
}

function lastOf(path: string): string {
  return path.split("/").at(-1) ?? "";
}

function put(world: World, collection: string, id: string, computed: object, inputs: object = {}): void {
  const record: CloudRecord = {
    inputs: { ...inputs },
    computed: { name: lastOf(id), selfLink: selfLink(id), ...computed },
  };
  world.put(collection, id, record);
}
