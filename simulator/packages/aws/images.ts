import type { CallContext, Properties, World } from "../../core/kind.ts";
import { bootableOf, putBootable, removeBootable, type StoredObject } from "./bootables.ts";
import { accountId, arn, awsId, nameOf, refusal, regionOf, tagsAll } from "./ids.ts";
import { aws, type AwsResources } from "./kind.ts";
import { all, find, listOf, mappingOf, textOf } from "./records.ts";

const snapshotImport = aws("ebs/snapshotImport", {
  collection: "awsSnapshot",
  replaceOn: ["description", "diskContainer", "encrypted", "kmsKeyId", "roleName", "clientData"],
  refersTo: [
    {
      path: "roleName",
      collection: "awsRole",
      missing: (name) =>
        `importing EBS Snapshot: api error InvalidParameter: The service role ${name} provided does not exist or does not have sufficient permissions`,
    },
  ],
  idOf: awsId("snap"),
  rules: (inputs, { world }) => {
    importedObject(world, inputs);
    refuseRole(world, inputs["roleName"]);
  },
  computed: (id, inputs, context) => {
    const object = importedObject(context.world, inputs);
    return {
      arn: arn("ec2", regionOf(context), `snapshot/${id}`),
      ...{ ownerId: accountId, volumeSize: gibOf(object.sizeBytes) },
      encrypted: inputs["encrypted"] ?? false,
      ...tagsAll(inputs),
    };
  },
  settle: (id, { inputs }, world) => {
    const { image, sizeBytes } = importedObject(world, inputs);
    if (image !== undefined) {
      putBootable(world, id, { ...image, minimumGiB: gibOf(sizeBytes) });
    }
  },
  unsettle: (id, _record, world) => {
    removeBootable(world, id);
  },
  inUse: (id) =>
    `deleting EBS Snapshot (${id}): api error InvalidSnapshot.InUse: The snapshot ${id} is currently in use by an image`,
});

function gibOf(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 3);
}

function importedObject(world: World, { diskContainer }: Properties): StoredObject {
  const { format, userBucket } = mappingOf(diskContainer);
  const { s3Bucket, s3Key } = mappingOf(userBucket);
  const object = world.get<StoredObject>("awsObject", `${textOf(s3Bucket)}/${textOf(s3Key)}`);
  const doing = "importing EBS Snapshot";
  if (object === undefined) {
    const message = `The given S3 object does not exist or is not accessible: ${textOf(s3Bucket)}/${textOf(s3Key)}`;
    throw refusal(doing, "InvalidParameter", message);
  }
  if (object.image === undefined || format !== "RAW" || /\.(xz|gz|zst|zip)$/.test(textOf(s3Key))) {
    throw new Error(
      `${doing}: ClientError: Disk validation failed [Unsupported ${textOf(format)} File ${textOf(s3Key)}]`,
    );
  }
  return object;
}

/** The service takes only roles that are made for it and may read something. */
function refuseRole(world: World, name: unknown): void {
  const role = find(world, "awsRole", name);
  const policies = all(world, "awsRolePolicy").filter(({ properties }) => properties["role"] === name);
  if (!textOf(role?.["assumeRolePolicy"]).includes("vmie.amazonaws.com") || policies.length === 0) {
    throw refusal(
      "importing EBS Snapshot",
      "InvalidParameter",
      `The service role ${textOf(name)} provided does not exist or does not have sufficient permissions`,
    );
  }
}

const ami = aws("ec2/ami", {
  collection: "awsAmi",
  replaceOn: [
    ...["architecture", "bootMode", "ebsBlockDevices", "enaSupport", "imdsSupport", "name"],
    ...["rootDeviceName", "virtualizationType", "tpmSupport", "uefiData"],
  ],
  refersTo: [
    {
      path: "ebsBlockDevices[].snapshotId",
      collection: "awsSnapshot",
      missing: (id) =>
        `registering EC2 AMI: api error InvalidSnapshot.NotFound: The snapshot '${id}' does not exist.`,
    },
  ],
  idOf: awsId("ami"),
  rules: ({ rootDeviceName, ebsBlockDevices }) => {
    const devices = listOf(ebsBlockDevices).map((device) => mappingOf(device)["deviceName"]);
    if (!devices.includes(rootDeviceName)) {
      throw refusal(
        "registering EC2 AMI",
        "InvalidBlockDeviceMapping",
        `A block device mapping for the root device ${textOf(rootDeviceName)} is missing`,
      );
    }
  },
  computed: describedImage,
  settle: (id, { computed }, world) => {
    const bootable = bootableOf(world, computed["rootSnapshotId"]);
    if (bootable !== undefined) {
      putBootable(world, id, bootable);
    }
  },
  unsettle: (id, _record, world) => {
    removeBootable(world, id);
  },
});

function describedImage(
  id: string,
  inputs: Properties,
  context: CallContext,
  before?: Properties,
): Properties {
  const root = listOf(inputs["ebsBlockDevices"]).map(mappingOf)[0];
  return {
    arn: arn("ec2", regionOf(context), `image/${id}`),
    name: before?.["name"] ?? nameOf(inputs, context),
    ...{ ownerId: accountId, rootSnapshotId: root?.["snapshotId"], state: "available" },
    ...tagsAll(inputs),
  };
}

/** Images of machines. */
export const imageResources: AwsResources = { ...snapshotImport, ...ami };
