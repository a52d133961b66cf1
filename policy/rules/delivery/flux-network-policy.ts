import type { ResourceRule } from "../../judge/rule.ts";
import { instanceTypes } from "../../shapes/flux.ts";
import { wantFlag } from "../../shapes/found.ts";
import { cisBenchmark, fluxInstance, fluxPractices } from "../../references.ts";

/** Only who needs them reaches the controllers of Flux. */
export const fluxNetworkPolicy: ResourceRule = {
  id: "flux-network-policy",
  scope: "resource",
  title: "Network policies guard the controllers of Flux",
  rationale:
    "The controllers hand out the content of sources to whoever reaches them, and act as administrators of the cluster.",
  severity: "medium",
  remedy:
    "Take `spec.cluster.networkPolicy: false` out of the FluxInstance. InfraFlux always sets it to `true`.",
  references: [fluxInstance, fluxPractices, cisBenchmark("5.3.2")],
  types: instanceTypes,
  check: ({ props }, { report }) => {
    wantFlag(props.at("spec", "cluster", "networkPolicy"), true, true, report);
  },
  repair: (inputs) => {
    const { cluster } = inputs["spec"] as { cluster: Record<string, unknown> };
    cluster["networkPolicy"] = true;
  },
};
