/** What a tracing policy watches. */
export type TracingScope = "process" | "file" | "network";

/** The baseline, in the order of the documentation. */
export const tracingPolicyNames = [
  "process-kubectl",
  "process-package-manager",
  "process-scratch-exec",
  "file-credential-read",
  "file-account-write",
  "file-node-credentials",
  "network-raw-socket",
  "network-mining-port",
  "network-metadata",
] as const;

/** The name of a policy of the baseline. */
export type TracingPolicyName = (typeof tracingPolicyNames)[number];

/** One policy of the baseline. What it looks for is written as Tetragon takes it, less what all policies have in common. */
export interface TracingPolicy {
  readonly name: TracingPolicyName;
  readonly scope: TracingScope;

  /** Whether it refuses what it finds where it is enforced. A policy that does not only tells of it. */
  readonly blocks: boolean;

  /** What it finds, as a sentence. It stands in each event. */
  readonly finds: string;

  /** Why that is worth knowing, and who does it rightly, as a sentence. */
  readonly why: string;

  /** How much it matters that it was found. */
  readonly severity: "warning" | "critical";

  /** A command that, in a pod, does what the policy finds, and harms nothing. */
  readonly trial: string;

  /**
   * Where in the kernel it looks. An LSM hook can refuse on Talos; a kprobe cannot, as Talos' kernel is built without
   * CONFIG_BPF_KPROBE_OVERRIDE.
   */
  readonly hook: { readonly kprobe: string } | { readonly lsm: string };

  /** Arguments of the hooked function. */
  readonly args: readonly HookArgument[];

  /** Namespaces whose pods do it rightly in every cluster. Default: none. */
  readonly exemptNamespaces?: readonly string[];

  /** What matches: all of one selector, for any of them. */
  readonly selectors: readonly HookSelector[];
}

/** An argument of the hooked function. */
export interface HookArgument {
  /** Position among the function's arguments. */
  readonly index: number;
  readonly type: string;

  /** Field of the argument that is meant. Default: the argument itself. */
  readonly resolve?: string;
  readonly label?: string;
}

/** What has to match together. */
export interface HookSelector {
  readonly matchArgs: readonly ArgumentMatch[];
  readonly matchBinaries?: readonly BinaryMatch[];
}

/** A condition on one argument: by its position in the function, or in the list of the policy. */
export type ArgumentMatch = ({ readonly index: number } | { readonly args: readonly number[] }) & {
  readonly operator: string;
  readonly values: readonly string[];
};

/** A condition on the program that calls. */
export interface BinaryMatch {
  readonly operator: "In" | "Postfix";
  readonly values: readonly string[];
}
