import { isTree, type Tree } from "../../config/layers.ts";
import { levelOf } from "./configuration-file.ts";
import type { GivenPolicy } from "./options.ts";
import { noRules } from "./pack.ts";
import { passphrase } from "./secrets-provider.ts";

/** A run that nothing refuses, and who answers for it. */
export interface BreakGlass {
  readonly owner: string;
  readonly reason: string;
  /** When it ends, in ISO 8601. */
  readonly until: string;
}

/** What the runner knows about a stack. */
export interface StackFacts {
  readonly simulate: boolean;
  /** Environment that the stack's configuration names. */
  readonly environment: string;
  /** What encrypts the secrets of a real stack. Default: not known. */
  readonly secretsProvider?: string;
}

/** How long `--break-glass` lasts: a run and what is run right after it, not the incident. */
const breakGlassMinutes = 60;

/** Why a simulated stack may do with the passphrase that the simulator gives it. */
const simulatedState = {
  rule: "stack-secrets-provider",
  resource: "*",
  owner: "infraflux",
  reason: "The stack is simulated: no secret in its state is a real one.",
};

/** The levels that a rule can have in the settings. `remediate` is one that only Pulumi knows. */
const levels: readonly unknown[] = ["mandatory", "advisory", "disabled"];

const minuteMilliseconds = 60_000;
const dayMilliseconds = 24 * 60 * minuteMilliseconds;

/**
 * The configuration that the pack is given: that of the user, and on top of it what the runner knows better.
 *
 * @param now Time of the run.
 */
export function packConfiguration(given: GivenPolicy, facts: StackFacts, now: Date): Tree {
  const settings = settingsOf(given.configuration);
  const provider = facts.simulate ? passphrase : facts.secretsProvider;
  const later = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
  // A day more than today, for runs over midnight.
  const simulated = { ...simulatedState, expires: later(dayMilliseconds).slice(0, 10) };
  return {
    ...given.configuration,
    settings: {
      ...settings,
      ...levelsOfRules(given.configuration),
      environment: given.environment ?? settings["environment"] ?? facts.environment,
      ...(provider === undefined ? {} : { secretsProvider: provider }),
      ...(facts.simulate ? { exemptions: withExemption(settings["exemptions"], simulated) } : {}),
      ...(given.breakGlass === undefined
        ? {}
        : { breakGlass: { ...given.breakGlass, until: later(breakGlassMinutes * minuteMilliseconds) } }),
    },
  };
}

/**
 * The levels of the settings, with those that the configuration gives to rules the way Pulumi does. The pack is not told
 * those, so that by themselves they can lower a level and not raise it. Where both name a rule, the lower one counts.
 */
function levelsOfRules(configuration: Tree): { levels?: unknown } {
  const { levels: given = {} } = settingsOf(configuration);
  const entries = Object.entries(configuration)
    .filter(([name]) => !noRules.includes(name))
    .map(([rule, entry]) => [rule, levelOf(entry)])
    .filter(([, level]) => levels.includes(level));
  // What is no object stays as it is, for the pack to refuse.
  return entries.length === 0 || !isTree(given)
    ? {}
    : { levels: { ...Object.fromEntries(entries), ...given } };
}

/** What is no list stays as it is, for the pack to refuse. */
function withExemption(given: unknown = [], exemption: object): unknown {
  return Array.isArray(given) ? [...(given as unknown[]), exemption] : given;
}

/** The settings of a pack configuration. */
export function settingsOf(configuration: Tree): Tree {
  const { settings = {} } = configuration;
  return isTree(settings) ? settings : {};
}

/** Rules that a pack configuration takes out of the gate, whichever of the two ways it uses. */
export function disabledRules(configuration: Tree): string[] {
  const { levels = {} } = settingsOf(configuration);
  const entries = [...Object.entries(configuration), ...Object.entries(isTree(levels) ? levels : {})];
  return [...new Set(entries.filter(([, entry]) => levelOf(entry) === "disabled").map(([rule]) => rule))];
}
