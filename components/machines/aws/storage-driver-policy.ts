import type { Input } from "@pulumi/pulumi";

import type { Statement } from "./policy.ts";
import { storageTag } from "./tags.ts";

/** What the rights of the storage driver follow from. */
interface StorageDriverRights {
  readonly clusterName: string;
  readonly partition: string;
  /** Key that volumes may be encrypted with. */
  readonly keyArn: Input<string>;
}

/**
 * The rights of the controller of the EBS CSI driver: it makes volumes and snapshots with the cluster's tag, touches
 * only those, and attaches them to the cluster's machines alone.
 *
 * Sources: aws-ebs-csi-driver 1.64, docs/AmazonEBSCSIDriverEKSClusterScopedPolicy.json, docs/tagging.md and
 * docs/install.md; for the key, Amazon EBS User Guide, "Requirements for Amazon EBS encryption".
 */
export function storageDriverStatements({
  clusterName,
  partition,
  keyArn,
}: StorageDriverRights): Statement[] {
  const arn = (kind: string) => `arn:${partition}:ec2:*:*:${kind}/*`;
  const [[key, value] = ["", ""]] = Object.entries(storageTag(clusterName));
  const asked = { StringEquals: { [`aws:RequestTag/${key}`]: value } };
  const tagged = { StringEquals: { [`aws:ResourceTag/${key}`]: value } };
  const allow = { Effect: "Allow" } as const;
  const ec2 = (...calls: readonly string[]) => calls.map((call) => `ec2:${call}`);
  return [
    { ...allow, Sid: "EbsRead", Resource: "*", Action: ec2(...reads) },
    {
      ...{ ...allow, Sid: "EbsCreate", Action: ec2("CreateVolume", "CreateSnapshot") },
      ...{ Resource: [arn("volume"), arn("snapshot")], Condition: asked },
    },
    {
      ...{ ...allow, Sid: "EbsManage", Action: ec2(...volumeChanges) },
      ...{ Resource: arn("volume"), Condition: tagged },
    },
    {
      ...{ ...allow, Sid: "EbsAttach", Action: ec2("AttachVolume", "DetachVolume") },
      ...{ Resource: arn("instance"), Condition: tagged },
    },
    {
      ...{ ...allow, Sid: "EbsSnapshots", Action: ec2("CreateVolume", "DeleteSnapshot") },
      ...{ Resource: arn("snapshot"), Condition: tagged },
    },
    {
      ...{ ...allow, Sid: "EbsTagOnCreation", Action: "ec2:CreateTags" },
      Resource: [arn("volume"), arn("snapshot")],
      Condition: { StringEquals: { "ec2:CreateAction": ["CreateVolume", "CreateSnapshot"] } },
    },
    { ...allow, Sid: "EbsKey", Resource: keyArn, Action: keyUses },
    {
      ...{ ...allow, Sid: "EbsKeyGrant", Resource: keyArn, Action: "kms:CreateGrant" },
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

const reads = [
  ...["AvailabilityZones", "Instances", "InstanceTypes", "Snapshots", "Volumes"],
  ...["VolumesModifications", "VolumeStatus"],
].map((what) => `Describe${what}`);

const volumeChanges = ["AttachVolume", "CreateSnapshot", "DeleteVolume", "DetachVolume", "ModifyVolume"];

const keyUses = [
  "Decrypt",
  "DescribeKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
].map((call) => `kms:${call}`);
