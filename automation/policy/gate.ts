import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { StackConfig } from "../../config/index.ts";
import { isTree, type Tree } from "../../config/layers.ts";
import { projectFolder } from "../configuration.ts";
import type { Context } from "../context.ts";
import type { Progress } from "../progress/progress.ts";
import type { PolicyJudgement } from "../result.ts";
import type { Outcome, RunOptions } from "../session.ts";
import type { BreakGlass, StackFacts } from "./configuration.ts";
import { disabledRules, packConfiguration, settingsOf } from "./configuration.ts";
import type { ReportLine } from "./judgement.ts";
import { configurationProblems, isConfigurationProblem, judgementOf } from "./judgement.ts";
import type { GivenPolicy } from "./options.ts";
import { ownPack } from "./pack.ts";
import { secretsProvider } from "./secrets-provider.ts";
import { refuseWeakerEnvironment } from "./strictness.ts";

/** Environment variable that names the file to which the pack adds its report. */
const reportVariable = "INFRAFLUX_POLICY_REPORT";

/** The policy packs that judge a stack, with their configurations in files for as long as this is open. */
export class PolicyGate implements Disposable {
  readonly pack = ownPack();
  /** Who lets this run pass whatever the rules say. Default: nobody. */
  readonly breakGlass: BreakGlass | undefined;
  /** What was asked of the gate. */
  readonly given: GivenPolicy;
  readonly #configuration: Tree;
  readonly #folder = mkdtempSync(join(tmpdir(), "infraflux-policy-"));

  /** @param now Time of the run. */
  constructor(given: GivenPolicy, facts: StackFacts, now = new Date()) {
    this.given = given;
    this.#configuration = packConfiguration(given, facts, now);
    const { breakGlass } = settingsOf(this.#configuration);
    this.breakGlass = isTree(breakGlass) ? (breakGlass as unknown as BreakGlass) : undefined;
  }

  /** What the engine is told for one run. What the pack reported of an earlier one is forgotten. */
  begin(): Pick<RunOptions, "policyPacks" | "policyPackConfigs" | "environment" | "message"> {
    const further = this.given.furtherPacks.filter((folder) => folder !== this.pack.folder);
    rmSync(this.#report, { force: true });
    const { breakGlass } = this;
    return {
      policyPacks: [this.pack.folder, ...further],
      // The engine wants a configuration for each pack as soon as one has any.
      policyPackConfigs: [
        this.#file("configuration.json", this.#configuration),
        ...further.map(() => this.#file("none.json", {})),
      ],
      environment: { [reportVariable]: this.#report },
      ...(breakGlass && { message: `break-glass by ${breakGlass.owner}: ${breakGlass.reason}` }),
    };
  }

  /** What the pack made of the stack in a run that has ended; undefined where its configuration could not be used. */
  judgement(run: Outcome): PolicyJudgement | undefined {
    if (this.problems(run).length > 0) {
      return undefined;
    }
    const { pack, breakGlass } = this;
    const environment = String(settingsOf(this.#configuration)["environment"]);
    const disabled = disabledRules(this.#configuration);
    return judgementOf({ pack, environment, run, report: this.#reportLines(), disabled, breakGlass });
  }

  /** Why the configuration of our pack is refused, problem by problem. Empty: it is not. */
  problems(run: Outcome): readonly string[] {
    return configurationProblems(run, this.pack.name);
  }

  /** A display that leaves our pack to the end, where all that it says stands together. */
  quiet(progress: Progress): Progress {
    return {
      note: (text) => {
        progress.note(text);
      },
      step: (step) => {
        progress.step(step);
      },
      diagnostic: (diagnostic) => {
        if (!isConfigurationProblem(diagnostic, this.pack.name)) {
          progress.diagnostic(diagnostic);
        }
      },
      policyViolation: (violation) => {
        if (violation.pack !== this.pack.name) {
          progress.policyViolation(violation);
        }
      },
      end: () => {
        progress.end();
      },
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }

  get #report(): string {
    return join(this.#folder, "report.jsonl");
  }

  #reportLines(): ReportLine[] {
    const text = existsSync(this.#report) ? readFileSync(this.#report, "utf8") : "";
    return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as ReportLine]));
  }

  #file(name: string, content: Tree): string {
    const path = join(this.#folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  }
}

/**
 * The gate for a stack whose configuration was found to be valid.
 *
 * @throws Failure when the stack would be judged by the levels of a weaker environment.
 */
export function gateFor(
  { stack, simulate }: Pick<Context, "stack" | "simulate">,
  config: StackConfig,
  given: GivenPolicy,
): PolicyGate {
  refuseWeakerEnvironment(given, stack, config.environment.name);
  return new PolicyGate(given, {
    simulate,
    environment: config.environment.name,
    secretsProvider: secretsProvider(join(projectFolder, `Pulumi.${stack}.yaml`)),
  });
}
