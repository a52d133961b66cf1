/** The stages that a person sees a stack go through, in the order in which they usually begin. */
export const phases = [
  "image",
  "identity",
  "machines",
  "talos",
  "cilium",
  "flux",
  "management cluster",
  "hand-off",
  "stack",
] as const;

/** One of the stages. `stack` takes what belongs to no component: providers and the stack itself. */
export type Phase = (typeof phases)[number];

/** Classes of the components that a stage consists of. Machines are told by their common ending, one class per provider. */
const phaseOfComponent: readonly (readonly [RegExp, Phase])[] = [
  [/^TalosImage$/, "image"],
  [/^TalosIdentity$/, "identity"],
  [/Machines$/, "machines"],
  [/^(TalosCluster|KubeletCsrApprover|EtcdBackup)$/, "talos"],
  [/^CiliumStack$/, "cilium"],
  [/^FluxBootstrap$/, "flux"],
  [/^ManagementCluster$/, "management cluster"],
  [/^PlatformHandoff$/, "hand-off"],
];

/** What a URN says about a resource. */
export interface ResourceName {
  /** Name that the program gave it. */
  readonly name: string;
  /** Type token without the module's file: `proxmoxve:VmLegacy`. */
  readonly type: string;
  readonly phase: Phase;
}

/**
 * Reads a resource URN: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`.
 *
 * The stage is that of the innermost known component among the parents.
 */
export function describeUrn(urn: string): ResourceName {
  const [, , types = "", ...name] = urn.split("::");
  const chain = types.split("$");
  const token = chain.at(-1) ?? "";
  return { name: name.join("::"), type: shortType(token), phase: phaseOf(chain) };
}

function phaseOf(chain: readonly string[]): Phase {
  for (const token of chain.toReversed()) {
    const [pack, , className = ""] = token.split(":");
    const phase = pack === "infraflux" && phaseOfComponent.find(([pattern]) => pattern.test(className))?.[1];
    if (phase) {
      return phase;
    }
  }
  return "stack";
}

/** `proxmoxve:index/vmLegacy:VmLegacy` → `proxmoxve:VmLegacy`; `kubernetes:helm.sh/v3:Release` keeps its group. */
function shortType(token: string): string {
  const [pack = "", module = "", className = ""] = token.split(":");
  if (className === "") {
    return token;
  }
  const file = `${className.charAt(0).toLowerCase()}${className.slice(1)}`;
  const group = module
    .split("/")
    .filter((part) => part !== file && part !== "index")
    .join("/");
  return [pack, group, className].filter((part) => part !== "").join(":");
}
