import type { AwsMachinesArgs } from "./args.ts";

/** Tags of everything that is made. */
export function commonTags({ clusterName, owner, tags = {} }: TagArgs): Record<string, string> {
  return { ...tags, owner, cluster: clusterName };
}

type TagArgs = Pick<AwsMachinesArgs, "clusterName" | "owner" | "tags">;

/** Tags of something with a name of its own. */
export function namedTags(args: TagArgs, name: string): Record<string, string> {
  return { ...commonTags(args), Name: name };
}

/**
 * The tag by which the cloud controller knows what belongs to the cluster.
 *
 * Source: cloud-provider-aws, docs/prerequisites.md; a value of `owned` says that it goes with the cluster.
 */
export function clusterTag(clusterName: string): Record<string, string> {
  return { [clusterTagKey(clusterName)]: "owned" };
}

/** Key of that tag. */
export function clusterTagKey(clusterName: string): string {
  return `kubernetes.io/cluster/${clusterName}`;
}

/** The tag by which the storage driver knows the machines and volumes that it may touch. */
export function storageTag(clusterName: string): Record<string, string> {
  return { "ebs.csi.aws.com/cluster-name": clusterName };
}
