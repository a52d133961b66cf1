import type { CiliumPlan } from "../plan.ts";
import { ciliumAlerts } from "./cilium.ts";
import type { AlertGroup } from "./rule.ts";
import { tetragonAlerts } from "./tetragon.ts";

export type { AlertGroup } from "./rule.ts";
export { tracingPolicyAlert } from "./tetragon.ts";

/** Alerts by what they are about. Nothing is counted, and no alert could fire, without metrics. */
export function alertGroups(
  plan: CiliumPlan,
): Readonly<Record<"cilium" | "tetragon", readonly AlertGroup[]>> {
  return {
    cilium: plan.on.metricsTracing ? ciliumAlerts(plan) : [],
    tetragon: plan.on.metricsTracing && plan.on.tetragon ? tetragonAlerts(plan) : [],
  };
}
