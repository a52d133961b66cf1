import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ExitCode } from "../../../automation/exit-codes.ts";
import { Failure } from "../../../automation/failure.ts";
import type { PolicyOptions } from "../../../automation/policy/options.ts";
import { readPolicyOptions } from "../../../automation/policy/options.ts";

describe("readPolicyOptions", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "infraflux-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Writes a pack configuration; returns its path. */
  function file(content: string): string {
    const path = join(folder, "policy.json");
    writeFileSync(path, content);
    return path;
  }

  it("takes the name of an environment for one", () => {
    assert.deepEqual(readPolicyOptions("none", { policy: "prod" }), {
      environment: "prod",
      configuration: {},
      furtherPacks: [],
      report: undefined,
      breakGlass: undefined,
    });
  });

  it("reads the pack configuration that is named, and takes paths from where the user is", () => {
    const path = file('{ "machine-virtual-tpm": "advisory" }');
    const options: PolicyOptions = {
      policy: path,
      policyPack: ["/packs/one"],
      policyReport: join(folder, "report.json"),
      breakGlass: "the incident",
      owner: "ops",
    };
    assert.deepEqual(readPolicyOptions("none", options), {
      environment: undefined,
      configuration: { "machine-virtual-tpm": "advisory" },
      file: path,
      furtherPacks: ["/packs/one"],
      report: join(folder, "report.json"),
      breakGlass: { reason: "the incident", owner: "ops" },
    });
  });

  const together =
    "--break-glass <reason> and --owner <name> go together: a run that nothing refuses has somebody who answers for it.";
  const object =
    'the pack configuration FILE must be a JSON object such as { "settings": { "exemptions": [] } }; see docs/policy-gate.md.';
  const silent = (name: string, level: string) =>
    `the pack configuration FILE has ${name}: "${level}", which would switch the gate off. Take it out; let single resources pass by exemptions, and a single run by --break-glass.`;
  const neither =
    "is neither an environment (dev, staging, prod) nor a file that holds a pack configuration.";

  const unknown = (entries: string) =>
    `the pack configuration FILE has entries for rules that are not there: ${entries}. Allowed are the rules in docs/policies.md, all and settings; correct the names, or take the entries out.`;

  /** What is wrong: with the options, or with the text of the file. */
  const wrong: readonly [PolicyOptions | string, string][] = [
    [{ policy: "prd" }, `--policy prd ${neither} Did you mean prod?`],
    [{ policy: "/nowhere/policy.json" }, `--policy /nowhere/policy.json ${neither}`],
    [{ policy: "/" }, `--policy / ${neither}`],
    [{ breakGlass: "the incident" }, together],
    [{ owner: "ops" }, together],
    [
      { policyReport: "/nowhere/r.json" },
      "--policy-report /nowhere/r.json: there is no folder /nowhere for it.",
    ],
    ["", "the pack configuration FILE is not JSON: Unexpected end of JSON input"],
    ["[]", object],
    ['"prod"', object],
    ['{ "settings": [] }', object],
    [
      '{ "talos-no-debgu": "mandatory" }',
      unknown('talos-no-debgu: "mandatory" (did you mean talos-no-debug?)'),
    ],
    [
      '{ "x": { "enforcementLevel": "disabled" }, "stack-backup": "advisory", "Stack-Quorum": "disabled" }',
      unknown('x: {"enforcementLevel":"disabled"}, Stack-Quorum: "disabled" (did you mean stack-quorum?)'),
    ],
    ['{ "all": "disabled" }', silent("all", "disabled")],
    ['{ "all": { "enforcementLevel": "advisory" } }', silent("all", "advisory")],
    ['{ "settings": { "enforcementLevel": "disabled" } }', silent("settings", "disabled")],
    ['{ "exemptions": "advisory" }', silent("exemptions", "advisory")],
    ['{ "not-judged": "disabled" }', silent("not-judged", "disabled")],
  ];
  for (const [given, message] of wrong) {
    it(`refuses ${JSON.stringify(given)}`, () => {
      const options = typeof given === "string" ? { policy: file(given) } : given;
      const want = message.replace("FILE", options.policy ?? "");
      assert.throws(() => readPolicyOptions("none", options), new Failure(want, ExitCode.invalid));
    });
  }

  it("lets a level of the whole pack pass that makes it stricter", () => {
    const path = file('{ "all": "remediate" }');
    assert.deepEqual(readPolicyOptions("none", { policy: path }).configuration, { all: "remediate" });
  });
});
