import type { CiliumPlanArgs } from "./args.ts";
import { findConflicts } from "./conflicts/index.ts";
import { isNetwork, isWhole } from "./forms.ts";
import { planCilium } from "./plan.ts";
import type { CiliumPlan } from "./plan.ts";
import { malformedPolicies } from "./policies/problems.ts";
import { problemUnless } from "./problem.ts";
import type { CiliumProblem } from "./problem.ts";
import { malformedEncryption } from "./settings/encryption-problems.ts";
import { badVersion } from "./versions/bad-versions.ts";

/** Everything in the arguments that can never work, each with what to do about it. */
export function ciliumProblems(args: CiliumPlanArgs): CiliumProblem[] {
  const plan = planCilium(args);
  return [
    ...identityProblems(args),
    ...networkProblems(args),
    ...chartProblems(args, plan),
    ...malformedPolicies(plan),
    ...malformedEncryption(plan),
    ...conflictProblems(plan),
  ];
}

function identityProblems({ clusterId, nodeCount }: CiliumPlanArgs): CiliumProblem[] {
  return [
    ...problemUnless(
      isWhole(clusterId, 1, 255),
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

function networkProblems({ podCidr, serviceCidr, settings }: CiliumPlanArgs): CiliumProblem[] {
  const networks = {
    podCidr,
    serviceCidr,
    "settings.mesh.nativeRoutingCidr": settings?.mesh?.nativeRoutingCidr,
  };
  return Object.entries(networks).flatMap(([path, cidr]) =>
    problemUnless(
      cidr === undefined || isNetwork(cidr),
      path,
      `want an IPv4 network such as 10.244.0.0/16, got "${cidr ?? ""}"`,
    ),
  );
}

function chartProblems({ charts }: CiliumPlanArgs, { on }: CiliumPlan): CiliumProblem[] {
  const { ciliumVersion, tetragonVersion } = charts;
  const exact = /^\d+\.\d+\.\d+$/;
  const bad = badVersion(ciliumVersion);
  return [
    ...problemUnless(
      exact.test(ciliumVersion),
      "charts.ciliumVersion",
      `want an exact version such as "1.20.0", got "${ciliumVersion}"`,
    ),
    ...problemUnless(
      bad === undefined,
      "charts.ciliumVersion",
      `want a version that is not known to be bad, got "${ciliumVersion}": ${bad?.reason ?? ""} (${bad?.source ?? ""})`,
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

/** What the conflict matrix finds. */
function conflictProblems(plan: CiliumPlan): CiliumProblem[] {
  return findConflicts(plan).map(({ path, value, allowed, conflict }) => ({
    path,
    problem: `want ${allowed}, got ${JSON.stringify(value)}: ${conflict.reason} (${conflict.source}). ${conflict.remedy} [${conflict.id}]`,
  }));
}
