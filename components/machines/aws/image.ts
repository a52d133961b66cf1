import { SnapshotImport } from "@pulumi/aws/ebs/snapshotImport.js";
import { Ami } from "@pulumi/aws/ec2/ami.js";
import { getAmiOutput } from "@pulumi/aws/ec2/getAmi.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type * as pulumi from "@pulumi/pulumi";

import type { Whole } from "./parts.ts";
import { mayAssume, partitionOf, policyText } from "./policy.ts";
import { namedTags } from "./tags.ts";

/**
 * The account that publishes the official images. Source: Talos documentation, "AWS"; their names and properties:
 * siderolabs/talos, tools/cloud-image-uploader/aws.go.
 */
const talosAccount = "540036508848";

/** Device of the root volume, as the official images have it. */
const rootDevice = "/dev/xvda";

/** Id of the image that machines boot. */
export function machineImage(whole: Whole): pulumi.Input<string> {
  const { args, child } = whole;
  const { image, ownImage, region } = args;
  if (ownImage === undefined) {
    const name = `talos-v${image.version}-${region}-amd64`;
    return getAmiOutput(
      { owners: [talosAccount], filters: [{ name: "name", values: [name] }], mostRecent: true },
      child,
    ).id;
  }
  return "id" in ownImage ? ownImage.id : importedImage(whole, ownImage);
}

/** An image made from a raw disk image in a bucket, the way the official ones are made. */
function importedImage(
  { name, args, child }: Whole,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): pulumi.Output<string> {
  const { clusterName, image, region } = args;
  const arn = `arn:${partitionOf(region)}:s3:::${bucket}`;
  const title = `${clusterName}-talos-${image.version}`;
  const tags = namedTags(args, title);
  const role = new Role(
    `${name}-image-import`,
    {
      // The external id is the service's own. Source: VM Import/Export User Guide, "Required permissions".
      assumeRolePolicy: mayAssume("vmie.amazonaws.com", {
        StringEquals: { "sts:Externalid": "vmimport" },
      }),
      tags,
    },
    child,
  );
  const policy = new RolePolicy(
    `${name}-image-import`,
    {
      role: role.name,
      policy: policyText([
        {
          ...{ Sid: "ReadImage", Effect: "Allow" },
          Action: ["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket"],
          Resource: [arn, `${arn}/*`],
        },
        {
          ...{ Sid: "ImportSnapshot", Effect: "Allow", Resource: "*" },
          Action: ["ec2:CopySnapshot", "ec2:Describe*", "ec2:ModifySnapshotAttribute", "ec2:RegisterImage"],
        },
      ]),
    },
    child,
  );
  const snapshot = new SnapshotImport(
    `${name}-image`,
    {
      description: title,
      roleName: role.name,
      diskContainer: { format: "RAW", userBucket: { s3Bucket: bucket, s3Key: key } },
      tags,
    },
    { ...child, dependsOn: [policy] },
  );
  return new Ami(
    `${name}-image`,
    {
      architecture: "x86_64",
      bootMode: "uefi",
      enaSupport: true,
      imdsSupport: "v2.0",
      rootDeviceName: rootDevice,
      virtualizationType: "hvm",
      ebsBlockDevices: [
        { deviceName: rootDevice, snapshotId: snapshot.id, volumeType: "gp3", deleteOnTermination: true },
      ],
      tags,
    },
    child,
  ).id;
}
