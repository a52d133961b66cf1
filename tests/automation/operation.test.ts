import assert from "node:assert/strict";

import { exitCodeOf, failureText } from "../../automation/commands/operation.ts";
import { hasChanges } from "../../automation/commands/drift.ts";
import { withAdvice } from "../../automation/failure.ts";
import type { ChangedResource } from "../../automation/outcome.ts";
import type { Outcome } from "../../automation/session.ts";

const none = { create: 0, update: 0, replace: 0, delete: 0, same: 3 };
const succeeded: Outcome = {
  changes: none,
  changed: [],
  diagnostics: [],
  policyViolations: [],
  policyRepairs: [],
  policiesAsked: {},
  durationSeconds: 1,
  log: "",
};
const failed: Outcome = { ...succeeded, failure: "update failed" };
const violation = { pack: "p", policy: "q", message: "no" };

describe("exitCodeOf", () => {
  const finished = { cancelled: false, refused: false };

  it("is 0 for an operation that succeeded, even if it was to be cancelled too late", () => {
    assert.equal(exitCodeOf(succeeded, finished), 0);
    assert.equal(exitCodeOf(succeeded, { ...finished, cancelled: true }), 0);
  });

  it("is 4 for one that failed, 130 if the user wanted that", () => {
    assert.equal(exitCodeOf(failed, finished), 4);
    assert.equal(exitCodeOf(failed, { ...finished, cancelled: true }), 130);
  });

  it("is 3 where a mandatory policy was broken, and not where only advice was given", () => {
    const withPolicy = (level: "mandatory" | "advisory") => ({
      ...failed,
      policyViolations: [{ ...violation, level }],
    });
    assert.equal(exitCodeOf(withPolicy("mandatory"), finished), 3);
    assert.equal(exitCodeOf(withPolicy("advisory"), finished), 4);
  });

  it("is 2 where the policy pack refuses its configuration, whatever else it objects to", () => {
    const objecting = { ...failed, policyViolations: [{ ...violation, level: "mandatory" as const }] };
    assert.equal(exitCodeOf(objecting, { ...finished, refused: true }), 2);
  });
});

describe("failureText", () => {
  const changed: ChangedResource = {
    urn: "urn:one",
    type: "t",
    name: "n",
    phase: "stack",
    change: "create",
    properties: [],
  };
  const outcome = { ...failed, changed: [changed] };
  const text = (operation: "up" | "drift", exitCode: 3 | 4 | 130) =>
    failureText({
      ...{ operation, outcome, exitCode, result: { error: "it failed" } },
      ...{ notice: ["look out"], policies: ["policies: 1 refused"] },
    });

  it("says how to go on after a failure and after a cancellation", () => {
    assert.match(text("up", 4), /^error: it failed\nWhat was done .* once the cause is gone\.$/);
    assert.match(text("up", 130), / Run the command again to go on\.$/);
  });

  it("says what the policies have against it only where they refused it", () => {
    assert.equal(text("drift", 3), "look out\npolicies: 1 refused\nerror: it failed");
  });

  it("does not say that something was done by what only looks", () => {
    assert.equal(text("drift", 4), "error: it failed");
  });
});

describe("withAdvice", () => {
  it("says how a lock is removed, on the simulator too", () => {
    const lock = "the stack is currently locked by 1 lock(s). Either wait";
    assert.match(withAdvice(lock, { stack: "dev", simulate: false }), /: pulumi cancel -s dev$/);
    assert.match(
      withAdvice(lock, { stack: "dev", simulate: true }),
      /env --stack dev --simulate\)" && pulumi cancel/,
    );
  });

  it("names `pulumi login` where there is no backend, and leaves other messages alone", () => {
    const login = "PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions";
    assert.match(withAdvice(login, { stack: "dev", simulate: false }), /`pulumi login`/);
    assert.equal(withAdvice("other", { stack: "dev", simulate: true }), "other");
  });
});

describe("hasChanges", () => {
  it("counts every kind of change and no unchanged resource", () => {
    assert.equal(hasChanges(none), false);
    for (const kind of ["create", "update", "replace", "delete"] as const) {
      assert.equal(hasChanges({ ...none, [kind]: 1 }), true, kind);
    }
  });
});
