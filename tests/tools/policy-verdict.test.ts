import assert from "node:assert/strict";

import { RELEASES } from "../../config/index.ts";
import { tools } from "../../tools/provide/manifest.mjs";
import { groups } from "./support/policy-verdict-flows.ts";
import { verdictsOf } from "./support/policy-verdict.ts";
import type { Verdict } from "./support/policy-verdict.ts";

describe("policy-verdict", () => {
  for (const [circumstances, { flows, ...question }] of Object.entries(groups)) {
    describe(circumstances, () => {
      let verdicts: Verdict[];
      before(() => {
        verdicts = verdictsOf({ ...question, flows: flows.map(([, flow]) => flow) });
      });

      for (const [index, [title, , summary]] of flows.entries()) {
        it(title, () => {
          assert.equal(summaryOf(verdicts[index]), summary);
        });
      }
    });
  }

  it("is made of the Cilium that the first release of the matrix installs", () => {
    const { version = "" } = tools.find(({ name }) => name === "policy-verdict") ?? {};

    assert.equal(version.split("-", 1)[0], RELEASES[0].cilium.version);
  });
});

/** A verdict in the words of the groups. */
function summaryOf(judged: Verdict | undefined): string {
  const side = (name: "egress" | "ingress") => {
    const { verdict, policies } = judged?.[name] ?? {};
    const nobody = { allowed: "open", denied: "nothing", none: "-" }[verdict ?? "none"];
    return `${name} ${policies?.join(", ") || nobody}`;
  };
  return `${judged?.verdict ?? ""}: ${side("egress")}; ${side("ingress")}`;
}
