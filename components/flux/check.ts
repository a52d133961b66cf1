import type { FluxBootstrapArgs, GitSource } from "./args.ts";
import { addonNames } from "./catalogue.ts";

/** A reason why the arguments cannot work. */
export interface FluxProblem {
  /** The argument as the user typed it. */
  readonly path: string;

  /** What is wanted, what was found and what to do. */
  readonly problem: string;
}

/** Everything in the arguments that can never work. */
export function fluxProblems(args: FluxBootstrapArgs): FluxProblem[] {
  const { operator, distribution, source, addons = [] } = args;
  const exact = /^\d+\.\d+\.\d+$/;
  return [
    ...problemUnless(
      exact.test(operator.version),
      "operator.version",
      `want an exact version such as "0.59.0", got "${operator.version}"`,
    ),
    ...problemUnless(
      operator.chart?.startsWith("oci://") ?? true,
      "operator.chart",
      `want an address that starts with oci://, got "${operator.chart ?? ""}"`,
    ),
    ...problemUnless(
      exact.test(distribution.version),
      "distribution.version",
      `want an exact version such as "2.9.5", got "${distribution.version}"`,
    ),
    ...addons
      .filter((addon) => !addonNames.includes(addon))
      .map((addon) => ({ path: "addons", problem: `want some of ${addonNames.join(", ")}, got "${addon}"` })),
    ...problemUnless(
      addons.length === 0 || source !== undefined,
      "source",
      `want the Git source that holds ${addons.join(", ")}, got none`,
    ),
    ...(source === undefined ? [] : sourceProblems(source)),
  ];
}

function sourceProblems({ url, ref, path, intervalMinutes }: GitSource): FluxProblem[] {
  const followed = Object.entries(ref).filter(([, value]) => value !== undefined);
  return [
    ...problemUnless(
      url.startsWith("https://"),
      "source.url",
      // Whoever can change what Flux reads owns the cluster, so it must not cross a network in the clear.
      `want an address that starts with https://, got "${url}"`,
    ),
    ...problemUnless(
      followed.length === 1,
      "source.ref",
      `want exactly one of branch, tag and commit, got ${followed.map(([kind]) => kind).join(" and ") || "none"}`,
    ),
    ...problemUnless(
      ref.commit === undefined || /^[0-9a-f]{40}$/.test(ref.commit),
      "source.ref.commit",
      `want all 40 digits of the commit's hash, got "${ref.commit ?? ""}"`,
    ),
    ...problemUnless(
      path === undefined || /^[^/.][^\s]*[^/\s]$|^[^/.\s]$/.test(path),
      "source.path",
      `want a folder relative to the repository root, without a slash at either end, got "${path ?? ""}"`,
    ),
    ...problemUnless(
      intervalMinutes === undefined || (Number.isInteger(intervalMinutes) && intervalMinutes >= 1),
      "source.intervalMinutes",
      `want a whole number of minutes, at least 1, got ${intervalMinutes ?? ""}`,
    ),
  ];
}

function problemUnless(ok: boolean, path: string, problem: string): FluxProblem[] {
  return ok ? [] : [{ path, problem }];
}
