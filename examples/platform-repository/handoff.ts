import * as pulumi from "@pulumi/pulumi";

/** The part of the hand-off record that this repository uses. InfraFlux publishes the whole as `record.schema.json`. */
export interface ClusterInfo {
  readonly recordVersion: number;
  readonly cluster: { readonly name: string };
  readonly environment: { readonly name: string; readonly domain: string };
  readonly api: { readonly server: string };
  readonly platform: { readonly namespace: string; readonly workloadNamespaces: readonly string[] };
}

/** The version of the record that this repository was written for. */
const knownVersion = 1;

/**
 * Accepts a record of the known version.
 *
 * @throws RunError for any other, because its fields may mean something else.
 */
export function checked(record: unknown, stack: string): ClusterInfo {
  const version = (record as Partial<ClusterInfo> | undefined)?.recordVersion;
  const found = version === undefined ? "none" : JSON.stringify(version);
  if (version !== knownVersion) {
    throw new pulumi.RunError(
      `clusterInfo.recordVersion of the stack ${stack}: want ${knownVersion}, got ${found}; ` +
        "update this repository to the record that InfraFlux writes, or the stack to a release that writes the old one",
    );
  }
  return record as ClusterInfo;
}
