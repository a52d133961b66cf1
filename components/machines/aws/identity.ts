import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type * as pulumi from "@pulumi/pulumi";

import { cloudControllerStatements } from "./cloud-controller-policy.ts";
import type { Whole } from "./parts.ts";
import { mayAssume, partitionOf, policyText } from "./policy.ts";
import { storageDriverStatements } from "./storage-driver-policy.ts";
import { namedTags } from "./tags.ts";

/**
 * What control planes may do on AWS: what the cloud controller and the storage driver need, which run on them. Workers
 * have no identity, so that no pod can borrow it.
 *
 * @returns Name of the instance profile, known once it may do all that.
 */
export function controlPlaneIdentity(
  { name, args, child }: Whole,
  { vpcId, keyArn }: { readonly vpcId: pulumi.Input<string>; readonly keyArn: pulumi.Input<string> },
): { readonly profile: InstanceProfile; readonly ready: readonly pulumi.Resource[] } {
  const { clusterName, region, routing = "tunnel" } = args;
  const partition = partitionOf(region);
  const tags = namedTags(args, `${clusterName}-control-plane`);
  const role = new Role(
    `${name}-control-plane`,
    { assumeRolePolicy: mayAssume("ec2.amazonaws.com"), tags },
    child,
  );
  const policies = {
    "cloud-controller": cloudControllerStatements({ clusterName, partition, vpcId, routing }),
    "storage-driver": storageDriverStatements({ clusterName, partition, keyArn }),
  };
  const ready = Object.entries(policies).map(
    ([part, statements]) =>
      new RolePolicy(`${name}-${part}`, { role: role.name, policy: policyText(statements) }, child),
  );
  const profile = new InstanceProfile(`${name}-control-plane`, { role: role.name, tags }, child);
  return { profile, ready };
}
