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
  readonly level: "warning" | "mandatory";
  readonly urn?: string;
  readonly message: string;
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
export interface EngineRun {
  readonly changes: Changes;
  readonly changed: readonly ChangedResource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly policyViolations: readonly PolicyViolation[];
}
