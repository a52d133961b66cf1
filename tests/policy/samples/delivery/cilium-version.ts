import { ciliumVersion } from "../../../../policy/rules/delivery/cilium-version.ts";
import { badVersions } from "../../../../components/cilium/plan/index.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { cilium, release } from "./builders.ts";

/** What the rule says of every version that the components refuse. */
const reasons: Readonly<Record<string, string>> = {
  "1.20.1": "pods on the host network reach no Service on a fresh Talos cluster (cilium/cilium#48420)",
  "1.20.2":
    "pods on the host network reach no Service on a fresh Talos cluster, and L2 announcements of Services with the policy Local stop (cilium/cilium#48420)",
};

export const samples: Samples = {
  rule: ciliumVersion,
  good: {
    "a version that works": cilium({}, { version: "1.20.0" }),
    "the oldest that is maintained": cilium({}, { version: "v1.18.0" }),
    "a fix of a bad one": cilium({}, { version: "1.20.3" }),
    "another chart of that version": release("podinfo", { version: "1.20.1" }),
    "a range, which another rule judges": cilium({}, { version: "1.x" }),
  },
  bad: {
    "no longer maintained": {
      subject: cilium({}, { version: "1.17.9" }),
      messages: ['version: got "1.17.9", want 1.18.0 or newer, which is still maintained'],
    },
    ...Object.fromEntries(
      badVersions.map(({ version }) => [
        `known to be bad: ${version}`,
        {
          subject: cilium({}, { version }),
          messages: [`version: got "${version}", which is known to be bad: ${reasons[version] ?? ""}`],
        },
      ]),
    ),
  },
  notJudged: {
    "a version that is not known": { subject: cilium({}, { version: unknown }), paths: ["version"] },
  },
};
