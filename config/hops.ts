import { planCilium, refusedHop } from "../components/cilium/plan/index.ts";
import { ciliumPlanArgs } from "./cilium-plan.ts";
import { shown, type Problem } from "./problems.ts";
import type { StackConfig } from "./stack-config.ts";

/**
 * Problems of going from the version of Cilium that a stack has installed to the one that it wants. The engine refuses the
 * same when it comes to the release; this way nothing before the release is touched either.
 */
export function hopProblems(config: StackConfig, installedCilium: string): Problem[] {
  const { cilium, kernel } = config.versions;
  const hop = refusedHop(
    installedCilium,
    planCilium(
      ciliumPlanArgs(config, {
        charts: { ciliumVersion: cilium },
        nodeCount: config.nodeCount,
        kernelVersion: kernel,
      }),
    ),
  );
  return hop === undefined
    ? []
    : [
        {
          rule: hop.id,
          key: "cluster.versions.cilium",
          value: shown(cilium),
          allowed: `${hop.allowed} after ${installedCilium}, which is installed: ${hop.reason} (${hop.source})`,
          remedy: hop.remedy,
        },
      ];
}
