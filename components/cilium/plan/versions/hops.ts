import type { CiliumPlan } from "../plan.ts";
import { isIn, partsOf } from "./version.ts";
import type { PatchSpan } from "./version.ts";

/** Why one version of Cilium cannot follow another. */
export interface RefusedHop {
  /** Name by which it is reported: kebab-case, unique, says what goes wrong. */
  readonly id: string;

  /** What could be installed instead, as a phrase. */
  readonly allowed: string;

  /** What it does to a cluster, in one sentence. */
  readonly reason: string;

  /** Where it is told: an issue, or the section of a document. */
  readonly source: string;

  /** What to do, as a sentence. */
  readonly remedy: string;
}

/** An upgrade between two spans of versions that is known to go wrong. */
export interface BadHop extends RefusedHop {
  readonly from: PatchSpan;
  readonly to: PatchSpan;

  /** Which clusters it breaks, as a phrase. */
  readonly where: string;

  /** Whether a plan is that of such a cluster. */
  readonly breaks: (plan: CiliumPlan) => boolean;
}

/** Upgrades of Cilium that were found to break clusters. */
export const badHops: readonly BadHop[] = [
  {
    id: "host-network-lost",
    from: { minor: "1.18" },
    to: { minor: "1.19", patches: [0, 4] },
    where: "with `kubeProxyReplacement`",
    breaks: ({ on }) => on.kubeProxyReplacement,
    allowed: "1.19.5 or a later 1.19",
    reason:
      "the nodes of a Talos cluster lose their network while the agents restart, and neither the Kubernetes API nor the Talos API answers any more",
    source: "cilium/cilium#46010",
    remedy:
      "Go to 1.19.5 or later, where a Service no longer takes over an address of a node, the likely cause (cilium/cilium#45572).",
  },
];

/** Judges going from the version that is installed to the planned one; undefined where nothing speaks against it. */
export function refusedHop(installed: string, plan: CiliumPlan): RefusedHop | undefined {
  const isHit = ({ from, to, breaks }: BadHop) =>
    isIn(installed, from) && isIn(plan.ciliumVersion, to) && breaks(plan);
  return skippedMinor(installed, plan.ciliumVersion) ?? badHops.find(isHit);
}

/** Up as down, Cilium is tested between neighbours only. */
function skippedMinor(installed: string, wanted: string): RefusedHop | undefined {
  const [major, minor] = partsOf(installed);
  const [wantedMajor, wantedMinor] = partsOf(wanted);
  if (wantedMajor === major && Math.abs(wantedMinor - minor) <= 1) {
    return undefined;
  }
  const next = wantedMajor > major || wantedMinor > minor ? minor + 1 : minor - 1;
  return {
    id: "skipped-minor",
    allowed: `a version of ${major}.${minor - 1}, ${major}.${minor} or ${major}.${minor + 1}`,
    reason: "Cilium can be moved by one minor version at a time, up as down",
    source: "Cilium documentation, Upgrade Guide",
    remedy: `Go to the latest ${major}.${next} first, and on when every agent runs it.`,
  };
}
