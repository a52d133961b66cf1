import type { OperationRecord } from "./world.ts";

/** A resource as the engine's exported state has it. */
export interface DeployedResource {
  readonly urn: string;
  readonly dependencies?: readonly string[];
  readonly parent?: string;
  /** Reference to the provider instance: its URN and id. */
  readonly provider?: string;
}

/** Something that takes time and waits for others. */
export interface Step {
  /** URN of the resource. */
  readonly urn: string;
  /** Simulated seconds that it takes. */
  readonly seconds: number;
  /** URNs of what must be done before. Those that are not among the steps count as done. */
  readonly after: readonly string[];
}

/** How long a run takes in simulated time, and why. */
export interface Schedule {
  /** From the start until the last step is done. */
  readonly seconds: number;
  /** The chain of steps that decides it, in order. Steps that take no time are left out. */
  readonly path: readonly { readonly step: string; readonly seconds: number }[];
}

/**
 * The steps of a run: what the engine's state says about dependencies, and how long the calls of the run took.
 *
 * Functions are left out: the engine's state does not say who called them, and those of the program take no time.
 *
 * @param operations The calls of that run alone.
 */
export function stepsOf(
  resources: readonly DeployedResource[],
  operations: readonly OperationRecord[],
): Step[] {
  const spent = new Map<string, number>();
  for (const { urn, simulatedSeconds } of operations) {
    spent.set(urn, (spent.get(urn) ?? 0) + simulatedSeconds);
  }
  return resources.map(({ urn, dependencies = [], parent, provider }) => {
    const instance = provider?.slice(0, provider.lastIndexOf("::"));
    const after = [...dependencies, parent, instance].filter((other): other is string => other !== undefined);
    return { urn, seconds: spent.get(urn) ?? 0, after };
  });
}

interface Done {
  readonly step: Step;
  readonly end: number;
  /** What the step waited for last: something it needs, or the one whose place it took. */
  readonly waitedFor: Done | undefined;
}

/**
 * When everything is done, and the chain of steps that decides it.
 *
 * Steps start in the given order as soon as what they need is done and one of the places is free, as the engine does it.
 *
 * @param parallelism How many steps the engine runs at once. Default: any number.
 * @throws When steps wait for each other in a circle.
 */
export function criticalPath(steps: readonly Step[], parallelism = Infinity): Schedule {
  const known = new Set(steps.map(({ urn }) => urn));
  const done = new Map<string, Done>();
  const running: Done[] = [];
  let waiting = [...steps];
  let last: Done | undefined;
  while (waiting.length > 0 || running.length > 0) {
    const started = waiting.filter((step) => step.after.every((urn) => !known.has(urn) || done.has(urn)));
    // What takes no time needs no place.
    const places = parallelism - running.filter(({ step }) => step.seconds > 0).length;
    const chosen = new Set([
      ...started.filter(({ seconds }) => seconds === 0),
      ...started.filter(({ seconds }) => seconds > 0).slice(0, places),
    ]);
    if (chosen.size === 0 && running.length === 0) {
      throw new Error(`steps wait for each other in a circle: ${waiting.map(({ urn }) => urn).join(", ")}`);
    }
    waiting = waiting.filter((step) => !chosen.has(step));
    const now = last?.end ?? 0;
    for (const step of chosen) {
      // Whatever is done last made the step possible: it starts at that very moment.
      const waitedFor = now === 0 ? undefined : last;
      running.push({ step, end: now + step.seconds, waitedFor });
    }
    running.sort((a, b) => a.end - b.end);
    const next = running.shift();
    if (next !== undefined) {
      done.set(next.step.urn, next);
      last = next;
    }
  }
  return { seconds: last?.end ?? 0, path: chainTo(last) };
}

function chainTo(last: Done | undefined): Schedule["path"] {
  const chain: { step: string; seconds: number }[] = [];
  for (let at = last; at !== undefined; at = at.waitedFor) {
    if (at.step.seconds > 0) {
      chain.unshift({ step: at.step.urn.split("::").at(-1) ?? at.step.urn, seconds: at.step.seconds });
    }
  }
  return chain;
}
