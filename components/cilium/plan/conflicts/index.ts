import { capabilities } from "../capabilities/index.ts";
import type { CiliumPlan } from "../plan.ts";
import { alertConflict } from "./alerts.ts";
import { bigTcpConflicts } from "./big-tcp.ts";
import type { Clash, Conflict } from "./conflict.ts";
import { generalConflicts } from "./general.ts";
import { kernelConflict } from "./kernel.ts";
import { needConflicts } from "./needs.ts";

export type { Clash, Conflict } from "./conflict.ts";

/** The whole conflict matrix: what capabilities need, what each of them cannot go with, and what concerns all of them. */
export const conflicts: readonly Conflict[] = [
  ...needConflicts,
  ...capabilities.flatMap((capability) => capability.conflicts ?? []),
  ...generalConflicts,
  ...bigTcpConflicts,
  kernelConflict,
  alertConflict,
];

/** A clash with the row of the matrix that it was found by. */
export interface FoundConflict extends Clash {
  readonly conflict: Conflict;
}

/** Everything in a plan that cannot go together. */
export function findConflicts(plan: CiliumPlan): FoundConflict[] {
  return conflicts.flatMap((conflict) => conflict.clashes(plan).map((clash) => ({ ...clash, conflict })));
}
