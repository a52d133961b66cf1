import { setTimeout as sleep } from "node:timers/promises";

/** Environment variable with the real seconds that one simulated second takes. Default: 0, nothing waits. */
const paceVariable = "INFRAFLUX_SIM_PACE";

/**
 * Reads how fast the simulation runs.
 *
 * @returns Real seconds per simulated second.
 * @throws When the value is not a number of at least 0.
 */
export function paceOf(environment: NodeJS.ProcessEnv): number {
  const text = environment[paceVariable] ?? "0";
  const pace = Number(text);
  if (text.trim() === "" || !(pace >= 0 && Number.isFinite(pace))) {
    throw new Error(`${paceVariable}: want real seconds per simulated second (0 or more), got "${text}"`);
  }
  return pace;
}

/** Lets simulated time pass. Rejects when the signal is aborted meanwhile. */
export async function pass(simulatedSeconds: number, pace: number, signal: AbortSignal): Promise<void> {
  if (simulatedSeconds > 0 && pace > 0) {
    await sleep(simulatedSeconds * pace * 1000, undefined, { signal });
  }
}
