import { tracingPolicyNames } from "../tracing-policies/policy.ts";
import type { TracingPolicyName } from "../tracing-policies/policy.ts";

/** What a tracing policy does: nothing, tell what it finds, or refuse it as well. */
export type TracingMode = "off" | "observe" | "enforce";

/** What is to be different for one policy. */
export interface TracingPolicyChoice {
  /** What it does. Default: `observe`, and for policies that can block the mode of all. */
  readonly mode?: TracingMode;

  /** Full paths of programs that may do it, as their containers see them. Default: none. */
  readonly allowBinaries?: readonly string[];

  /** Namespaces whose pods may do it, beside those that all policies leave alone. Default: none. */
  readonly exemptNamespaces?: readonly string[];
}

/** What is observed and refused at run time, and what is told of it. */
export interface TetragonSettings {
  /**
   * What the policies that can block do. With `observe` they only tell what they would have refused. Default: `observe`.
   */
  readonly mode?: "observe" | "enforce";

  /**
   * Namespaces whose pods no policy looks at. Policies that can block leave kube-system and the namespaces of the
   * platform alone in any case, so that the cluster cannot stop itself. Default: none.
   */
  readonly exemptNamespaces?: readonly string[];

  /** What is to be different for single policies, by their name. Default: nothing. */
  readonly policies?: Readonly<Partial<Record<TracingPolicyName, TracingPolicyChoice>>>;

  /** Which events each node writes to its log. Default: see each. */
  readonly export?: TetragonExportSettings;
}

/** Which events each node writes to its log. Metrics, and with them alerts, count every event all the same. */
export interface TetragonExportSettings {
  /** Events a minute that a node writes at most; more are counted and dropped. Default: 6000. */
  readonly eventsPerMinute?: number;

  /**
   * Namespaces whose processes are not logged when they start and exit. What a policy finds is logged everywhere.
   * Default: kube-system. Processes of the node itself are treated alike.
   */
  readonly excludedNamespaces?: readonly string[];
}

/** Fills in the defaults. */
export function resolveTetragon({ mode, exemptNamespaces, policies, export: log }: TetragonSettings) {
  return {
    mode: mode ?? "observe",
    exemptNamespaces: exemptNamespaces ?? [],
    policies: choices(policies ?? {}),
    export: {
      eventsPerMinute: log?.eventsPerMinute ?? 6000,
      excludedNamespaces: log?.excludedNamespaces ?? ["kube-system"],
    },
  } as const;
}

/** A choice for each policy. Names that no policy has are kept, so that they can be refused. */
function choices(
  given: NonNullable<TetragonSettings["policies"]>,
): Readonly<Record<TracingPolicyName, TracingPolicyChoice>> {
  const usual = Object.fromEntries(tracingPolicyNames.map((name) => [name, given[name] ?? {}]));
  return { ...given, ...(usual as Record<TracingPolicyName, TracingPolicyChoice>) };
}
