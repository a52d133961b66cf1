import type { Diagnostic, PolicyViolation } from "../outcome.ts";
import type { Phase } from "../phases.ts";

/** One resource on its way. */
export interface Step {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly phase: Phase;
  /** What the provider does: `create`, `update`, `delete`, `read`. Empty where nothing had to be done. */
  readonly work: string;
  readonly state: "running" | "done" | "failed";
  /** Whether the engine only plans. */
  readonly planning: boolean;
  /** How long it took, in seconds; 0 unless done. */
  readonly seconds: number;
}

/** A display of a running operation. */
export interface Progress {
  /** Tells what is about to happen, or why it takes a while. */
  note(text: string): void;
  step(step: Step): void;
  diagnostic(diagnostic: Diagnostic): void;
  policyViolation(violation: PolicyViolation): void;
  /** Leaves the display in its final state. */
  end(): void;
}

/** Turns text into what may be shown, that is, without secrets. */
export type Mask = (text: string) => string;
