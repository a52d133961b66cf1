import type { Diagnostic, EngineRun, PolicyViolation } from "../outcome.ts";
import type { PolicyJudgement } from "../result.ts";
import type { BreakGlass } from "./configuration.ts";
import type { Pack } from "./pack.ts";
import { gatePolicies } from "./pack.ts";

/** A line of the report that the pack writes beside what it tells the engine. */
export interface ReportLine {
  readonly rule: string;
  readonly verdict: "violation" | "exempt" | "not-judged" | "break-glass";
  readonly urn?: string;
  readonly message: string;
  readonly exemption?: { readonly owner: string; readonly reason: string; readonly expires: string };
}

/** What a judgement is made from. */
export interface JudgementInput {
  readonly pack: Pick<Pack, "name" | "version">;
  readonly environment: string;
  readonly run: EngineRun;
  readonly report: readonly ReportLine[];
  readonly disabled: readonly string[];
  readonly breakGlass: BreakGlass | undefined;
}

/** What the pack made of a stack. */
export function judgementOf(input: JudgementInput): PolicyJudgement {
  const { pack, environment, run, report, disabled, breakGlass } = input;
  const asked = run.policiesAsked[pack.name] ?? [];
  return {
    pack: pack.name,
    version: pack.version,
    environment,
    rules: asked.filter((name) => !isOfTheGate(name)).length,
    violations: run.policyViolations
      .filter((one) => one.pack === pack.name && !isNotice(one))
      .map(violationOf),
    exemptions: report.flatMap(({ rule, urn, message, exemption }) =>
      exemption === undefined
        ? []
        : [
            {
              rule,
              ...(urn && { urn }),
              message,
              owner: exemption.owner,
              reason: exemption.reason,
              expires: exemption.expires,
            },
          ],
    ),
    notJudged: report
      .filter(({ verdict }) => verdict === "not-judged")
      .map(({ rule, urn, message }) => ({ rule, ...(urn && { urn }), message })),
    repaired: run.policyRepairs
      .filter((one) => one.pack === pack.name)
      .map(({ policy, urn }) => ({ rule: policy, ...(urn && { urn }) })),
    disabled: [...disabled],
    ...(breakGlass && { breakGlass: { ...breakGlass } }),
  };
}

/** Why the pack or the engine refuses the pack configuration, problem by problem. Empty: they don't. */
export function configurationProblems(
  { policyViolations, diagnostics }: Pick<EngineRun, "policyViolations" | "diagnostics">,
  pack: string,
): string[] {
  const byPack = policyViolations
    .filter((one) => one.pack === pack && one.policy === gatePolicies.settings)
    .map(({ message }) => message.replace(/^settings: (?:✖ )?/, ""));
  const byEngine = diagnostics
    .filter((one) => isConfigurationProblem(one, pack))
    .map(({ message }) => message.slice(enginePrefix(pack).length).replace(/^\S+ +settings: /, ""))
    // A date of the wrong form breaks its pattern too, which nobody can read.
    .filter((problem) => !/Does not match pattern '.{40,}'$/.test(problem));
  return [...byPack, ...byEngine];
}

/** Whether the engine says by a diagnostic that the configuration of a pack does not fit the pack's schema. */
export function isConfigurationProblem({ message }: Pick<Diagnostic, "message">, pack: string): boolean {
  return message.startsWith(enginePrefix(pack));
}

function enginePrefix(pack: string): string {
  return `validating policy config: ${pack} `;
}

function isOfTheGate(policy: string): boolean {
  return (Object.values(gatePolicies) as string[]).includes(policy);
}

/** What the gate says for people about exemptions and what it could not judge; the report has it in full. */
function isNotice({ policy, level }: PolicyViolation): boolean {
  return level === "advisory" && isOfTheGate(policy);
}

const remedyMark = "What to do: ";

/** Takes the remedy, which is the last line of its kind, out of the message: what is before it may quote a resource. */
function violationOf({
  policy,
  level,
  severity,
  urn,
  message,
}: PolicyViolation): PolicyJudgement["violations"][number] {
  const lines = message.split("\n");
  const at = lines.findLastIndex((line) => line.startsWith(remedyMark));
  const remedy = lines[at]?.slice(remedyMark.length);
  return {
    rule: policy,
    level,
    ...(severity && { severity }),
    ...(urn && { urn }),
    message: lines.filter((_, index) => index !== at).join("\n"),
    ...(remedy && { remedy }),
  };
}
