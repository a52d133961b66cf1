import type { CiliumCharts } from "./args.ts";
import { capabilities } from "./capabilities/index.ts";
import type { CiliumProblem } from "./capabilities/index.ts";
import { planCilium } from "./plan.ts";
import type { CiliumPlan, CiliumPlanArgs } from "./plan.ts";

/** Arguments that can be judged before anything exists. */
export type CheckedArgs = CiliumPlanArgs & { readonly charts: CiliumCharts };

/** Everything in the arguments that can never work, each with what to do about it. */
export function ciliumProblems(args: CheckedArgs): CiliumProblem[] {
  const plan = planCilium(args);
  return [
    ...identityProblems(args),
    ...chartProblems(args, plan),
    ...capabilityProblems(plan),
    ...policyProblems(plan),
  ];
}

function identityProblems({ clusterName, clusterId, nodeCount }: CheckedArgs): CiliumProblem[] {
  return [
    ...problemUnless(
      /^[a-z0-9]([-a-z0-9]{0,30}[a-z0-9])?$/.test(clusterName),
      "clusterName",
      `want 1 to 32 lower-case letters, digits and dashes, got "${clusterName}"`,
    ),
    // The chart refuses this name: it stands for "no name given", and a mesh tells its clusters apart by name.
    ...problemUnless(clusterName !== "default", "clusterName", 'want a name of its own, got "default"'),
    ...problemUnless(
      Number.isInteger(clusterId) && clusterId >= 1 && clusterId <= 255,
      "clusterId",
      `want a whole number from 1 to 255, got ${clusterId}`,
    ),
    ...problemUnless(
      Number.isInteger(nodeCount) && nodeCount >= 1,
      "nodeCount",
      `want at least 1, got ${nodeCount}`,
    ),
  ];
}

function chartProblems({ charts }: CheckedArgs, { on }: CiliumPlan): CiliumProblem[] {
  const { ciliumVersion, tetragonVersion } = charts;
  const exact = /^\d+\.\d+\.\d+$/;
  return [
    ...problemUnless(
      exact.test(ciliumVersion),
      "charts.ciliumVersion",
      `want an exact version such as "1.20.0", got "${ciliumVersion}"`,
    ),
    ...problemUnless(
      tetragonVersion === undefined || exact.test(tetragonVersion),
      "charts.tetragonVersion",
      `want an exact version such as "1.7.0", got "${tetragonVersion ?? ""}"`,
    ),
    ...problemUnless(
      !on.tetragon || tetragonVersion !== undefined,
      "charts.tetragonVersion",
      "want an exact version, got none; give one or switch capabilities.tetragon off",
    ),
  ];
}

/** What the capabilities that are on ask of each other and of the settings. */
function capabilityProblems(plan: CiliumPlan): CiliumProblem[] {
  return capabilities
    .filter(({ name }) => plan.on[name])
    .flatMap(({ name, needs = [], limits }) => [
      ...needs
        .filter((needed) => !plan.on[needed])
        .map((needed) => ({
          path: `capabilities.${name}`,
          problem: `needs ${needed}, which is off; switch ${needed} on or ${name} off`,
        })),
      ...(limits?.(plan) ?? []),
    ]);
}

function policyProblems({ networkPolicies, on, platformNamespaces }: CiliumPlan): CiliumProblem[] {
  if (networkPolicies === "none") {
    return [];
  }
  return [
    ...problemUnless(
      on.advancedPolicy,
      "networkPolicies",
      '"default-deny" is made of clusterwide policies and needs capabilities.advancedPolicy, which is off; switch it on or choose "none"',
    ),
    ...problemUnless(
      platformNamespaces.length > 0,
      "platformNamespaces",
      'want at least one namespace under "default-deny", got none; the cluster\'s own controllers would be cut off',
    ),
  ];
}

function problemUnless(ok: boolean, path: string, problem: string): CiliumProblem[] {
  return ok ? [] : [{ path, problem }];
}
