import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../../../components/shared/args-check.ts";
import { record } from "../../support/record.ts";

/** Runs a check on behalf of some component. */
async function check(judge: (check: ArgsCheck) => ArgsCheck): Promise<void> {
  await record(() => {
    judge(new ArgsCheck(new pulumi.ComponentResource("test:index:Any", "any"))).done();
  });
}

describe("ArgsCheck", () => {
  it("lets good arguments pass", async () => {
    await check((args) => args.expect(true, "count", "want more").attempt("range", () => "fine"));
  });

  it("reports all problems at once, each with its path", async () => {
    await assert.rejects(
      check((args) =>
        args
          .expect(false, "count", "want more, got 0")
          .expect(true, "name", "want a name")
          .attempt("range", () => {
            throw new RangeError("too small");
          }),
      ),
      { message: "count: want more, got 0\nrange: too small" },
    );
  });

  it("is shown without a stack", async () => {
    await assert.rejects(
      check((args) => args.expect(false, "count", "want more")),
      (error) => pulumi.ResourceError.isInstance(error) && error.hideStack === true,
    );
  });

  it("passes on errors that are no judgement on an argument", async () => {
    await assert.rejects(
      check((args) =>
        args.attempt("range", () => {
          throw new TypeError("a defect");
        }),
      ),
      { name: "TypeError", message: "a defect" },
    );
  });
});
