import type { StackConfig } from "../../../config/index.ts";
import type { Check, Subject } from "../check.ts";
import { failed, passed } from "../check.ts";
import type { OwnState } from "../own.ts";

/** Machines of one instance type that a stack is going to have. */
export interface PlannedInstances {
  readonly type: string;
  readonly spot: boolean;
  readonly count: number;
}

/** The machines of a stack on a cloud, by instance type and by whether the cloud may take them away. */
export function plannedInstances({ pools }: Pick<StackConfig, "pools">): PlannedInstances[] {
  const planned = new Map<string, PlannedInstances>();
  for (const { instanceType, spot, count } of pools) {
    if (instanceType !== undefined && count > 0) {
      const key = `${instanceType} ${String(spot)}`;
      planned.set(key, { type: instanceType, spot, count: (planned.get(key)?.count ?? 0) + count });
    }
  }
  return [...planned.values()];
}

/** Each instance type once. */
export function typesOf(planned: readonly PlannedInstances[]): string[] {
  return [...new Set(planned.map(({ type }) => type))];
}

/**
 * Virtual processors that machines take.
 *
 * @param vcpus Of one machine by its type.
 */
export function vcpusOf(
  planned: readonly PlannedInstances[],
  vcpus: Readonly<Record<string, number>>,
): number {
  return planned.reduce((sum, { type, count }) => sum + count * (vcpus[type] ?? 0), 0);
}

/** The machines that are still to be made. Those that are there are taken from the ones that are kept first. */
export function stillToMake(
  planned: readonly PlannedInstances[],
  { instances }: Pick<OwnState, "instances">,
): PlannedInstances[] {
  const left = { ...instances };
  return [...planned]
    .sort((a, b) => Number(a.spot) - Number(b.spot))
    .map((one) => {
      const there = Math.min(left[one.type] ?? 0, one.count);
      left[one.type] = (left[one.type] ?? 0) - there;
      return { ...one, count: one.count - there };
    });
}

/** How far a quota is used. */
export interface Usage {
  readonly limit: number;
  /** Default: not known, and nothing is counted. */
  readonly used?: number;
}

/** Judges whether a quota has room. */
export function judgeQuota(subject: Subject, { limit, used }: Usage, needed: number, remedy: string): Check {
  const found =
    used === undefined
      ? `${limit} allowed, ${needed} needed; what else uses them was not counted`
      : `${limit} allowed, ${used} in use, ${needed} more needed`;
  return needed <= limit - (used ?? 0) ? passed(subject, found) : failed(subject, found, remedy);
}
