/** What the order of reconciliation is read from. */
export interface Ordered {
  /** Name, unique among its peers. */
  readonly name: string;

  /** Names of the peers that must be Ready first. */
  readonly dependsOn: readonly string[];
}

/** What is judged about one Flux Kustomization. */
export interface Reconciled extends Ordered {
  /** Objects whose readiness tells that it works. */
  readonly healthChecks: readonly unknown[];
}

/**
 * Everything that would let Flux stall or start too early, one sentence each.
 *
 * A Kustomization without dependencies starts before its namespace exists; one without health checks lets those that
 * depend on it start before it works; a cycle never starts at all.
 *
 * @param roots the names that may stand first and need neither.
 */
export function orderProblems(all: readonly Reconciled[], roots: readonly string[]): string[] {
  const names = new Set(all.map(({ name }) => name));
  const inCycle = cyclic(all);
  return all.flatMap(({ name, dependsOn, healthChecks }) => [
    ...(dependsOn.length > 0 || roots.includes(name)
      ? []
      : [`${name} has no dependsOn; name what must be Ready before it, at least ${roots.join(" and ")}`]),
    ...(healthChecks.length > 0 || roots.includes(name)
      ? []
      : [`${name} has no healthChecks; name the objects whose readiness tells that it works`]),
    ...dependsOn
      .filter((other) => !names.has(other))
      .map(
        (other) => `${name} depends on ${other}, which does not exist; known are ${[...names].join(", ")}`,
      ),
    ...(inCycle.has(name)
      ? [`${name} depends on itself, through ${dependsOn.join(", ")}; break the cycle`]
      : []),
  ]);
}

/**
 * The same list, each entry after those that it depends on, otherwise in the given order.
 *
 * @throws RangeError when a cycle makes that impossible.
 */
export function orderByDependency<T extends Ordered>(all: readonly T[]): T[] {
  const inCycle = cyclic(all);
  if (inCycle.size > 0) {
    throw new RangeError(`want no cycle, got one between ${[...inCycle].join(", ")}`);
  }
  const ordered = new Set<T>();
  const place = (entry: T) => {
    all.filter(({ name }) => entry.dependsOn.includes(name)).forEach(place);
    ordered.add(entry);
  };
  all.forEach(place);
  return [...ordered];
}

/** Names from which following the dependencies leads back to the same name. */
function cyclic(all: readonly Ordered[]): Set<string> {
  const dependencies = new Map(all.map(({ name, dependsOn }) => [name, dependsOn]));
  const reaches = (name: string, target: string, seen: Set<string>): boolean =>
    (dependencies.get(name) ?? []).some((next) => {
      if (next === target) {
        return true;
      }
      if (seen.has(next)) {
        return false;
      }
      seen.add(next);
      return reaches(next, target, seen);
    });
  return new Set(all.map(({ name }) => name).filter((name) => reaches(name, name, new Set())));
}
