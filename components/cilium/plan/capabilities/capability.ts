import type { Conflict } from "../conflicts/conflict.ts";
import type { CiliumPlan } from "../plan.ts";
import type { CapabilityName } from "../toggles.ts";
import type { ChartValues } from "../values/merge.ts";

/** An object that comes with Cilium: one of its custom resources, or a ConfigMap. */
export interface CiliumObject {
  /** Part of the Pulumi name, unique in the stack. */
  readonly part: string;

  /** Full name of the CRD that must be there first. Default: none, for a kind that every cluster knows. */
  readonly crd?: string;

  /** Who brings that CRD; objects wait only for their own. Default: `cilium`. */
  readonly source?: KindSource;

  /** Parts that must be there before this one. Default: none. */
  readonly after?: readonly string[];

  /** The object as the API server gets it. */
  readonly manifest: CiliumManifest;
}

/** Who brings a kind of objects: Cilium itself, Tetragon, or an add-on with the Prometheus operator. */
export type KindSource = "cilium" | "tetragon" | "prometheus";

/** A Kubernetes object. */
export interface CiliumManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;

    /** Namespace. Default: none, for an object of the whole cluster. */
    readonly namespace?: string;

    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };

  /** What is wanted. Left out by kinds that have none, such as ConfigMap. */
  readonly spec?: object;

  /** Several things that are wanted, where the kind takes a list: policies do, beside `spec`. */
  readonly specs?: readonly object[];

  /** Content of a ConfigMap. */
  readonly data?: Readonly<Record<string, string>>;
}

/** A capability without which another one cannot work. */
export interface Need {
  readonly capability: CapabilityName;

  /** Why, in one sentence. */
  readonly reason: string;

  /** Where it is told: an issue, or the section of a document. */
  readonly source: string;
}

/**
 * One capability of Cilium: everything that its toggle changes, in one place.
 *
 * To add a capability, add a module with one of these and list it in `index.ts`.
 */
export interface Capability {
  /** The toggle. */
  readonly name: CapabilityName;

  /** What it is for, as a sentence for people who do not know Cilium. */
  readonly purpose: string;

  /** What it costs to have it on: processor time, memory, throughput, operations. One sentence. */
  readonly cost: string;

  /** How to see on a cluster that it works: the command, then what it must show. */
  readonly check: { readonly command: string; readonly shows: string };

  /** Capabilities without which this one cannot work. Default: none. */
  readonly needs?: readonly Need[];

  /** What it cannot go with when it is on. Default: nothing. Each says itself when it applies. */
  readonly conflicts?: readonly Conflict[];

  /**
   * The chart values that belong to this capability alone, written for both positions of the toggle so that a changed
   * default of the chart changes nothing.
   */
  readonly values: (plan: CiliumPlan, on: boolean) => ChartValues;

  /** Objects to create when the capability is on. Default: none. */
  readonly objects?: (plan: CiliumPlan) => readonly CiliumObject[];
}
