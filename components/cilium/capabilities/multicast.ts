import type { CiliumPlan } from "../plan.ts";
import type { Capability, CiliumProblem } from "./capability.ts";

/** Multicast between pods. The chart has no key of its own for it, so the agent is configured directly. */
export const multicast: Capability = {
  name: "multicast",
  limits,
  values: (_plan, on) => (on ? { extraConfig: { "multicast-enabled": "true" } } : {}),
};

function limits({ settings: { routingMode, tunnelProtocol } }: CiliumPlan): CiliumProblem[] {
  if (routingMode === "tunnel" && tunnelProtocol === "vxlan") {
    return [];
  }
  const found = routingMode === "tunnel" ? `the tunnel protocol is ${tunnelProtocol}` : "routing is native";
  const problem = `multicast works only over a VXLAN tunnel, but ${found}; switch it off or use the VXLAN tunnel`;
  return [{ path: "capabilities.multicast", problem }];
}
