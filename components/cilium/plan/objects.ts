import { capabilities } from "./capabilities/index.ts";
import type { CiliumObject } from "./capabilities/index.ts";
import type { CiliumPlan } from "./plan.ts";
import { prometheusRules } from "./objects/prometheus-rules.ts";
import { defaultDeny } from "./policies/default-deny.ts";
import { metadataPolicies } from "./policies/metadata.ts";

/** The CRD of the policies that applications bring along; Cilium's operator registers it. */
export const policyCrd = "ciliumnetworkpolicies.cilium.io";

/** Every custom resource that goes with a plan: those of the capabilities that are on, then the baseline policies and the alerts. */
export function ciliumObjects(plan: CiliumPlan): CiliumObject[] {
  return [
    ...capabilities.filter(({ name }) => plan.on[name]).flatMap(({ objects }) => objects?.(plan) ?? []),
    ...(plan.networkPolicies === "default-deny" ? defaultDeny(plan) : []),
    ...metadataPolicies(plan),
    ...prometheusRules(plan),
  ];
}
