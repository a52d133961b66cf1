import assert from "node:assert/strict";

import { exitCodeOf } from "../../automation/commands/operation.ts";
import { hasChanges } from "../../automation/commands/drift.ts";
import type { Outcome } from "../../automation/session.ts";

const none = { create: 0, update: 0, replace: 0, delete: 0, same: 3 };
const succeeded: Outcome = {
  changes: none,
  changed: [],
  diagnostics: [],
  policyViolations: [],
  durationSeconds: 1,
  log: "",
};
const failed: Outcome = { ...succeeded, failure: "update failed" };
const violation = { pack: "p", policy: "q", message: "no" };

describe("exitCodeOf", () => {
  it("is 0 for an operation that succeeded, even if it was to be cancelled too late", () => {
    assert.equal(exitCodeOf(succeeded, false), 0);
    assert.equal(exitCodeOf(succeeded, true), 0);
  });

  it("is 4 for one that failed, 130 if the user wanted that", () => {
    assert.equal(exitCodeOf(failed, false), 4);
    assert.equal(exitCodeOf(failed, true), 130);
  });

  it("is 3 where a mandatory policy was broken, and not where only advice was given", () => {
    const withPolicy = (level: "mandatory" | "warning") => ({
      ...failed,
      policyViolations: [{ ...violation, level }],
    });
    assert.equal(exitCodeOf(withPolicy("mandatory"), false), 3);
    assert.equal(exitCodeOf(withPolicy("warning"), false), 4);
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
