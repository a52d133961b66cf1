import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import { Alias } from "@pulumi/aws/kms/alias.js";
import { Key } from "@pulumi/aws/kms/key.js";
import * as pulumi from "@pulumi/pulumi";

import type { Whole } from "./parts.ts";
import { partitionOf, policyText } from "./policy.ts";
import { namedTags } from "./tags.ts";

/** How long a key that is deleted can be brought back, in days: the most that AWS allows. */
const deletionWindowDays = 30;

/**
 * ARN of the key that encrypts the disks: the given one, or a new one that the account rules over and that whoever may
 * use EBS in the account may use through EBS alone.
 */
export function diskKey({ name, args, child }: Whole): pulumi.Input<string> {
  const { clusterName, encryptionKey, protect = false, region } = args;
  if (encryptionKey !== undefined) {
    return encryptionKey;
  }
  const { accountId } = pulumi.output(getCallerIdentityOutput({}, child));
  const root = pulumi.interpolate`arn:${partitionOf(region)}:iam::${accountId}:root`;
  const key = new Key(
    `${name}-disks`,
    {
      description: `Disks of the cluster ${clusterName}`,
      enableKeyRotation: true,
      deletionWindowInDays: deletionWindowDays,
      policy: policyText([
        {
          ...{ Sid: "Account", Effect: "Allow", Action: "kms:*", Resource: "*" },
          Principal: { AWS: root },
        },
        {
          ...{ Sid: "DisksOfTheAccount", Effect: "Allow", Action: uses, Resource: "*" },
          Principal: { AWS: "*" },
          Condition: {
            StringEquals: {
              "kms:CallerAccount": accountId,
              "kms:ViaService": `ec2.${region}.${partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"}`,
            },
          },
        },
      ]),
      tags: namedTags(args, `${clusterName}-disks`),
    },
    { ...child, protect },
  );
  new Alias(`${name}-disks`, { name: `alias/${clusterName}-disks`, targetKeyId: key.keyId }, child);
  return key.arn;
}

/** What EBS does with a key. Source: Amazon EBS User Guide, the policy of the key `aws/ebs`. */
const uses = ["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey*", "ReEncrypt*"].map(
  (call) => `kms:${call}`,
);
