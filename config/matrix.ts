import { satisfies } from "semver";
import type { Violation } from "./rules/rule.ts";
import {
  KNOWN_BAD,
  versionsOf,
  type CapiProvider,
  type KnownBad,
  type Release,
  type VersionChoice,
} from "./versions.ts";

const components = ["talos", "kubernetes", "cilium"] as const;

/** A semver range as people write it: `1.35.x`, or the range itself. */
export function rangeText(range: string): string {
  return range.replace(/^~(\d+\.\d+)\.0$/, "$1.x");
}

/** Problems of the versions that a stack chose beside its release. */
export function checkChoice(
  release: Release,
  choice: VersionChoice,
  knownBad: readonly KnownBad[] = KNOWN_BAD,
): Violation[] {
  const versions = versionsOf(release, choice);
  return components.flatMap((component) => {
    const key = `cluster.versions.${component}`;
    const value = versions[component];
    const pin = release[component];
    const bad = knownBad.find((entry) => entry.component === component && entry.version === value);
    if (bad) {
      return [
        {
          key,
          value,
          allowed: `${pin.version}, the version of release ${release.id}: ${value} is known to be bad, because ${bad.reason} (${bad.source})`,
          remedy: `Remove ${key}.`,
        },
      ];
    }
    return satisfies(value, pin.range)
      ? []
      : [
          {
            key,
            value,
            allowed: `${rangeText(pin.range)} with release ${release.id}`,
            remedy: `Remove ${key}, or choose another release of docs/compatibility.md.`,
          },
        ];
  });
}

/** Problems of the combination: Kubernetes against everything on it, and the contracts of Cluster API. */
export function checkRelease(release: Release, choice: VersionChoice = {}): Violation[] {
  const { kubernetes } = versionsOf(release, choice);
  const { core } = release.capi;
  const hosts = [
    { name: `Talos ${release.talos.version}`, range: release.talos.kubernetes },
    { name: `Cilium ${release.cilium.version}`, range: release.cilium.kubernetes },
    { name: `Flux ${release.flux.version}`, range: release.flux.kubernetes },
    { name: `Cluster API ${core.version}`, range: core.kubernetes },
  ];
  const unsupported = hosts
    .filter(({ range }) => !satisfies(kubernetes, range))
    .map(({ name, range }) => ({
      key: "cluster.versions.kubernetes",
      value: kubernetes,
      allowed: `${range}, the range of ${name}`,
      remedy: "Choose another release of docs/compatibility.md.",
    }));

  const strangers = Object.entries(providersOf(release))
    .filter(([, { contract }]) => !core.contracts.includes(contract))
    .map(([name, { version, contract }]) => ({
      key: "cluster.versions.release",
      value: release.id,
      allowed: `providers of contract ${core.contracts.join(" or ")}, which Cluster API ${core.version} takes; ${name} ${version} has ${contract}`,
      remedy: "Choose another release of docs/compatibility.md.",
    }));

  const { bootstrapTalos, controlPlaneTalos } = release.capi;
  const unlikePair =
    bootstrapTalos.contract === controlPlaneTalos.contract
      ? []
      : [
          {
            key: "cluster.versions.release",
            value: release.id,
            allowed: `Talos providers of one contract; bootstrapTalos has ${bootstrapTalos.contract}, controlPlaneTalos ${controlPlaneTalos.contract}`,
            remedy: "Choose another release of docs/compatibility.md.",
          },
        ];
  return [...unsupported, ...strangers, ...unlikePair];
}

/** The remedy of what is only to be known. Runs keep quiet about it; `validate` says it. */
export const NOTHING_TO_DO = "Nothing to do; keep it in mind when a workload cluster misbehaves.";

/** What may work but was not stated or tried: other patch releases, and providers outside their stated range. */
export function adviceOn(release: Release, choice: VersionChoice, managementCluster: boolean): Violation[] {
  const untried = components
    .filter(
      (component) => choice[component] !== undefined && choice[component] !== release[component].version,
    )
    .map((component) => ({
      key: `cluster.versions.${component}`,
      value: choice[component],
      allowed: `${release[component].version}, the version that release ${release.id} was put together with`,
      remedy: "Try it in dev first.",
    }));
  if (!managementCluster) {
    return untried;
  }
  const { core } = release.capi;
  const outside = Object.entries(providersOf(release))
    .filter(([, { statedCore }]) => !satisfies(core.version, statedCore))
    .map(([name, { version, statedCore, contract }]) => ({
      key: "cluster.versions.release",
      value: release.id,
      allowed: `${name} ${version} states Cluster API ${statedCore} and runs on ${core.version} here, by its contract ${contract}`,
      remedy: NOTHING_TO_DO,
    }));
  return [...untried, ...outside];
}

/** The providers of a release by name. */
export function providersOf({ capi }: Release): Readonly<Record<string, CapiProvider>> {
  return {
    "Talos bootstrap provider": capi.bootstrapTalos,
    "Talos control plane provider": capi.controlPlaneTalos,
    "Proxmox provider": capi.infrastructure.proxmox,
    "in-cluster IPAM provider": capi.ipamInCluster,
  };
}
