import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { breakGlassLines, policyLines, writePolicyReport } from "../../../automation/policy/report.ts";
import type { PolicyJudgement } from "../../../automation/result.ts";

const urn = (name: string) => `urn:pulumi:dev::infraflux::proxmoxve:index/vmLegacy:VmLegacy::${name}`;
const exemption = {
  rule: "machine-y",
  message: "y: got 1",
  owner: "ops",
  reason: "none better",
  expires: "2026-12-31",
};
const advice = {
  rule: "machine-z",
  level: "advisory" as const,
  message: "z: got 1\nmore",
  remedy: "Set z: 2.",
};

const objection = {
  rule: "machine-x",
  level: "mandatory" as const,
  severity: "high" as const,
  message: "x: got 1\nmore",
  remedy: "Set x: 2.",
};

const judgement: PolicyJudgement = {
  pack: "infraflux-policy",
  version: "1.2.3",
  environment: "staging",
  rules: 72,
  violations: [
    { ...objection, urn: urn("cp-1") },
    { ...objection, urn: urn("cp-2") },
    { ...objection, urn: urn("cp-3"), message: "x: got 3" },
    ...["a", "b", "c", "d"].map((name) => ({ ...advice, urn: urn(name) })),
    { rule: "exemptions", level: "mandatory", message: "expired" },
  ],
  exemptions: [
    { ...exemption, urn: urn("cp-1") },
    { ...exemption, urn: urn("cp-2") },
    { ...exemption, urn: urn("cp-3"), owner: "dba" },
  ],
  notJudged: [
    { rule: "talos-a", urn: urn("cp-1"), message: "not known yet: a" },
    { rule: "talos-a", urn: urn("cp-2"), message: "not known yet: a" },
    { rule: "stack-b", message: "not known yet: b" },
  ],
  repaired: [{ rule: "machine-r", urn: urn("cp-1") }],
  disabled: ["machine-off"],
};

const count = "policies: 72 rules, staging: 4 refused, 4 advised, 3 exempt, 2 not judged";
const wrong = ["    x: got 1", "    more", "    What to do: Set x: 2."];
const other = ["  refused: machine-x (high): cp-3", "    x: got 3", "    What to do: Set x: 2."];
const expired = ["  refused: exemptions: the stack", "    expired"];
const exempt = [
  "  exempt: machine-y: cp-1, cp-2, until 2026-12-31 on the word of ops: none better",
  "  exempt: machine-y: cp-3, until 2026-12-31 on the word of dba: none better",
];
const rest = ["  repaired: machine-r (1)", "  switched off: machine-off"];

describe("policyLines", () => {
  it("shows what was refused and what to do, once for resources that are alike, and folds the rest", () => {
    assert.deepEqual(policyLines(judgement, false), [
      count,
      "  refused: machine-x (high): cp-1, cp-2",
      ...wrong,
      ...other,
      ...expired,
      "  advised: machine-z: a, b, c and 1 more: z: got 1",
      ...exempt,
      "  not judged: talos-a (2), stack-b (1)",
      "    What these look at is not known yet; up judges what a preview cannot. --debug shows what is missing.",
      ...rest,
    ]);
  });

  it("unfolds everything on demand", () => {
    const advised = ["a", "b", "c", "d"].flatMap((name) => [
      `  advised: machine-z: ${name}`,
      "    z: got 1",
      "    more",
      "    What to do: Set z: 2.",
    ]);
    assert.deepEqual(policyLines(judgement, true), [
      count,
      "  refused: machine-x (high): cp-1",
      ...wrong,
      "  refused: machine-x (high): cp-2",
      ...wrong,
      ...other,
      ...expired,
      ...advised,
      ...exempt,
      "  not judged: talos-a: cp-1: not known yet: a",
      "  not judged: talos-a: cp-2: not known yet: a",
      "  not judged: stack-b: the stack: not known yet: b",
      ...rest,
    ]);
  });

  it("needs one line where there is nothing to say", () => {
    const quiet = { ...judgement, violations: [], exemptions: [], notJudged: [], repaired: [], disabled: [] };
    assert.deepEqual(policyLines(quiet, false), [
      "policies: 72 rules, staging: 0 refused, 0 advised, 0 exempt",
    ]);
  });
});

describe("breakGlassLines", () => {
  it("says who breaks it, how long and why, and nothing where nobody does", () => {
    assert.deepEqual(
      breakGlassLines({ owner: "ops", reason: "the incident", until: "2026-04-01T00:30:00.000Z" }),
      [
        "BREAK-GLASS by ops until 2026-04-01T00:30:00.000Z: the incident",
        "Until then no policy of InfraFlux refuses anything.",
      ],
    );
    assert.deepEqual(breakGlassLines(undefined), []);
  });
});

describe("writePolicyReport", () => {
  it("writes the judgement as JSON, with secrets masked", () => {
    const folder = mkdtempSync(join(tmpdir(), "infraflux-"));
    try {
      const path = join(folder, "report.json");
      writePolicyReport(judgement, path, (text) => text.replaceAll("none better", "[secret]"));
      const reason = "[secret]";
      assert.deepEqual(JSON.parse(readFileSync(path, "utf8")), {
        ...judgement,
        exemptions: judgement.exemptions.map((one) => ({ ...one, reason })),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
