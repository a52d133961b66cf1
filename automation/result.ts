import { z } from "zod";

import { costResult } from "./cost.ts";
import { ExitCode } from "./exit-codes.ts";

const count = z.int().min(0);
const level = z.enum(["warning", "error"]);

const changes = z
  .strictObject({ create: count, update: count, replace: count, delete: count, same: count })
  .describe("Number of resources by what was done with them; in a preview, by what would be done.");

const changedResource = z
  .strictObject({
    urn: z.string(),
    type: z.string().describe("Type token without its file: `proxmoxve:VmLegacy`."),
    name: z.string(),
    phase: z.string().describe("Stage of the stack that the resource belongs to."),
    change: z.enum(["create", "update", "replace", "delete"]),
    properties: z.array(z.string()).describe("Properties that differ."),
  })
  .describe("A resource that was changed, or would be.");

const problem = z
  .strictObject({
    rule: z.string().describe("Name of the rule that is broken."),
    key: z.string().describe("Key path in the configuration."),
    value: z.string().describe("What was found there; `[secret]` for a secret."),
    allowed: z.string(),
    remedy: z.string(),
    layer: z.string().optional().describe("Layer that the value comes from, such as `Pulumi.dev.yaml`."),
  })
  .describe("One mistake in the configuration.");

const diagnostic = z.strictObject({
  severity: level,
  resource: z.string().optional(),
  urn: z.string().optional(),
  message: z.string(),
});

const policyLevel = z.enum(["advisory", "mandatory"]);
const severity = z.enum(["low", "medium", "high", "critical"]);

const policyViolation = z
  .strictObject({
    pack: z.string(),
    policy: z.string(),
    level: policyLevel,
    severity: severity.optional(),
    urn: z.string().optional(),
    message: z.string(),
  })
  .describe("What a pack that was given by --policy-pack objects to.");

const about = { rule: z.string(), urn: z.string().optional() };

const policyJudgement = z
  .strictObject({
    pack: z.string(),
    version: z.string(),
    environment: z.string().describe("Whose levels applied."),
    rules: count.describe("Number of rules that were held against the stack."),
    violations: z
      .array(
        z.strictObject({
          ...about,
          severity: severity.optional(),
          level: policyLevel.describe("A mandatory one refuses the stack."),
          message: z.string(),
          remedy: z.string().optional().describe("What to change."),
        }),
      )
      .describe("What breaks a rule. `settings` and `exemptions` are about the pack configuration."),
    exemptions: z
      .array(
        z.strictObject({
          ...about,
          message: z.string(),
          owner: z.string(),
          reason: z.string(),
          expires: z.string().describe("Last day on which the exemption holds, such as 2026-12-31."),
        }),
      )
      .describe("What breaks a rule and was let through, and on whose word."),
    notJudged: z
      .array(z.strictObject({ ...about, message: z.string() }))
      .describe("What is not known before `up`."),
    repaired: z.array(z.strictObject(about)).describe("Resources whose inputs a rule has put right."),
    disabled: z.array(z.string()).describe("Rules that the pack configuration takes out."),
    breakGlass: z
      .strictObject({ owner: z.string(), reason: z.string(), until: z.string() })
      .optional()
      .describe("Why nothing was refused."),
  })
  .describe(
    "What the policy pack of InfraFlux made of the stack, as far as the run came. Only `preview` and `up`.",
  );

const machine = z.strictObject({
  name: z.string(),
  role: z.enum(["controlplane", "worker"]),
  address: z.string(),
  host: z.string(),
  version: z.string().optional().describe("Talos version that the machine runs."),
});

const healthCheck = z
  .strictObject({
    check: z.string(),
    requirement: z.string().describe("What must be so, in words."),
    status: z.enum(["passed", "failed", "notRun"]),
    detail: z.string().optional().describe("What is missing, or why the check was not run."),
  })
  .describe("One thing that must be so on a cluster that was brought up.");

const preflightCheck = z
  .strictObject({
    check: z.string().describe("Name of the check; several can have the same, each for another thing."),
    lookedAt: z.string().describe("What was looked at."),
    status: z
      .enum(["passed", "failed", "warning", "skipped"])
      .describe(
        "`failed` keeps `up` from beginning; a `warning` is worth a thought; `skipped` was not looked at.",
      ),
    detail: z.string().describe("What was found; where nothing was looked at, why."),
    remedy: z.string().optional().describe("What to do."),
  })
  .describe("One thing that was looked at before anything was made.");

const simulated = z
  .strictObject({
    readySeconds: z.number().min(0).describe("Simulated time from the first call to a ready cluster."),
    criticalPath: z.array(z.strictObject({ step: z.string(), seconds: z.number().min(0) })),
    machines: z.array(machine),
  })
  .describe("What the simulated world looks like. Only with --simulate.");

/** The JSON document that a command prints with `--json`: one shape for all commands. */
export const resultDocument = z
  .strictObject({
    command: z.enum([
      "preview",
      "up",
      "refresh",
      "destroy",
      "outputs",
      "validate",
      "render",
      "env",
      "health",
      "preflight",
    ]),
    stack: z.string(),
    exitCode: z
      .literal(Object.values(ExitCode))
      .describe(
        "What the process ends with: 0 done, 1 unforeseen, 2 invalid, 3 policy violation, 4 failed, 5 drift, 6 not ready, 130 cancelled.",
      ),
    durationSeconds: z.number().min(0),
    changes,
    changed: z.array(changedResource),
    outputs: z.record(z.string(), z.unknown()).describe("Stack outputs; a secret one is `[secret]`."),
    problems: z.array(problem),
    warnings: z.array(problem).describe("What is allowed and yet worth a thought."),
    policyViolations: z.array(policyViolation),
    policy: policyJudgement.optional(),
    diagnostics: z.array(diagnostic),
    error: z.string().optional().describe("Why the command did not do what was asked."),
    protected: z
      .array(z.string())
      .optional()
      .describe("URNs of the resources that keep `destroy` from starting."),
    hosts: z
      .array(z.string())
      .optional()
      .describe("Outside hosts that the stack needs. Only `validate --hosts`."),
    rendered: z.record(z.string(), z.unknown()).optional().describe("Only `render`."),
    health: z
      .array(healthCheck)
      .optional()
      .describe("What was asked of the cluster, and what it answered. Only `health`."),
    preflight: z
      .array(preflightCheck)
      .optional()
      .describe("What was looked at before anything was made. Only `preflight` and `up`."),
    environment: z.record(z.string(), z.string()).optional().describe("Only `env`."),
    cost: costResult.optional(),
    simulated: simulated.optional(),
  })
  .meta({ title: "InfraFlux runner result" });

/** What a command prints with `--json`. */
export type ResultDocument = z.output<typeof resultDocument>;

/** The part of a result about our own policy pack. */
export type PolicyJudgement = z.output<typeof policyJudgement>;

/** The part of a result that describes the simulated world. */
export type SimulatedResult = z.output<typeof simulated>;

/** The document of a command that has done nothing yet. */
export function emptyResult(command: ResultDocument["command"], stack: string): ResultDocument {
  return {
    command,
    stack,
    exitCode: 0,
    durationSeconds: 0,
    changes: { create: 0, update: 0, replace: 0, delete: 0, same: 0 },
    changed: [],
    outputs: {},
    problems: [],
    warnings: [],
    policyViolations: [],
    diagnostics: [],
  };
}

/** JSON Schema of the document, as it is committed in `result.schema.json`. */
export function resultSchema(): object {
  return z.toJSONSchema(resultDocument);
}
