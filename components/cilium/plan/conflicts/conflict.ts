import type { CiliumPlan } from "../plan.ts";

/** Arguments that cannot go together, as a row of the conflict matrix. */
export interface Conflict {
  /** Name by which it is reported: kebab-case, unique, says what must hold or what clashes. */
  readonly id: string;

  /** Why, in one sentence that an operator understands. */
  readonly reason: string;

  /** Where it is told: an issue such as `cilium/cilium#36737`, or the section of a document. */
  readonly source: string;

  /** What to do, as a sentence. */
  readonly remedy: string;

  /** Finds the arguments that clash; none where all is well. */
  readonly clashes: (plan: CiliumPlan) => readonly Clash[];
}

/** An argument that cannot stay as it is. */
export interface Clash {
  /** The argument as the user typed it, such as `settings.hostRouting` or `capabilities.multicast`. */
  readonly path: string;

  /** What was found. */
  readonly value: unknown;

  /** What could stand there instead, as a phrase. */
  readonly allowed: string;
}

/** One clash if `clashes` holds, for conflicts that lie in a single argument. */
export function clashIf(clashes: boolean, path: string, value: unknown, allowed: string): Clash[] {
  return clashes ? [{ path, value, allowed }] : [];
}
