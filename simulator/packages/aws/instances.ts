import { digits } from "../../core/cloud.ts";
import type { CloudRecord } from "../../core/cloud.ts";
import { machineOf, putMachine, removeMachine } from "../../core/machine.ts";
import type { CallContext, CheckFailure, Properties, World } from "../../core/kind.ts";
import { removeAbandonedClusters } from "../kubernetes/cluster.ts";
import { bootWithUserData } from "../talos/boot.ts";
import { addressIn } from "./addresses.ts";
import { settleBalancers } from "./balancers.ts";
import { bootableOf } from "./bootables.ts";
import { arn, awsId, nameOf, refusal, regionOf, tagsAll } from "./ids.ts";
import { instanceSize } from "./instance-types.ts";
import { keyReference } from "./keys.ts";
import { aws, type AwsResources } from "./kind.ts";
import { refuseOverQuota } from "./quotas.ts";
import { all, find, listOf, mappingOf, numberOf, textOf } from "./records.ts";
import { furtherDisks, volumeProblem } from "./volumes.ts";

/** Bytes of user data before they are encoded. Source: Amazon EC2 User Guide, "Instance user data". */
const userDataLimit = 16_384;

/** Running instances of one zone in a placement group that spreads. Source: Amazon EC2 User Guide, "Placement groups". */
const spreadPerZone = 7;

const doing = "creating EC2 Instance";

const instance = aws("ec2/instance", {
  collection: "awsInstance",
  replaceOn: [
    ...["ami", "availabilityZone", "subnetId", "privateIp", "keyName", "tenancy", "ebsBlockDevices"],
    ...["associatePublicIpAddress", "placementGroup", "placementPartitionNumber", "securityGroups"],
    ...["instanceMarketOptions", "cpuOptions", "hibernation", "enclaveOptions", "privateDnsNameOptions"],
    ...["rootBlockDevice.encrypted", "rootBlockDevice.kmsKeyId"],
  ],
  replaces: (_olds, { userDataReplaceOnChange }) =>
    userDataReplaceOnChange === true ? ["userData", "userDataBase64"] : [],
  check: checkInstance,
  refersTo: [
    {
      path: "ami",
      collection: "awsAmi",
      missing: (id) => `${doing}: api error InvalidAMIID.NotFound: The image id '[${id}]' does not exist`,
    },
    {
      path: "subnetId",
      collection: "awsSubnet",
      missing: (id) => `${doing}: api error InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist`,
    },
    {
      path: "vpcSecurityGroupIds[]",
      collection: "awsSecurityGroup",
      missing: (id) => `${doing}: api error InvalidGroup.NotFound: The security group '${id}' does not exist`,
    },
    {
      path: "iamInstanceProfile",
      collection: "awsInstanceProfile",
      missing: (name) =>
        `${doing}: api error InvalidParameterValue: Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
    },
    {
      path: "placementGroup",
      collection: "awsPlacementGroup",
      missing: (name) =>
        `${doing}: api error InvalidPlacementGroup.Unknown: The Placement Group '${name}' is unknown.`,
    },
    keyReference("rootBlockDevice.kmsKeyId", doing),
  ],
  idOf: awsId("i"),
  rules: (inputs, context, before) => {
    refuseSize(inputs, context, before);
    if (before === undefined) {
      refusePlace(inputs, context.world);
      refuseDisks(inputs, context.world);
    }
  },
  computed: (id, inputs, context, before) => {
    const { world } = context;
    const address = before?.["privateIp"] ?? addressIn(world, textOf(inputs["subnetId"]), id);
    const region = regionOf(context);
    return {
      ...{ arn: arn("ec2", region, `instance/${id}`), privateIp: address },
      privateDns: `ip-${textOf(address).replaceAll(".", "-")}.${region}.compute.internal`,
      ...{ instanceState: "running", primaryNetworkInterfaceId: id.replace("i-", "eni-") },
      availabilityZone: find(world, "awsSubnet", inputs["subnetId"])?.["availabilityZone"],
      instanceLifecycle: isSpot(inputs) ? "spot" : "",
      // Given at the first boot, and what the machine was booted with stays what it was booted with.
      userDataBase64: before?.["userDataBase64"] ?? inputs["userDataBase64"],
      ami: before?.["ami"] ?? inputs["ami"],
      ...tagsAll(inputs),
    };
  },
  settle: settleMachine,
  unsettle: (id, _record, world) => {
    removeMachine(world, "aws", id);
    removeAbandonedClusters(world);
    settleBalancers(world);
  },
  mayDelete: (id, { inputs }) => {
    if (inputs["disableApiTermination"] === true && inputs["forceDestroy"] !== true) {
      throw refusal(
        `terminating EC2 Instance (${id})`,
        "OperationNotPermitted",
        `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
      );
    }
  },
});

function isSpot({ instanceMarketOptions }: Properties): boolean {
  return mappingOf(instanceMarketOptions)["marketType"] === "spot";
}

function checkInstance({ userData, userDataBase64, metadataOptions }: Properties): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (userData !== undefined && userDataBase64 !== undefined) {
    failures.push({ property: "userData", reason: `"user_data": conflicts with user_data_base64` });
  }
  if (typeof userDataBase64 === "string" && !/^[A-Za-z0-9+/]*={0,2}$/.test(userDataBase64)) {
    failures.push({ property: "userDataBase64", reason: "user_data_base64: must be base64-encoded" });
  }
  const { httpTokens = "required", httpPutResponseHopLimit: hops = 1 } = mappingOf(metadataOptions);
  if (!["optional", "required", "no-preference"].includes(textOf(httpTokens))) {
    const reason = `expected http_tokens to be one of ["optional" "required" "no-preference"], got ${textOf(httpTokens)}`;
    failures.push({ property: "metadataOptions.httpTokens", reason });
  }
  if (numberOf(hops) < 1 || numberOf(hops) > 64) {
    const reason = `expected http_put_response_hop_limit to be in the range (1 - 64), got ${numberOf(hops)}`;
    failures.push({ property: "metadataOptions.httpPutResponseHopLimit", reason });
  }
  return failures;
}

function refuseSize(inputs: Properties, { world }: CallContext, before?: CloudRecord): void {
  const type = textOf(inputs["instanceType"]);
  const size = instanceSize(type);
  if (size === undefined) {
    throw refusal(
      doing,
      "InvalidParameterValue",
      `The following supplied instance types do not exist: [${type}]`,
    );
  }
  const spot = isSpot(inputs);
  const running = all(world, "awsInstance")
    .map(({ properties }) => properties)
    .filter((other) => isSpot(other) === spot)
    .reduce((sum, other) => sum + (instanceSize(textOf(other["instanceType"]))?.cpu ?? 0), 0);
  const own = before === undefined ? 0 : (instanceSize(textOf(before.inputs["instanceType"]))?.cpu ?? 0);
  refuseOverQuota(world, spot ? "spotCpus" : "onDemandCpus", doing, running - own + size.cpu);
}

function refusePlace(inputs: Properties, world: World): void {
  const { subnetId, availabilityZone, vpcSecurityGroupIds, placementGroup, iamInstanceProfile } = inputs;
  const subnet = find(world, "awsSubnet", subnetId);
  const zone = subnet?.["availabilityZone"];
  if (availabilityZone !== undefined && availabilityZone !== zone) {
    const message = `The availability zone '${textOf(availabilityZone)}' does not match the one of the subnet '${textOf(subnetId)}', ${textOf(zone)}`;
    throw refusal(doing, "InvalidParameterValue", message);
  }
  for (const id of listOf(vpcSecurityGroupIds)) {
    if (find(world, "awsSecurityGroup", id)?.["vpcId"] !== subnet?.["vpcId"]) {
      const message = `Security group ${textOf(id)} and subnet ${textOf(subnetId)} belong to different networks.`;
      throw refusal(doing, "InvalidParameter", message);
    }
  }
  if (iamInstanceProfile !== undefined && profileRole(world, iamInstanceProfile) === undefined) {
    const message = `IAM Instance Profile "${textOf(iamInstanceProfile)}" has no associated IAM Roles`;
    throw refusal(doing, "InvalidParameterValue", message);
  }
  const group = find(world, "awsPlacementGroup", placementGroup);
  const neighbours = all(world, "awsInstance").filter(
    ({ properties }) =>
      properties["placementGroup"] === placementGroup && properties["availabilityZone"] === zone,
  );
  if (group?.["strategy"] === "spread" && neighbours.length >= spreadPerZone) {
    const message = `There is insufficient capacity in the placement group: at most ${spreadPerZone} running instances in each Availability Zone`;
    throw refusal(doing, "InsufficientInstanceCapacity", message);
  }
}

function profileRole(world: World, name: unknown): unknown {
  return find(world, "awsInstanceProfile", name)?.["role"];
}

function refuseDisks({ ami, rootBlockDevice, userDataBase64 }: Properties, world: World): void {
  if (Buffer.from(textOf(userDataBase64), "base64").length > userDataLimit) {
    const message = `User data is limited to ${userDataLimit} bytes`;
    throw refusal(doing, "InvalidParameterValue", message);
  }
  const { volumeType = "gp3", volumeSize, iops } = mappingOf(rootBlockDevice);
  const problem = volumeProblem({ type: volumeType, size: volumeSize, iops });
  if (problem !== undefined) {
    throw refusal(doing, "InvalidParameterValue", problem);
  }
  const least = bootableOf(world, ami)?.minimumGiB ?? 1;
  if (volumeSize !== undefined && numberOf(volumeSize) < least) {
    const message = `Volume of size ${numberOf(volumeSize)}GB is smaller than the snapshot of the image, expect size >= ${least}GB`;
    throw refusal(doing, "InvalidBlockDeviceMapping", message);
  }
}

/** The machine that an instance is, where its image is one of Talos for AWS. It boots once. */
function settleMachine(id: string, { inputs, computed }: CloudRecord, world: World): void {
  const properties = { ...inputs, ...computed };
  const booted = machineOf(world, "aws", id);
  const { platform, schematic, talosVersion } = booted ?? bootableOf(world, properties["ami"]) ?? {};
  const size = instanceSize(textOf(properties["instanceType"]));
  const address = textOf(properties["privateIp"]);
  if (platform === "aws" && size !== undefined) {
    const boot = {
      interface: "/dev/xvda",
      sizeGiB: numberOf(mappingOf(properties["rootBlockDevice"])["volumeSize"]),
      datastore: id.replace("i-", "vol"),
    };
    putMachine(world, {
      ...{ provider: "aws", providerId: id, address, platform, private: true, power: "running" },
      name: textOf(mappingOf(properties["tags"])["Name"]),
      mac: `02:${(digits(id, 10).match(/../g) ?? []).join(":")}`,
      host: textOf(properties["availabilityZone"]),
      ...{ schematic: schematic ?? "", talosVersion: talosVersion ?? "", ...size },
      disks: [boot, ...furtherDisks(world, id)],
    });
  }
  if (booted === undefined) {
    const userData = properties["userDataBase64"];
    bootWithUserData(
      world,
      address,
      userData === undefined ? undefined : Buffer.from(textOf(userData), "base64"),
    );
  }
  settleBalancers(world);
}

const placementGroup = aws("ec2/placementGroup", {
  collection: "awsPlacementGroup",
  replaceOn: ["name", "strategy", "partitionCount", "spreadLevel"],
  check: ({ strategy, partitionCount }) => [
    ...(typeof strategy === "string" && !["cluster", "spread", "partition"].includes(strategy)
      ? [
          {
            property: "strategy",
            reason: `expected strategy to be one of ["cluster" "partition" "spread"], got ${strategy}`,
          },
        ]
      : []),
    ...(typeof partitionCount === "number" &&
    (strategy !== "partition" || partitionCount < 1 || partitionCount > 7)
      ? [{ property: "partitionCount", reason: "want 1 to 7, with the strategy partition alone" }]
      : []),
  ],
  idOf: nameOf,
  computed: (id, inputs, context) => ({
    ...{ name: id, arn: arn("ec2", regionOf(context), `placement-group/${id}`) },
    ...{ placementGroupId: `pg-0${digits(id, 16)}`, ...tagsAll(inputs) },
  }),
  inUse: (id) =>
    `deleting EC2 Placement Group (${id}): api error InvalidPlacementGroup.InUse: The placement group '${id}' is in use and may not be deleted.`,
});

/** Machines, and how they are placed within a zone. */
export const instanceResources: AwsResources = { ...instance, ...placementGroup };
