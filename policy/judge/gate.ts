import { z } from "zod";

import { breakGlassProblem, covers, exemptionProblem, holds } from "./exemptions.ts";
import type { Judgement, Violation } from "./judge.ts";
import { judgeResource, judgeStack } from "./judge.ts";
import { settingsFor } from "./levels.ts";
import type { Resource, StackView } from "./resource.ts";
import { stackItself } from "./resource.ts";
import type { ResourceRule, Rule, StackRule } from "./rule.ts";
import type { Exemption, Level, Settings } from "./settings.ts";
import { givenSettings } from "./settings.ts";

/** Something that the gate has to say. */
export interface Finding {
  /** For people. Never holds a secret. */
  readonly message: string;

  /** Whether the run goes on. Default: what the pack configuration says of the rule, and that is `mandatory`. */
  readonly level?: "advisory";

  /** Default: the stack. */
  readonly urn?: string;
}

/** One line of the machine-readable report. */
export interface ReportEntry {
  readonly rule: string;
  readonly verdict: "violation" | "exempt" | "not-judged" | "break-glass";

  /** What came of it; left out for what was not judged. */
  readonly level?: Exclude<Level, "disabled">;
  readonly urn?: string;
  readonly message: string;
  readonly exemption?: Exemption;
}

/** What the gate is made of. */
interface GateParts {
  readonly rules: readonly Rule[];

  /** Today, for what expires. */
  readonly now: Date;

  /** Takes the machine-readable report, entry by entry. */
  readonly record: (entry: ReportEntry) => void;
}

/**
 * Holds the rules against a stack: knows the levels of its environment and its exemptions, and remembers what was
 * exempt and what could not be judged, so that neither goes by unsaid.
 */
export class Gate {
  readonly #parts: GateParts;
  readonly #exempt = new Map<Exemption, Set<string>>();
  readonly #notJudged = new Map<string, Set<string>>();
  readonly #missing = new Map<string, Set<string>>();
  #settings: Settings = settingsFor("");
  /** Exemptions that the pack configuration brings, as against those of the pack itself, which nobody here can renew. */
  #given: readonly Exemption[] = [];
  #problems: readonly string[] = [];

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Takes the settings of a pack configuration over those of the stack's environment. What cannot be used is a finding. */
  configure(stack: string, given: unknown): void {
    const parsed = givenSettings.safeParse(given);
    this.#settings = settingsFor(stack, parsed.success ? parsed.data : {});
    this.#given = parsed.data?.exemptions ?? [];
    this.#problems = parsed.success ? this.#settingsProblems() : [z.prettifyError(parsed.error)];
  }

  /** What is wrong with the settings. */
  get problems(): readonly Finding[] {
    return this.#problems.map((problem) => ({ message: `settings: ${problem}` }));
  }

  /** Holds a rule against a resource. */
  resource(rule: ResourceRule, resource: Resource): Finding[] {
    return this.#level(rule) === "disabled"
      ? []
      : this.#findings(rule, judgeResource(rule, resource, this.#settings), resource.urn);
  }

  /** Whether a resource breaks a rule that is in force and is not exempt, so that it may be repaired. */
  breaks(rule: ResourceRule, resource: Resource): boolean {
    if (this.#level(rule) === "disabled") {
      return false;
    }
    const { violations } = judgeResource(rule, resource, this.#settings);
    return violations.length > 0 && this.#exemption(rule, resource.urn) === undefined;
  }

  /** Holds a rule against the whole stack. */
  stack(rule: StackRule, stack: StackView): Finding[] {
    const root = stackItself(stack)?.urn ?? "";
    return this.#level(rule) === "disabled"
      ? []
      : this.#findings(rule, judgeStack(rule, stack, this.#settings), root);
  }

  /** What was not refused although it breaks a rule, and on whose word. */
  exemptions(): Finding[] {
    const { breakGlass } = this.#settings;
    const used = [...this.#exempt].map(([{ rule, owner, reason, expires }, urns]): Finding => ({
      level: "advisory",
      message: `${rule}: ${listed(urns)} exempt on the word of ${owner} until ${expires}: ${reason}`,
    }));
    const broken: Finding[] =
      breakGlass === undefined || !this.#glassIsBroken()
        ? []
        : [
            {
              level: "advisory",
              message: `break-glass by ${breakGlass.owner} until ${breakGlass.until}: ${breakGlass.reason}`,
            },
          ];
    const idle = this.#given
      .filter((exemption) => holds(exemption, this.#parts.now) && !this.#exempt.has(exemption))
      // What it covers may be what is not known yet.
      .filter(({ rule }) => !this.#notJudged.has(rule))
      .map(({ rule, resource, owner }): Finding => ({
        level: "advisory",
        message: `${rule}: the exemption of ${owner} for ${resource} was not needed; take it out`,
      }));
    const expired = this.#given
      .filter((exemption) => !holds(exemption, this.#parts.now))
      .map(({ rule, resource, owner, expires }): Finding => ({
        ...(this.#glassIsBroken() && { level: "advisory" }),
        message: `${rule}: the exemption of ${owner} for ${resource} expired on ${expires}; mend the resource and take the exemption out, or renew it`,
      }));
    return [...broken, ...used, ...idle, ...expired];
  }

  /** What could not be judged, because it is not known before `up` or was not told to the pack. */
  notJudged(): Finding[] {
    return [...this.#notJudged].map(([rule, urns]) => {
      const missing = few([...(this.#missing.get(rule) ?? [])]);
      return {
        level: "advisory",
        message: `${rule}: ${listed(urns)} not judged, for want of ${missing}; up knows what a preview does not, and settings have to be told`,
      };
    });
  }

  #findings(rule: Rule, judgement: Judgement, subject: string): Finding[] {
    if (judgement.notJudged.length > 0) {
      remember(this.#notJudged, rule.id, subject);
      judgement.notJudged.forEach((path) => {
        remember(this.#missing, rule.id, path);
      });
      const message = `not known yet: ${judgement.notJudged.join(", ")}`;
      this.#parts.record({ rule: rule.id, verdict: "not-judged", urn: subject, message });
    }
    return judgement.violations.flatMap((violation) => this.#finding(rule, violation, subject));
  }

  #finding(rule: Rule, { message, urn }: Violation, subject: string): Finding[] {
    const about = urn ?? subject;
    const exemption = this.#exemption(rule, about);
    if (exemption !== undefined) {
      remember(this.#exempt, exemption, about);
      this.#parts.record({ rule: rule.id, verdict: "exempt", urn: about, message, exemption });
      return [];
    }
    const lapsed = this.#settings.exemptions.find((one) => covers(one, rule.id, about));
    const broken = this.#glassIsBroken();
    const advisory = broken || this.#level(rule) === "advisory";
    this.#parts.record({
      rule: rule.id,
      verdict: broken ? "break-glass" : "violation",
      level: advisory ? "advisory" : "mandatory",
      urn: about,
      message,
    });
    const lines = [
      message,
      `What to do: ${rule.remedy}`,
      ...(lapsed === undefined ? [] : [`The exemption of ${lapsed.owner} expired on ${lapsed.expires}.`]),
      ...(broken ? ["Let through by break-glass."] : []),
    ];
    return [{ message: lines.join("\n"), urn: about, ...(advisory && { level: "advisory" }) }];
  }

  #exemption(rule: Rule, urn: string): Exemption | undefined {
    return this.#settings.exemptions.find((one) => covers(one, rule.id, urn) && holds(one, this.#parts.now));
  }

  #level({ id }: Rule): Level {
    return this.#settings.levels[id] ?? "mandatory";
  }

  #glassIsBroken(): boolean {
    const { breakGlass } = this.#settings;
    return breakGlass !== undefined && breakGlassProblem(breakGlass, this.#parts.now) === undefined;
  }

  #settingsProblems(): string[] {
    const { breakGlass, exemptions, levels } = this.#settings;
    const ids = new Set(this.#parts.rules.map(({ id }) => id));
    const unknown = (where: string, names: readonly string[]) =>
      names.filter((name) => !ids.has(name)).map((name) => `${where}: there is no rule "${name}"`);
    const glass = breakGlass === undefined ? undefined : breakGlassProblem(breakGlass, this.#parts.now);
    return [
      ...unknown("levels", Object.keys(levels)),
      ...unknown(
        "exemptions",
        exemptions.map(({ rule }) => rule),
      ),
      ...this.#given
        .map((exemption) => exemptionProblem(exemption, this.#parts.now))
        .filter((one) => one !== undefined),
      ...(glass === undefined ? [] : [glass]),
    ];
  }
}

function remember<Key>(map: Map<Key, Set<string>>, key: Key, name: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(name));
}

/** How many names a line shows; the report has all. */
const shownNames = 5;

function few(names: readonly string[]): string {
  const more = names.length - shownNames;
  return `${names.slice(0, shownNames).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function listed(urns: ReadonlySet<string>): string {
  const names = [...urns].map((urn) => urn.slice(urn.lastIndexOf("::") + 2));
  return `${few(names)} ${names.length === 1 ? "is" : "are"}`;
}
