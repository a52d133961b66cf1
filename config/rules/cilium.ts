import { conflicts, planCilium } from "../../components/cilium/plan/index.ts";
import type { Conflict } from "../../components/cilium/plan/index.ts";
import { ciliumPlanArgs } from "../cilium-plan.ts";
import type { Settings } from "../schema.ts";
import { RELEASES, releaseOf } from "../versions.ts";
import type { Rule } from "./rule.ts";

/** A row of Cilium's conflict matrix as a rule of the configuration. */
function ruleOf({ id, reason, source, remedy, clashes }: Conflict): Rule {
  return {
    name: id,
    holds: `${reason.charAt(0).toUpperCase()}${reason.slice(1)} (${source}).`,
    needs: ["cilium", "cluster", "environment", "network", "provider", "security"],
    check: (settings) =>
      clashes(planOf(settings)).map(({ path, value, allowed }) => ({
        key: keyOf(path),
        value,
        allowed: `${allowed}: ${reason} (${source})`,
        remedy,
      })),
  };
}

/** Versions and number of nodes are judged by rules of their own, so any that are well-formed will do here. */
function planOf(settings: Settings) {
  return planCilium(
    ciliumPlanArgs(settings, {
      charts: { ciliumVersion: settings.cluster.versions.cilium ?? "", tetragonVersion: "" },
      nodeCount: 1,
      kernelVersion: (releaseOf(settings.cluster.versions) ?? RELEASES[0]).talos.kernel,
    }),
  );
}

/** Arguments of the component whose keys in the configuration lie elsewhere than under `cilium`. */
const elsewhere: Readonly<Record<string, string>> = {
  clusterName: "cluster.name",
  clusterId: "cluster.id",
  clusterDomain: "cluster.domain",
  podCidr: "network.podCidr",
  nodeCidr: "network.nodeCidr",
  serviceCidr: "network.serviceCidr",
  operatorCidrs: "security.talosApiAllowedCidrs",
  talosFirewall: "security.ingressFirewall",
  networkPolicies: "security.networkPolicies",
  "settings.hostFirewall.kubernetesApiCidrs": "security.kubernetesApiAllowedCidrs",
  "settings.loadBalancerRange": "network.loadBalancerRange",
};

function keyOf(path: string): string {
  return elsewhere[path] ?? `cilium.${path}`;
}

/** Rules about Cilium's capabilities against each other and against the rest. */
export const ciliumRules: readonly Rule[] = conflicts.map(ruleOf);
