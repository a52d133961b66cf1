import type { CiliumPlanArgs } from "./args.ts";
import { planCilium } from "./plan.ts";
import { chartValues, tetragonValues } from "./values/index.ts";
import type { ChartValues } from "./values/index.ts";

/** Values of the two charts, as `CiliumStack` installs them; `tetragon` is absent when that capability is off. */
export interface CiliumValues {
  readonly cilium: ChartValues;
  readonly tetragon?: ChartValues;
}

/** The chart values that the arguments lead to. Pure: equal arguments give equal values, in the same order. */
export function ciliumValues(args: CiliumPlanArgs): CiliumValues {
  const plan = planCilium(args);
  return { cilium: chartValues(plan), ...(plan.on.tetragon && { tetragon: tetragonValues(plan) }) };
}
