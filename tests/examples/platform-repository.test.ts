import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { checked } from "../../examples/platform-repository/handoff.ts";

describe("checked", () => {
  it("accepts the record of version 1", () => {
    const record = { recordVersion: 1, cluster: { name: "edge" } };

    assert.equal(checked(record, "organization/infraflux/dev"), record);
  });

  for (const [what, record, found] of [
    ["of another version", { recordVersion: 2 }, "2"],
    ["without a version", {}, "none"],
    ["that is not there", undefined, "none"],
  ] as const) {
    it(`refuses a record ${what}, and names the stack`, () => {
      assert.throws(
        () => checked(record, "organization/infraflux/dev"),
        (error) => {
          assert.ok(pulumi.RunError.isInstance(error));
          assert.ok(
            error.message.startsWith(
              `clusterInfo.recordVersion of the stack organization/infraflux/dev: want 1, got ${found};`,
            ),
            error.message,
          );
          return true;
        },
      );
    });
  }
});
