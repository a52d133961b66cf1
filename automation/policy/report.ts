import { writeFileSync } from "node:fs";

import { maskedValue } from "../mask.ts";
import { describeUrn } from "../phases.ts";
import type { Mask } from "../progress/progress.ts";
import type { PolicyJudgement } from "../result.ts";

type Violation = PolicyJudgement["violations"][number];

/** Writes what the gate says as a JSON document, for CI to keep. */
export function writePolicyReport(judgement: PolicyJudgement, path: string | undefined, mask: Mask): void {
  if (path !== undefined) {
    writeFileSync(path, `${JSON.stringify(maskedValue(judgement, mask), undefined, 2)}\n`);
  }
}

/** How many names a folded line shows. */
const shownNames = 3;

/**
 * What the gate says to a person: counts, what was refused with what to do about it, and the rest folded, one line for
 * each rule or exemption.
 *
 * @param all Unfolds everything.
 */
export function policyLines(judgement: PolicyJudgement, all: boolean): string[] {
  const { violations, exemptions, notJudged, repaired, disabled } = judgement;
  const refused = violations.filter(({ level }) => level === "mandatory");
  const advised = violations.filter(({ level }) => level === "advisory");
  const granted = grouped(exemptions, ({ rule, owner, reason, expires }) => [rule, owner, reason, expires]);
  return [
    counts(judgement, refused.length, advised.length),
    ...(all ? refused.map((one) => [one]) : alike(refused)).flatMap((ones) => inFull("refused", ones)),
    ...(all
      ? advised.flatMap((one) => inFull("advised", [one]))
      : grouped(advised, ({ rule }) => [rule]).map(folded)),
    ...granted.map(exempt),
    ...notJudgedLines(notJudged, all),
    ...byRule("repaired", repaired),
    ...(disabled.length === 0 ? [] : [`  switched off: ${disabled.join(", ")}`]),
  ];
}

/** Who breaks the glass, for the top of the output. Empty where nobody does. */
export function breakGlassLines(breakGlass: PolicyJudgement["breakGlass"]): string[] {
  return breakGlass === undefined
    ? []
    : [
        `BREAK-GLASS by ${breakGlass.owner} until ${breakGlass.until}: ${breakGlass.reason}`,
        "Until then no policy of InfraFlux refuses anything.",
      ];
}

function counts(judgement: PolicyJudgement, refused: number, advised: number): string {
  const { rules, environment, exemptions, notJudged } = judgement;
  const unjudged = new Set(notJudged.map(({ rule }) => rule)).size;
  const parts = [
    `${refused} refused`,
    `${advised} advised`,
    `${exemptions.length} exempt`,
    ...(unjudged === 0 ? [] : [`${unjudged} not judged`]),
  ];
  return `policies: ${rules} rules, ${environment}: ${parts.join(", ")}`;
}

/** Violations that differ in nothing but the resource stand together. */
function alike(violations: readonly Violation[]): Violation[][] {
  return grouped(violations, ({ rule, message, remedy = "" }) => [rule, message, remedy]);
}

function inFull(word: string, violations: readonly Violation[]): string[] {
  const [{ rule, severity, message, remedy } = { rule: "", message: "" }] = violations;
  const grade = severity === undefined ? "" : ` (${severity})`;
  return [
    `  ${word}: ${rule}${grade}: ${names(violations)}`,
    ...indented(message),
    ...(remedy === undefined ? [] : indented(`What to do: ${remedy}`)),
  ];
}

function folded(violations: readonly Violation[]): string {
  const [{ rule, message } = { rule: "", message: "" }] = violations;
  return `  advised: ${rule}: ${names(violations)}: ${message.split("\n")[0] ?? ""}`;
}

function exempt(exemptions: PolicyJudgement["exemptions"]): string {
  const { rule = "", owner = "", reason = "", expires = "" } = exemptions[0] ?? {};
  return `  exempt: ${rule}: ${names(exemptions)}, until ${expires} on the word of ${owner}: ${reason}`;
}

function notJudgedLines(notJudged: PolicyJudgement["notJudged"], all: boolean): string[] {
  if (all) {
    return notJudged.map((one) => `  not judged: ${one.rule}: ${nameOf(one)}: ${one.message}`);
  }
  return notJudged.length === 0
    ? []
    : [
        ...byRule("not judged", notJudged),
        "    What these look at is not known yet; up judges what a preview cannot. --debug shows what is missing.",
      ];
}

/** One line with the number of resources by rule. */
function byRule(word: string, ones: readonly { readonly rule: string }[]): string[] {
  const rules = grouped(ones, ({ rule }) => [rule]).map((of) => `${of[0]?.rule ?? ""} (${of.length})`);
  return rules.length === 0 ? [] : [`  ${word}: ${rules.join(", ")}`];
}

function names(ones: readonly { readonly urn?: string }[]): string {
  const all = [...new Set(ones.map(nameOf))];
  const more = all.length - shownNames;
  return `${all.slice(0, shownNames).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function nameOf({ urn }: { readonly urn?: string }): string {
  return urn === undefined ? "the stack" : describeUrn(urn).name;
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `    ${line}`);
}

/** Puts together what agrees in these texts, in the order in which each group begins. */
function grouped<T>(ones: readonly T[], texts: (one: T) => readonly string[]): T[][] {
  return [...Map.groupBy(ones, (one) => JSON.stringify(texts(one))).values()];
}
