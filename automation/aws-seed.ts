import type { StackConfig } from "../config/index.ts";
import type { AwsSeed } from "../simulator/packages/aws/seed.ts";

/** Schematic of an image without extensions. */
const vanilla = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

/** What a configuration takes for granted on AWS: an image, and whatever of network, zone and key it names. */
export function awsSeedOf(
  { endpoint: { dns }, environment, network: { nodeCidr }, versions }: StackConfig,
  { region, network, image, encryptionKey }: NonNullable<StackConfig["aws"]>,
): AwsSeed {
  return {
    region,
    talosVersion: versions.talos,
    ...(image && { image: { ...image, schematic: vanilla } }),
    ...(network && {
      network: {
        vpcId: network.vpcId,
        cidr: nodeCidr,
        subnets: [...network.privateSubnets, ...network.publicSubnets],
      },
    }),
    ...(dns?.provider === "route53" && { zone: { id: dns.zoneId, name: environment.domain } }),
    ...(encryptionKey !== undefined && { encryptionKey }),
  };
}
