import type { Check } from "../../check.ts";
import { skipped, warning } from "../../check.ts";
import { judgeQuota, typesOf, vcpusOf } from "../instances.ts";
import type { ApiFacts, GcpFacts, RegionQuota } from "./facts.ts";
import type { GcpPlan } from "./plan.ts";

/** Quotas of a region among the metrics of the Compute API. */
const commonCpus = "CPUS";
const spotCpus = "PREEMPTIBLE_CPUS";

/** Judges the quotas of virtual processors. */
export function cpuChecks({ gcp, toMake }: GcpPlan, { types }: GcpFacts, { quotas }: ApiFacts): Check[] {
  const subject = { check: "gcp-vcpus", lookedAt: `the quotas of vCPUs in ${gcp.region}` };
  if ("problem" in quotas) {
    return [warning(subject, quotas.problem, "Give the identity the permission compute.regions.get.")];
  }
  const known = Object.values(types).flatMap((answer) =>
    "value" in answer ? answer.value.machineTypes : [],
  );
  const vcpus = Object.fromEntries(known.map(({ name, guestCpus }) => [name, guestCpus]));
  const unknown = typesOf(toMake).filter((type) => !(type in vcpus));
  if (unknown.length > 0) {
    return [skipped(subject, `how many vCPUs ${unknown.join(", ")} has is not known`)];
  }
  const needed = new Map<string, number>();
  for (const one of toMake) {
    const metric = metricOf(one.type, one.spot, quotas.value);
    needed.set(metric, (needed.get(metric) ?? 0) + vcpusOf([one], vcpus));
  }
  return [...needed].map(([metric, cpus]) => {
    const { limit = 0, usage = 0 } = quotas.value.find((quota) => quota.metric === metric) ?? {};
    return judgeQuota(
      { ...subject, lookedAt: `the quota ${metric} of ${gcp.region}` },
      { limit, used: usage },
      cpus,
      "Ask for more under Quotas in the Google Cloud console, or plan fewer machines.",
    );
  });
}

/**
 * The quota that a machine counts against: that of its family where the region has one, such as `N2_CPUS`, else the common
 * one, which E2 and N1 share. Spot machines count against the preemptible one where the project has been given some.
 */
function metricOf(type: string, spot: boolean, quotas: readonly RegionQuota[]): string {
  const given = (metric: string) => quotas.find((quota) => quota.metric === metric);
  if (spot && (given(spotCpus)?.limit ?? 0) > 0) {
    return spotCpus;
  }
  const family = `${(type.split("-")[0] ?? "").toUpperCase()}_CPUS`;
  return given(family) === undefined ? commonCpus : family;
}
