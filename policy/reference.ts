import { readFileSync } from "node:fs";

import { settingsOf } from "./judge/levels.ts";
import type { Rule } from "./judge/rule.ts";
import { environments } from "./judge/settings.ts";
import { areas } from "./rules/index.ts";

const head = `# Policies

Generated from \`policy/\` by \`npm run generate\`.

The policy pack judges what a stack registers, before any of it exists. [The policy gate](policy-gate.md) says how it is run, how
a resource is exempted and how the glass is broken; [adding a rule](adding-a-policy.md) how the pack grows.

A broken rule that is **mandatory** ends the run, one that is **advisory** is told, one that is **disabled** is not looked at. The
levels of the environments are in \`policy/levels/\`, with the exemptions that the pack brings along in all of them; a pack
configuration changes both. A rule that can repair does so where its level is \`remediate\`.
`;

function table(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => {
    const levels = environments.map((environment) => settingsOf(environment).levels[rule.id] ?? "mandatory");
    return `| [${rule.id}](#${rule.id}) | ${rule.title} | ${rule.severity} | ${levels.join(" | ")} |`;
  });
  return [
    `| Rule | What must hold | Severity | ${environments.join(" | ")} |`,
    `| --- | --- | --- | ${environments.map(() => "---").join(" | ")} |`,
    ...rows,
  ].join("\n");
}

/** Why a rule is not mandatory everywhere, by its id. */
const relaxed = JSON.parse(readFileSync(new URL("levels/relaxed.json", import.meta.url), "utf8")) as Readonly<
  Record<string, string>
>;

function section(rule: Rule): string {
  const exempt = settingsOf("prod").exemptions.filter((exemption) => exemption.rule === rule.id);
  const lines = [
    `### ${rule.id}`,
    `**${rule.title}.** ${rule.rationale}`,
    `What to do: ${rule.remedy}`,
    ...(rule.scope === "resource" && rule.repair !== undefined ? ["The pack can repair it."] : []),
    ...(relaxed[rule.id] === undefined ? [] : [`Not mandatory everywhere: ${relaxed[rule.id] ?? ""}`]),
    ...exempt.map(
      ({ resource, owner, reason, expires }) =>
        `Exempt on the word of ${owner} until ${expires}: \`${resource}\`. ${reason}`,
    ),
    `See ${rule.references.map(({ title, url }) => `[${title}](${url})`).join("; ")}.`,
  ];
  return lines.join("\n\n");
}

/** The page docs/policies.md: of each rule what, why, how strict, and how to get it right. */
export function policyReference(): string {
  const parts = areas.flatMap(({ title, about, rules }) => [
    `## ${title}`,
    about,
    table(rules),
    ...rules.map(section),
  ]);
  return [head, ...parts].join("\n\n");
}
