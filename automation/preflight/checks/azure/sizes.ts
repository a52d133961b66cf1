import type { Check } from "../../check.ts";
import { judged, skipped, warning, withoutProblems } from "../../check.ts";
import { judgeQuota, typesOf, vcpusOf } from "../instances.ts";
import type { ComputeUsage, ManagerFacts, Sku } from "./facts.ts";
import type { AzurePlan } from "./plan.ts";

/** Judges the sizes of the machines and the quotas that they count against. */
export function sizeChecks(plan: AzurePlan, { skus, usages }: ManagerFacts): Check[] {
  const wanted = typesOf(plan.planned);
  const subject = { check: "azure-vm-sizes", lookedAt: `the sizes ${wanted.join(", ")}` };
  const remedy = "Choose another `instanceType` or other zones for the pool.";
  const sizes = judged(subject, skus, {
    remedy: "Give the identity the role Reader on the subscription.",
    unanswered: "warning",
    judge: (found) =>
      withoutProblems(
        subject,
        wanted.flatMap((size) => sizeProblems(plan, size, skuOf(found, size))),
        "to be had in every zone",
        remedy,
      ),
  });
  return [sizes, ...quotaChecks(plan, skus, usages)];
}

function skuOf(skus: readonly Sku[], size: string): Sku | undefined {
  return skus.find(({ resourceType, name }) => resourceType === "virtualMachines" && name === size);
}

function sizeProblems(
  { azure: { location, zones } }: AzurePlan,
  size: string,
  sku: Sku | undefined,
): string[] {
  if (sku === undefined) {
    return [`${size} is not to be had in ${location}`];
  }
  const { locationInfo = [], restrictions = [] } = sku;
  const regional = restrictions.find(({ type }) => type === "Location");
  if (regional !== undefined) {
    return [
      `${size} is closed to this subscription in ${location} (${regional.reasonCode ?? "no reason given"})`,
    ];
  }
  const offered = locationInfo.flatMap((info) => info.zones ?? []);
  const closed = restrictions.flatMap(({ restrictionInfo }) => restrictionInfo?.zones ?? []);
  const missing = zones.filter((zone) => !offered.includes(zone) || closed.includes(zone));
  return missing.length === 0 ? [] : [`${size} is not to be had in zone ${missing.join(", ")}`];
}

/** Quota of all virtual processors of a location, and that of spot machines, among the usages. */
const regionalCores = "cores";
const spotCores = "lowPriorityCores";

function quotaChecks(
  { toMake }: AzurePlan,
  skus: ManagerFacts["skus"],
  usages: ManagerFacts["usages"],
): Check[] {
  const subject = { check: "azure-vcpus", lookedAt: "the quotas of vCPUs" };
  if ("problem" in skus) {
    return [skipped(subject, "how many vCPUs the sizes have is not known")];
  }
  const remedy = "Ask for more under Quotas in the Azure portal, or plan fewer machines.";
  if ("problem" in usages) {
    return [warning(subject, usages.problem, "Give the identity the role Reader on the subscription.")];
  }
  const vcpus = Object.fromEntries(
    typesOf(toMake).map((size) => [size, vcpusOfSku(skuOf(skus.value, size))]),
  );
  const needed = new Map<string, number>();
  for (const one of toMake) {
    const cores = vcpusOf([one], vcpus);
    const family = skuOf(skus.value, one.type)?.family;
    const quotas = one.spot ? [spotCores] : [regionalCores, ...(family === undefined ? [] : [family])];
    for (const quota of quotas) {
      needed.set(quota, (needed.get(quota) ?? 0) + cores);
    }
  }
  return [...needed].map(([quota, cores]) => {
    const usage = usages.value.find(({ name }) => sameName(name.value, quota));
    const about = { ...subject, lookedAt: `the quota ${usage?.name.localizedValue ?? quota}` };
    return usage === undefined
      ? skipped(about, "Azure lists no such quota")
      : judgeQuota(about, usageOf(usage), cores, remedy);
  });
}

function usageOf({ limit, currentValue }: ComputeUsage) {
  return { limit, used: currentValue };
}

/** Families are written with capitals in one list and without in the other. */
function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function vcpusOfSku(sku: Sku | undefined): number {
  return Number(sku?.capabilities?.find(({ name }) => name === "vCPUs")?.value ?? 0);
}
