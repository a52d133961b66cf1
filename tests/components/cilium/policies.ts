import type { CiliumPlanArgs, CiliumSettings } from "../../../components/cilium/index.ts";
import { ciliumObjects, planCilium } from "../../../components/cilium/plan/index.ts";
import { everything } from "./arguments.ts";
import { validate } from "./models.ts";

/** Whom a rule selects. */
export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: string[];
  }[];
}

/** Peers and what is open to them, in either direction, as far as tests look at it. */
export interface Allowed {
  readonly fromEntities?: readonly string[];
  readonly fromEndpoints?: readonly Selector[];
  readonly fromCIDR?: readonly string[];
  readonly toEntities?: readonly string[];
  readonly toEndpoints?: readonly Selector[];
  readonly toFQDNs?: readonly object[];
  readonly icmps?: readonly object[];
  readonly toPorts?: readonly {
    readonly ports: readonly {
      readonly port: string;
      readonly endPort?: number;
      readonly protocol: string;
    }[];
    readonly rules?: object;
  }[];
}

/** One rule of a policy. */
export interface Rule {
  readonly description?: string;
  readonly endpointSelector?: Selector;
  readonly nodeSelector?: Selector;
  readonly enableDefaultDeny?: { readonly ingress: boolean; readonly egress: boolean };
  readonly ingress?: readonly Allowed[];
  readonly egress?: readonly Allowed[];
}

/** A policy with all its rules. */
export interface Policy {
  readonly part: string;
  readonly after: readonly string[];
  readonly rules: readonly Rule[];
}

/** The policies of a plan, in the order in which they are created, each judged by the typed model of its kind. */
export function policiesOf(args: CiliumPlanArgs): Policy[] {
  return ciliumObjects(planCilium(args))
    .filter(({ manifest }) => manifest.kind === "CiliumClusterwideNetworkPolicy")
    .map(({ part, after = [], manifest }) => {
      validate(manifest);
      const { spec, specs = [spec] } = manifest;
      return { part, after, rules: specs as Rule[] };
    });
}

/** Arguments under which everything is on, with changed settings. */
export function withSettings(settings: CiliumSettings, change: Partial<CiliumPlanArgs> = {}): CiliumPlanArgs {
  return { ...everything, ...change, settings: { ...everything.settings, ...settings } };
}

/** The parts of policies, in order. */
export function partsOf(policies: readonly Policy[]): string[] {
  return policies.map(({ part }) => part);
}

/** Whether a policy denies whatever no other allows: said, or by having rules of a direction. */
export function denies({ enableDefaultDeny, ingress, egress }: Rule): { ingress: boolean; egress: boolean } {
  return {
    ingress: enableDefaultDeny?.ingress ?? ingress !== undefined,
    egress: enableDefaultDeny?.egress ?? egress !== undefined,
  };
}

/** Ports of what is allowed, such as `2379-2380/TCP`; `ping` for echo requests, `any` without a condition. */
export function portsOf({ toPorts, icmps }: Allowed): string[] {
  if (icmps !== undefined) {
    return ["ping"];
  }
  return toPorts === undefined
    ? ["any"]
    : toPorts.flatMap(({ ports }) =>
        ports.map(
          ({ port, endPort, protocol }) =>
            `${port}${endPort === undefined ? "" : `-${String(endPort)}`}/${protocol}`,
        ),
      );
}
