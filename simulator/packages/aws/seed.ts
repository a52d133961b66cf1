import { digits, type CloudRecord } from "../../core/cloud.ts";
import type { World } from "../../core/kind.ts";
import type { HostedZone } from "./dns.ts";
import { arn } from "./ids.ts";
import { putPublishedImage, type StoredObject, type TalosImage } from "./bootables.ts";
import { putQuota, type QuotaName } from "./quotas.ts";

/** A subnet that is there already. */
interface SeededSubnet {
  readonly id: string;
  readonly zone: string;
  /** Default: the next sixteenth of the network. */
  readonly cidr?: string;
}

/** What is there before a stack is. */
export interface AwsSeed {
  readonly region: string;

  /** Exact version of Talos, without `v`, whose official image is published in the region. */
  readonly talosVersion: string;

  /** A network with an internet gateway. Default: none. */
  readonly network?: {
    readonly vpcId: string;
    readonly cidr: string;
    readonly subnets: readonly SeededSubnet[];
  };

  /** An image of one's own: an AMI, or a raw disk image in a bucket. Default: none. */
  readonly image?: ({ readonly id: string } | { readonly bucket: string; readonly key: string }) & {
    readonly schematic: string;
  };

  /** Default: none. */
  readonly zone?: { readonly id: string; readonly name: string };

  /** ARN of a key. Default: none. */
  readonly encryptionKey?: string;

  /** Default: enough for a cluster of dozens of machines. */
  readonly quotas?: Readonly<Partial<Record<QuotaName, number>>>;
}

/** The account that publishes the official images. Source: Talos documentation, "AWS". */
const talosAccount = "540036508848";

/** Schematic of an image without extensions, which the official ones are. */
const vanilla = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

/** Puts into the world what a stack on AWS takes for granted. */
export function seedAws(world: World, seed: AwsSeed): void {
  const { region, talosVersion, network, image, zone, encryptionKey, quotas = {} } = seed;
  const talos = (schematic: string): TalosImage => ({ platform: "aws", schematic, talosVersion });
  const name = `talos-v${talosVersion}-${region}-amd64`;
  const official = { name, ownerId: talosAccount, talos: talos(vanilla) };
  putPublishedImage(world, `ami-0${digits(name, 16)}`, official);
  if (image !== undefined) {
    const own = talos(image.schematic);
    if ("id" in image) {
      putPublishedImage(world, image.id, { name: image.id, ownerId: "self", talos: own });
    } else {
      const object: StoredObject = { sizeBytes: 1_300_000_000, image: own };
      world.put("awsObject", `${image.bucket}/${image.key}`, object);
    }
  }
  if (network !== undefined) {
    seedNetwork(world, region, network);
  }
  if (zone !== undefined) {
    world.put("awsZone", zone.id, { name: zone.name } satisfies HostedZone);
  }
  if (encryptionKey !== undefined) {
    const keyId = encryptionKey.split("/").at(-1) ?? "";
    putRecord(world, "awsKey", keyId, { arn: encryptionKey, keyId, isEnabled: true });
  }
  for (const [quota, value] of Object.entries(quotas)) {
    putQuota(world, quota as QuotaName, value);
  }
}

function seedNetwork(
  world: World,
  region: string,
  { vpcId, cidr, subnets }: NonNullable<AwsSeed["network"]>,
): void {
  putRecord(world, "awsVpc", vpcId, {
    ...{ arn: arn("ec2", region, `vpc/${vpcId}`), cidrBlock: cidr, enableDnsSupport: true },
  });
  putRecord(world, "awsInternetGateway", vpcId.replace("vpc-", "igw-"), { vpcId });
  for (const [index, { id, zone, cidr: cidrBlock = sixteenth(cidr, index) }] of subnets.entries()) {
    putRecord(world, "awsSubnet", id, { vpcId, availabilityZone: zone, cidrBlock });
  }
}

/** One of the sixteen equal parts of a network. */
function sixteenth(cidr: string, index: number): string {
  const [address = "", length = ""] = cidr.split("/");
  const prefix = Number(length) + 4;
  const first =
    address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) + index * 2 ** (32 - prefix);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${prefix}`;
}

function putRecord(world: World, collection: string, id: string, computed: CloudRecord["computed"]): void {
  world.put(collection, id, { inputs: {}, computed } satisfies CloudRecord);
}
