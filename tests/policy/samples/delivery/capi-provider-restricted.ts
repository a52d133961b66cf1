import { stringify } from "yaml";

import { capiProviderRestricted } from "../../../../policy/rules/delivery/capi-provider-restricted.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { provider } from "./builders.ts";

const restricted = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };

const patch = (securityContext: object) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  spec: { template: { spec: { securityContext } } },
});

export const samples: Samples = {
  rule: capiProviderRestricted,
  good: {
    "a patch in JSON": provider({ manifestPatches: [JSON.stringify(patch(restricted))] }),
    "a patch in YAML, after others": provider({
      manifestPatches: [
        "kind: Service\n",
        stringify(patch({ ...restricted, seccompProfile: { type: "Localhost" } })),
      ],
    }),
  },
  bad: {
    "no patch": {
      subject: provider({ version: "v0.9.0" }),
      messages: [
        "spec.manifestPatches: no patch sets runAsNonRoot: true and the seccompProfile RuntimeDefault",
      ],
    },
    "half of it, and what cannot be read": {
      subject: provider({ manifestPatches: ["{ not: yaml", JSON.stringify(patch({ runAsNonRoot: true }))] }),
      messages: [
        "spec.manifestPatches: no patch sets runAsNonRoot: true and the seccompProfile RuntimeDefault",
      ],
    },
  },
  notJudged: {
    "a patch that is not known": {
      subject: provider({ manifestPatches: [unknown] }),
      paths: ["spec.manifestPatches[0]"],
    },
  },
};
