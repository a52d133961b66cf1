import type { InstanceArgs } from "@pulumi/aws/ec2/instance.js";
import type { Input } from "@pulumi/pulumi";

import type { Place, PlacedMachine } from "../placement.ts";
import type { AwsMachinesArgs } from "./args.ts";
import { clusterTag, namedTags, storageTag } from "./tags.ts";
import { isProtected, volumeSettings } from "./volumes.ts";

/** What a machine is made of that is made before it. */
export interface InstanceParts {
  readonly ami: Input<string>;
  readonly keyArn: Input<string>;
  readonly subnetId: Input<string>;
  readonly securityGroupIds: readonly Input<string>[];
  /** Name of the instance profile. Default: the machine has no identity. */
  readonly profile?: Input<string>;
  readonly placementGroup: Input<string>;
  /** Compressed, in base64. */
  readonly userData: Input<string>;
}

/** Arguments of the instance of one machine. */
export function instanceArgs(
  args: AwsMachinesArgs,
  { name, pool, place }: PlacedMachine<Place>,
  parts: InstanceParts,
): InstanceArgs {
  const { clusterName, routing = "tunnel", volumeType = "gp3" } = args;
  const tags = { ...namedTags(args, name), role: pool.role };
  return {
    ami: parts.ami,
    instanceType: pool.instanceType,
    availabilityZone: place.name,
    subnetId: parts.subnetId,
    vpcSecurityGroupIds: [...parts.securityGroupIds],
    associatePublicIpAddress: false,
    iamInstanceProfile: parts.profile,
    placementGroup: parts.placementGroup,
    userDataBase64: parts.userData,
    // Packets of pods have addresses that are not the machine's.
    sourceDestCheck: routing !== "native",
    // A session and a single hop: what answers the machine must not answer pods.
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    rootBlockDevice: {
      volumeType,
      volumeSize: pool.diskGiB,
      deleteOnTermination: true,
      ...volumeSettings(volumeType, pool.diskGiB, parts.keyArn),
      tags: namedTags(args, name),
    },
    disableApiTermination: isProtected(args, pool.role),
    instanceMarketOptions: pool.spot === true ? spot : undefined,
    tags: { ...tags, ...clusterTag(clusterName), ...storageTag(clusterName) },
  };
}

/** A machine that is taken away is gone, and the next update makes another. */
const spot = {
  marketType: "spot",
  spotOptions: { spotInstanceType: "one-time", instanceInterruptionBehavior: "terminate" },
};
