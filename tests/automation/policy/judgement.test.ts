import assert from "node:assert/strict";

import type { EngineRun, PolicyViolation } from "../../../automation/outcome.ts";
import type { ReportLine } from "../../../automation/policy/judgement.ts";
import { configurationProblems, judgementOf } from "../../../automation/policy/judgement.ts";

const pack = { name: "infraflux-policy", version: "1.2.3" };
const stack = "urn:pulumi:dev::infraflux::pulumi:pulumi:Stack::infraflux-dev";
const machine = "urn:pulumi:dev::infraflux::proxmoxve:index/vmLegacy:VmLegacy::cp-1";
const nothing: EngineRun = {
  changes: { create: 0, update: 0, replace: 0, delete: 0, same: 0 },
  changed: [],
  diagnostics: [],
  policyViolations: [],
  policyRepairs: [],
  policiesAsked: {},
};
const violation: PolicyViolation = {
  pack: pack.name,
  policy: "machine-x",
  level: "mandatory",
  message: "no",
};

function judged(run: Partial<EngineRun>, report: readonly ReportLine[] = []) {
  const more = { environment: "dev", report, disabled: ["machine-y"], breakGlass: undefined };
  return judgementOf({ pack, run: { ...nothing, ...run }, ...more });
}

describe("judgementOf", () => {
  it("counts the rules that were asked, and not the policies that speak of the gate", () => {
    const asked = ["settings", "exemptions", "not-judged", "machine-x", "stack-y"];
    const { rules } = judged({ policiesAsked: { [pack.name]: asked, other: ["a", "b", "c"] } });
    assert.equal(rules, 2);
  });

  it("takes the remedy out of the message and leaves what else the gate adds", () => {
    const message = "x: got 1, want 2\nWhat to do: Set x: 2.\nThe exemption of ops expired on 2026-01-01.";
    const { violations } = judged({
      policyViolations: [{ ...violation, severity: "high", urn: machine, message }],
    });
    assert.deepEqual(violations, [
      {
        rule: "machine-x",
        level: "mandatory",
        severity: "high",
        urn: machine,
        message: "x: got 1, want 2\nThe exemption of ops expired on 2026-01-01.",
        remedy: "Set x: 2.",
      },
    ]);
  });

  it("knows an expired exemption for a violation, and what the gate only tells for none; other packs are not its own", () => {
    const expired = { ...violation, policy: "exemptions", urn: stack, message: "expired" };
    const told = (policy: string): PolicyViolation => ({ ...violation, policy, level: "advisory" });
    const { violations } = judged({
      policyViolations: [expired, told("exemptions"), told("not-judged"), { ...violation, pack: "other" }],
    });
    assert.deepEqual(violations, [
      { rule: "exemptions", level: "mandatory", urn: stack, message: "expired" },
    ]);
  });

  it("has exemptions and what was not judged from the report of the pack, and repairs from the engine", () => {
    const exemption = { owner: "ops", reason: "none better", expires: "2026-12-31" };
    const judgement = judged({ policyRepairs: [{ pack: pack.name, policy: "machine-x", urn: machine }] }, [
      { rule: "machine-x", verdict: "exempt", urn: machine, message: "x: got 1", exemption },
      { rule: "stack-y", verdict: "not-judged", message: "not known yet: y" },
      { rule: "machine-x", verdict: "violation", urn: machine, message: "x: got 1" },
    ]);
    assert.deepEqual(judgement, {
      pack: pack.name,
      version: "1.2.3",
      environment: "dev",
      rules: 0,
      violations: [],
      exemptions: [{ rule: "machine-x", urn: machine, message: "x: got 1", ...exemption }],
      notJudged: [{ rule: "stack-y", message: "not known yet: y" }],
      repaired: [{ rule: "machine-x", urn: machine }],
      disabled: ["machine-y"],
    });
  });
});

describe("configurationProblems", () => {
  it("gathers what the pack and what the engine say, without patterns that nobody can read", () => {
    const engine = (problem: string) => ({
      severity: "error" as const,
      message: `validating policy config: infraflux-policy 1.2.3  settings: ${problem}`,
    });
    const problems = configurationProblems(
      {
        policyViolations: [
          { ...violation, policy: "settings", message: 'settings: ✖ Unrecognized key: "colour"' },
          violation,
        ],
        diagnostics: [
          engine("exemptions: Invalid type. Expected: array, given: string"),
          engine("exemptions.0.expires: Does not match format 'date'"),
          engine(`exemptions.0.expires: Does not match pattern '^${"[0-9]".repeat(20)}$'`),
          engine("supportedVersions.0.talos: Does not match pattern '^\\d+\\.\\d+$'"),
          { severity: "error", message: "validating policy config: other 1.0.0  x: wrong" },
        ],
      },
      pack.name,
    );
    assert.deepEqual(problems, [
      'Unrecognized key: "colour"',
      "exemptions: Invalid type. Expected: array, given: string",
      "exemptions.0.expires: Does not match format 'date'",
      "supportedVersions.0.talos: Does not match pattern '^\\d+\\.\\d+$'",
    ]);
  });
});
