import assert from "node:assert/strict";

import type { Outcome } from "../../automation/session.ts";
import type { FaultMode } from "../../simulator/core/faults.ts";
import type { Values } from "../support/engine.ts";
import { callName, Sweep, type ProviderCall } from "../support/sweep.ts";

/** Which calls of an undisturbed run to spoil, and what is expected of them. */
export interface FaultSweep {
  readonly values: Values;
  readonly mode: FaultMode;
  /** The calls that this sweep is responsible for. */
  readonly takes: (call: ProviderCall) => boolean;
}

/**
 * Spoils one call after the other, each in a world of its own, and brings the stack up a second time: it must end where
 * the undisturbed run ended.
 *
 * Asserts that no call was left out. All that went wrong is reported together.
 */
export async function sweepFaults({ values, mode, takes }: FaultSweep): Promise<readonly ProviderCall[]> {
  await using sweep = await Sweep.of(values);
  const { stack } = sweep;
  const { calls, end } = await sweep.undisturbed();
  const wanted = calls.filter(takes);
  const swept: ProviderCall[] = [];
  const problems: string[] = [];
  for (const call of wanted) {
    sweep.start();
    stack.world.faults.add({ ...call, mode });
    const first = await stack.run("up");
    if (stack.world.faults.list().length === 0) {
      swept.push(call);
    }
    const second = await stack.run("up");
    const reached = second.failure ?? differing(await sweep.end(), end);
    const found = [unclear(first), reached].filter((problem) => problem !== undefined);
    problems.push(...found.map((problem) => `${callName(call)}: ${problem}`));
  }
  assert.deepEqual(problems, []);
  assert.deepEqual(swept.map(callName), wanted.map(callName), "every call is spoilt once");
  return swept;
}

/** What is wrong with the way a run failed, if anything is: it must say which fault it met, and show no code. */
function unclear({ failure, diagnostics }: Outcome): string | undefined {
  if (failure === undefined) {
    return "the run succeeded although a call failed";
  }
  const messages = diagnostics.map(({ message }) => message);
  const [reason] = messages.filter((message) => /\(simulated fault\)/.test(message));
  if (reason === undefined) {
    return `no message names the fault: ${JSON.stringify(messages)}`;
  }
  const chatty = messages.find(
    (message) => message.length > 300 || /\n\s+at |Unhandled|\bundefined\b/.test(message),
  );
  return chatty === undefined ? undefined : `a message is not clear: ${chatty}`;
}

/** How two ends differ; undefined when they do not. */
export function differing(got: object, want: object): string | undefined {
  try {
    assert.deepEqual(got, want);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
