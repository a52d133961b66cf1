/** A version of Cilium that must not be installed, whatever was there before it. */
export interface BadVersion {
  readonly version: string;

  /** What it does to a cluster. */
  readonly reason: string;

  /** Where it is told. */
  readonly source: string;
}

/** Versions of Cilium that were found to break a cluster. */
export const badVersions: readonly BadVersion[] = ["1.20.1", "1.20.2"].map((version) => ({
  version,
  reason:
    "on a fresh Talos cluster the socket load balancer is attached to a cgroup that is not the root, so pods on the host network reach no Service; with 1.20.2 also L2 announcements of Services with the policy Local stop",
  source: "cilium/cilium#48420",
}));

/** The row of a version that must not be installed; undefined for any other. */
export function badVersion(version: string): BadVersion | undefined {
  return badVersions.find((bad) => bad.version === version);
}
