import { appendFileSync } from "node:fs";

import { PolicyPack } from "@pulumi/policy";

import { Gate } from "./judge/gate.ts";
import { policiesOf } from "./judge/pack.ts";
import { readResourcesOnce } from "./judge/sdk.ts";
import { rules } from "./rules/index.ts";

/** Where the machine-readable report goes, one JSON object a line. Default: nowhere. */
const report = process.env["INFRAFLUX_POLICY_REPORT"];

readResourcesOnce();
const gate = new Gate({
  rules,
  now: new Date(),
  record: (entry) => {
    if (report !== undefined && report !== "") {
      appendFileSync(report, `${JSON.stringify(entry)}\n`);
    }
  },
});
new PolicyPack("infraflux-policy", { policies: policiesOf(rules, gate) });
