import type { Resource } from "../../judge/resource.ts";
import { isOfType } from "../../judge/resource.ts";
import type { StackRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { found } from "../../shapes/found.ts";
import { deniesByDefault, selectsAllPods } from "../../shapes/kubernetes/network-policies.ts";
import { ciliumPage, cisBenchmark, hardeningGuide } from "../../references.ts";

const policyType = /^kubernetes:cilium\.io\/[^:]+:CiliumClusterwideNetworkPolicy$/;

/** A pod talks only where a policy lets it. What a mode of `never` does is judged by `cilium-policy-enforcement`. */
export const ciliumDefaultDeny: StackRule = {
  id: "cilium-default-deny",
  scope: "stack",
  title: "Pods start closed",
  rationale:
    "In the mode `default` Cilium lets a pod talk to everything until a policy selects it, so one forgotten namespace is open to all.",
  severity: "high",
  remedy:
    "Leave `infraflux:security:networkPolicies` at `default-deny`; elsewhere set the chart value `policyEnforcementMode: always`, or create a CiliumClusterwideNetworkPolicy that selects all pods and has rules for `ingress` and for `egress` (an empty rule allows nothing).",
  references: [
    ciliumPage("Policy Enforcement Modes", "security/policy/intro/"),
    cisBenchmark("5.3.2"),
    hardeningGuide("Network policies"),
  ],
  check: ({ resources }, tools) => {
    const policies = wholeFirst(resources.filter(({ type }) => policyType.test(type)));
    const installing = resources.filter((resource) => isOfType(resource, installingTypes));
    tools.each(installing, (resource) => {
      eachInstallation("cilium", resource, tools, (values) => {
        const mode = values.at("policyEnforcementMode");
        if ((mode.text() ?? "default").toLowerCase() !== "default") {
          return;
        }
        tools.each(["ingress", "egress"] as const, (direction) => {
          if (!policies.some(({ props }) => deniesByDefault(props, direction, selectsAllPods))) {
            tools.report(
              `${mode.path}: got ${found(mode)}, and no policy of the stack closes ${direction} for all pods`,
              resource,
            );
          }
        });
      });
    });
  },
};

/** Those that are known come first, so that what is not known is read only where it decides. */
function wholeFirst(policies: readonly Resource[]): Resource[] {
  const known = policies.filter(({ props }) => props.whollyKnown());
  return [...known, ...policies.filter((policy) => !known.includes(policy))];
}
