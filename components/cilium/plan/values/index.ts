import { capabilities } from "../capabilities/index.ts";
import type { CiliumPlan } from "../plan.ts";
import { baseValues } from "./base.ts";
import { joinValues } from "./merge.ts";
import type { ChartValues } from "./merge.ts";
import { sharedValues } from "./shared.ts";

export type { ChartValue, ChartValues } from "./merge.ts";
export { tetragonValues } from "./tetragon.ts";

/** Values of the chart `cilium`. Pure: equal plans give equal values, in the same order. */
export function chartValues(plan: CiliumPlan): ChartValues {
  return joinValues([
    baseValues(plan),
    sharedValues(plan),
    ...capabilities.map(({ name, values }) => values(plan, plan.on[name])),
  ]);
}
