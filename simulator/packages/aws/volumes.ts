import { digits } from "../../core/cloud.ts";
import { machineOf, putMachine } from "../../core/machine.ts";
import type { CallContext, CheckFailure, Properties, World } from "../../core/kind.ts";
import { accountId, arn, awsId, refusal, regionOf, tagsAll } from "./ids.ts";
import { keyReference } from "./keys.ts";
import { aws, type AwsResources } from "./kind.ts";
import { all, find, numberOf, textOf } from "./records.ts";

/** Sizes in GiB, and operations per second for each GiB, by type. Source: Amazon EBS User Guide, "Amazon EBS volume types". */
const types: Readonly<Record<string, { least: number; most: number; iopsPerGiB: number }>> = {
  gp3: { least: 1, most: 65_536, iopsPerGiB: 500 },
  io2: { least: 4, most: 65_536, iopsPerGiB: 1000 },
};

/** What is wrong with a volume of a machine or one of its own. */
export function volumeProblem({ type, size, iops }: Properties): string | undefined {
  const allowed = types[textOf(type)];
  if (allowed === undefined) {
    return `Invalid volume type: ${textOf(type)}`;
  }
  const { least, most, iopsPerGiB } = allowed;
  if (size !== undefined && (numberOf(size) < least || numberOf(size) > most)) {
    return `Volume of ${numberOf(size)}GiB is invalid; valid values for ${textOf(type)} are ${least}-${most}.`;
  }
  if (type === "io2" && iops === undefined) {
    return "The parameter iops must be specified for io2 volumes.";
  }
  return size !== undefined && numberOf(iops) > iopsPerGiB * numberOf(size)
    ? `The iops of ${numberOf(iops)} exceeds the maximum of ${iopsPerGiB} for each GiB.`
    : undefined;
}

const volume = aws("ebs/volume", {
  collection: "awsVolume",
  replaceOn: [
    ...["availabilityZone", "encrypted", "kmsKeyId", "snapshotId", "outpostArn", "multiAttachEnabled"],
  ],
  refersTo: [keyReference("kmsKeyId", "creating EBS Volume")],
  idOf: awsId("vol"),
  rules: (inputs, _context, before) => {
    const doing = `${before === undefined ? "creating" : "modifying"} EBS Volume`;
    const problem = volumeProblem({ type: "gp3", ...inputs });
    if (problem !== undefined) {
      throw refusal(doing, "InvalidParameterValue", problem);
    }
    if (numberOf(before?.inputs["size"]) > numberOf(inputs["size"])) {
      throw refusal(doing, "InvalidParameterValue", "New size cannot be smaller than existing size");
    }
  },
  computed: (id, inputs, context) => ({
    ...{ arn: arn("ec2", regionOf(context), `volume/${id}`), ownerId: accountId },
    ...{ type: "gp3", iops: inputs["iops"] ?? 3000, ...tagsAll(inputs) },
    ...(inputs["type"] === undefined ? {} : { type: inputs["type"] }),
  }),
  inUse: (id) =>
    `deleting EBS Volume (${id}): api error VolumeInUse: Volume ${id} is currently attached to an instance`,
});

/** Volumes that an instance takes beside its own, with its network card. Source: Amazon EBS User Guide, "volume limits". */
const attachmentsOfInstance = 26;

const volumeAttachment = aws("ec2/volumeAttachment", {
  collection: "awsVolumeAttachment",
  replaceOn: ["deviceName", "instanceId", "volumeId"],
  check: ({ deviceName }): CheckFailure[] =>
    typeof deviceName === "string" && !/^\/dev\/(sd[b-z]|xvd[a-z]{1,2})$/.test(deviceName)
      ? [{ property: "deviceName", reason: `"${deviceName}" is not a valid EBS device name.` }]
      : [],
  refersTo: [
    {
      path: "volumeId",
      collection: "awsVolume",
      missing: (id) =>
        `attaching EBS Volume: api error InvalidVolume.NotFound: The volume '${id}' does not exist.`,
    },
    {
      path: "instanceId",
      collection: "awsInstance",
      missing: (id) =>
        `attaching EBS Volume: api error InvalidInstanceID.NotFound: The instance ID '${id}' does not exist`,
    },
  ],
  idOf: ({ deviceName, volumeId, instanceId }) =>
    `vai-${digits([deviceName, volumeId, instanceId].join("|"), 10)}`,
  rules: (inputs, context, before) => {
    if (before === undefined) {
      refuseAttachment(inputs, context);
    }
  },
  settle: (_id, { inputs }, world) => {
    settleDisks(world, textOf(inputs["instanceId"]));
  },
  unsettle: (_id, { inputs }, world) => {
    settleDisks(world, textOf(inputs["instanceId"]));
  },
});

function refuseAttachment({ deviceName, volumeId, instanceId }: Properties, { world }: CallContext): void {
  const doing = `attaching EBS Volume (${textOf(volumeId)}) to EC2 Instance (${textOf(instanceId)})`;
  const others = all(world, "awsVolumeAttachment").map(({ properties }) => properties);
  const ofInstance = others.filter((other) => other["instanceId"] === instanceId);
  if (others.some((other) => other["volumeId"] === volumeId)) {
    const message = `${textOf(volumeId)} is already attached to an instance`;
    throw refusal(doing, "VolumeInUse", message);
  }
  if (ofInstance.some((other) => other["deviceName"] === deviceName)) {
    const message = `Invalid value '${textOf(deviceName)}' for unixDevice. Attachment point ${textOf(deviceName)} is already in use`;
    throw refusal(doing, "InvalidParameterValue", message);
  }
  if (ofInstance.length >= attachmentsOfInstance) {
    throw refusal(doing, "AttachmentLimitExceeded", "The maximum number of attachments has been reached.");
  }
  const [zone, wanted] = [find(world, "awsVolume", volumeId), find(world, "awsInstance", instanceId)];
  if (zone?.["availabilityZone"] !== wanted?.["availabilityZone"]) {
    const message = `The volume '${textOf(volumeId)}' is not in the same availability zone as instance '${textOf(instanceId)}'`;
    throw refusal(doing, "InvalidVolume.ZoneMismatch", message);
  }
}

/** Volumes that a machine has beside its own, by the serial numbers that Talos sees: their ids without the dash. */
export function furtherDisks(world: World, instanceId: string): DiskRecord[] {
  return all(world, "awsVolumeAttachment")
    .filter(({ properties }) => properties["instanceId"] === instanceId)
    .map(({ properties }) => {
      const id = textOf(properties["volumeId"]);
      const size = numberOf(find(world, "awsVolume", id)?.["size"]);
      return { interface: textOf(properties["deviceName"]), sizeGiB: size, datastore: id.replace("-", "") };
    });
}

interface DiskRecord {
  readonly interface: string;
  readonly sizeGiB: number;
  readonly datastore: string;
}

function settleDisks(world: World, instanceId: string): void {
  const machine = machineOf(world, "aws", instanceId);
  const [boot] = machine?.disks ?? [];
  if (machine !== undefined && boot !== undefined) {
    putMachine(world, { ...machine, disks: [boot, ...furtherDisks(world, instanceId)] });
  }
}

/** Volumes beside those that machines boot from. */
export const volumeResources: AwsResources = { ...volume, ...volumeAttachment };
