import type {
  Policies,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { z } from "zod";

import type { Finding, Gate } from "./gate.ts";
import { Registered } from "./registered.ts";
import { stackType } from "./resource.ts";
import type { ResourceRule, Rule, StackRule } from "./rule.ts";
import { resourceOf } from "./sdk.ts";
import { settingsSchema } from "./settings.ts";

/** The rules as the policy SDK wants them, with the three that speak of the gate itself. */
export function policiesOf(rules: readonly Rule[], gate: Gate): Policies {
  const registered = new Registered();
  return [
    settingsPolicy(gate, registered),
    ...rules.map((rule) =>
      rule.scope === "resource" ? resourcePolicy(rule, gate) : stackPolicy(rule, gate, registered),
    ),
    ...closingPolicies(gate),
  ];
}

/**
 * First of all, so that every rule finds the settings, since the SDK tells each policy only its own configuration, and
 * every stack rule what was registered.
 */
function settingsPolicy(gate: Gate, registered: Registered): ResourceValidationPolicy {
  const { properties } = z.toJSONSchema(settingsSchema) as { properties: object };
  return {
    name: "settings",
    description: "The settings of the gate can be used.",
    enforcementLevel: "mandatory",
    configSchema: { properties: properties as never },
    validateResource: (args, report) => {
      registered.add(resourceOf(args));
      if (args.type === stackType) {
        gate.configure(stackOf(args.urn), args.getConfig());
        tell(gate.problems, report);
      }
    },
  };
}

function resourcePolicy(rule: ResourceRule, gate: Gate): ResourceValidationPolicy {
  const { repair } = rule;
  return {
    ...described(rule),
    validateResource: (args, report) => {
      tell(gate.resource(rule, resourceOf(args)), report);
    },
    ...(repair !== undefined && {
      remediateResource: (args) => {
        if (!gate.breaks(rule, resourceOf(args))) {
          return undefined;
        }
        repair(args.props);
        return args.props;
      },
    }),
  };
}

function stackPolicy(rule: StackRule, gate: Gate, registered: Registered): StackValidationPolicy {
  return {
    ...described(rule),
    validateStack: ({ resources }, report) => {
      const all = resources.map((resource) => registered.filled(resourceOf(resource)));
      tell(gate.stack(rule, { resources: all }), report);
    },
  };
}

/** Last of all, when it is known what was exempt and what could not be judged. */
function closingPolicies(gate: Gate): StackValidationPolicy[] {
  return [
    {
      name: "exemptions",
      description: "Exemptions are in force, and told.",
      enforcementLevel: "mandatory",
      validateStack: (_, report) => {
        tell(gate.exemptions(), report);
      },
    },
    {
      name: "not-judged",
      description: "What a preview cannot know is told.",
      enforcementLevel: "advisory",
      validateStack: (_, report) => {
        tell(gate.notJudged(), report);
      },
    },
  ];
}

function described({ id, title, rationale, severity, remedy, references }: Rule) {
  const [area = id] = id.split("-");
  return {
    name: id,
    displayName: title,
    description: `${title}. ${rationale}`,
    enforcementLevel: "mandatory" as const,
    severity,
    remediationSteps: remedy,
    tags: [area],
    url: references[0]?.url,
  };
}

/** How the SDK takes a violation that has a level of its own; its declarations know only the text. */
type ReportInFull = (violation: { message: string; urn?: string; enforcementLevel?: "advisory" }) => void;

function tell(findings: readonly Finding[], report: ReportViolation): void {
  for (const { message, level, urn } of findings) {
    (report as unknown as ReportInFull)({ message, urn, enforcementLevel: level });
  }
}

/** The name of the stack, which every URN begins with. */
function stackOf(urn: string): string {
  return urn.split(":")[2] ?? "";
}
