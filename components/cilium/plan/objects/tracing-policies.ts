import type { CiliumObject } from "../capabilities/capability.ts";
import type { CiliumPlan } from "../plan.ts";
import type { TracingMode } from "../settings/tetragon.ts";
import { tracingPolicies } from "../tracing-policies/index.ts";
import type { TracingPolicy } from "../tracing-policies/index.ts";

/** The CRD of tracing policies; Tetragon's operator registers it. */
const crd = "tracingpolicies.cilium.io";

/** The label by which Tetragon knows the namespace of a pod. */
const namespaceLabel = "k8s:io.kubernetes.pod.namespace";

/** Namespaces that no policy may stop, so that the cluster cannot stop itself. */
const carrying = ["kube-system"];

/** What a refused call gets to hear: EPERM. */
const refused = -1;

/** The policies that are on, with what they do. */
export function activeTracingPolicies(
  plan: CiliumPlan,
): { readonly policy: TracingPolicy; readonly mode: TracingMode }[] {
  const { mode, policies } = plan.settings.tetragon;
  return tracingPolicies
    .map((policy) => ({ policy, mode: policies[policy.name].mode ?? (policy.blocks ? mode : "observe") }))
    .filter((active) => active.mode !== "off");
}

/** Name of the object, by which events and metrics tell of the policy. */
export function tracingPolicyName({ name }: TracingPolicy): string {
  return `infraflux-${name}`;
}

/** The baseline of tracing policies, as far as it is on. They look at pods only, never at the node's own processes. */
export function tracingPolicyObjects(plan: CiliumPlan): CiliumObject[] {
  return activeTracingPolicies(plan).map(({ policy, mode }) => ({
    part: `tracing-${policy.name}`,
    source: "tetragon",
    crd,
    manifest: {
      apiVersion: "cilium.io/v1alpha1",
      kind: "TracingPolicy",
      metadata: { name: tracingPolicyName(policy), annotations: { description: policy.why } },
      spec: {
        podSelector: podSelector(plan, policy),
        // Written for both, so that a policy never enforces because something was left out.
        ...(policy.blocks && {
          options: [{ name: "policy-mode", value: mode === "enforce" ? "enforce" : "monitor" }],
        }),
        ...hooks(plan, policy),
      },
    },
  }));
}

/** Every pod but those of exempt namespaces. An empty selector means every pod; none at all would mean the node, too. */
function podSelector({ platformNamespaces, settings: { tetragon } }: CiliumPlan, policy: TracingPolicy) {
  const exempt = new Set([
    ...(policy.blocks ? [...carrying, ...platformNamespaces] : []),
    ...(policy.exemptNamespaces ?? []),
    ...tetragon.exemptNamespaces,
    ...(tetragon.policies[policy.name].exemptNamespaces ?? []),
  ]);
  return exempt.size === 0
    ? {}
    : { matchExpressions: [{ key: namespaceLabel, operator: "NotIn", values: [...exempt] }] };
}

function hooks({ settings: { tetragon } }: CiliumPlan, policy: TracingPolicy) {
  const { blocks, finds, hook, name } = policy;
  const actions = blocks ? { matchActions: [{ action: "Override", argError: refused }] } : {};
  const rest = {
    message: finds,
    tags: [`observability.${tagOf[policy.scope]}`],
    args: policy.args,
    selectors: [
      ...allowed(tetragon.policies[name].allowBinaries ?? []),
      ...policy.selectors.map((selector) => ({ ...selector, ...actions })),
    ],
  };
  // The kernel's functions take their arguments otherwise than system calls do, which a kprobe is taken for by default.
  return "lsm" in hook
    ? { lsmhooks: [{ hook: hook.lsm, ...rest }] }
    : { kprobes: [{ call: hook.kprobe, syscall: false, ...rest }] };
}

/** Tetragon's names for what an event is about. */
const tagOf = { process: "process", file: "filesystem", network: "network" } as const;

/** The first selector that matches decides, so programs that may do it come first and nothing is done about them. */
function allowed(binaries: readonly string[]) {
  return binaries.length === 0
    ? []
    : [
        {
          matchBinaries: [{ operator: "In", values: binaries }],
          matchActions: [{ action: "NoPost" }],
        },
      ];
}
