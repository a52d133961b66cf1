import assert from "node:assert/strict";

import { ExitCode } from "../../../automation/exit-codes.ts";
import { Failure } from "../../../automation/failure.ts";
import type { GivenPolicy } from "../../../automation/policy/options.ts";
import { refuseWeakerEnvironment } from "../../../automation/policy/strictness.ts";

const asked: GivenPolicy = { configuration: {}, furtherPacks: [] };
const inFile = (environment: string) => ({
  configuration: { settings: { environment } },
  file: "policy.eu.json",
});
const instead =
  "Let single resources pass by exemptions, and a single run by --break-glass <reason> --owner <name>.";

describe("refuseWeakerEnvironment", () => {
  const refused: Readonly<
    Record<string, { given: Partial<GivenPolicy>; own: "staging" | "prod"; message: string }>
  > = {
    "of the command line": {
      given: { environment: "dev" },
      own: "staging",
      message: `--policy dev is weaker than staging, the environment of stack eu. Allowed: staging, prod. ${instead}`,
    },
    "of the file": {
      given: inFile("staging"),
      own: "prod",
      message: `settings.environment: "staging" of the pack configuration policy.eu.json is weaker than prod, the environment of stack eu. Allowed: prod. ${instead}`,
    },
    "of the command line, although the file has a strict one": {
      given: { ...inFile("prod"), environment: "dev" },
      own: "prod",
      message: `--policy dev is weaker than prod, the environment of stack eu. Allowed: prod. ${instead}`,
    },
  };
  for (const [what, { given, own, message }] of Object.entries(refused)) {
    it(`refuses a weaker environment ${what}`, () => {
      assert.throws(
        () => {
          refuseWeakerEnvironment({ ...asked, ...given }, "eu", own);
        },
        new Failure(message, ExitCode.invalid),
      );
    });
  }

  const accepted: Readonly<Record<string, Partial<GivenPolicy>>> = {
    "none but the stack's own": {},
    "the same": { environment: "staging" },
    "a stricter one": { environment: "prod" },
    "a stricter one of the file": inFile("prod"),
    "a weaker one of the file that the command line overrules": { ...inFile("dev"), environment: "staging" },
    "a weaker one where somebody breaks the glass": {
      environment: "dev",
      breakGlass: { owner: "ops", reason: "incident 4711" },
    },
    "what is no environment, for the pack to refuse": inFile("prd"),
  };
  for (const [what, given] of Object.entries(accepted)) {
    it(`accepts ${what}`, () => {
      assert.doesNotThrow(() => {
        refuseWeakerEnvironment({ ...asked, ...given }, "eu", "staging");
      });
    });
  }
});
