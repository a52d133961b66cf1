import type { Phase } from "./phases.ts";

/** How many resources an operation left in which way. Components and providers count, as in `pulumi up`. */
export interface Changes {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly same: number;
}

/** Something that the engine, a provider or the program has to say. */
export interface Diagnostic {
  readonly severity: "warning" | "error";
  /** Name of the resource that it is about. */
  readonly resource?: string;
  readonly urn?: string;
  readonly message: string;
}

/** A policy that a resource or the stack breaks. */
export interface PolicyViolation {
  readonly pack: string;
  readonly policy: string;
  readonly level: "advisory" | "mandatory";
  readonly severity?: "low" | "medium" | "high" | "critical";
  readonly urn?: string;
  readonly message: string;
}

/** A resource whose inputs a policy has put right. */
export interface PolicyRepair {
  readonly pack: string;
  readonly policy: string;
  readonly urn?: string;
}

/** What policy packs made of a stack. */
export interface PolicyRun {
  readonly policyViolations: readonly PolicyViolation[];
  readonly policyRepairs: readonly PolicyRepair[];
  /** The policies that were held against the stack, by pack. */
  readonly policiesAsked: Readonly<Record<string, readonly string[]>>;
}

/** A resource that an operation changes, or would change in a preview. */
export interface ChangedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly phase: Phase;
  readonly change: "create" | "update" | "replace" | "delete";
  /** Names of the properties that differ. */
  readonly properties: readonly string[];
}

/** All that was learnt from the events of one engine operation. */
export interface EngineRun extends PolicyRun {
  readonly changes: Changes;
  readonly changed: readonly ChangedResource[];
  readonly diagnostics: readonly Diagnostic[];
}
