import { capiOperatorRestricted } from "../../../../policy/rules/delivery/capi-operator-restricted.ts";
import type { Samples } from "../../support/sample.ts";
import { release } from "./builders.ts";

const pod = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
const container = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

const operator = (values: object) => release("cluster-api-operator", { version: "0.29.0", values });

export const samples: Samples = {
  rule: capiOperatorRestricted,
  good: {
    "everything set": operator({ securityContext: pod, containerSecurityContext: { manager: container } }),
  },
  bad: {
    "the chart's own values": {
      subject: operator({}),
      messages: [
        "values.securityContext: want runAsNonRoot: true and the seccompProfile RuntimeDefault",
        "values.containerSecurityContext.manager.allowPrivilegeEscalation: got nothing, want false",
        'values.containerSecurityContext.manager.capabilities.drop: want "ALL" among them',
      ],
    },
    "some set": {
      subject: operator({
        securityContext: { ...pod, seccompProfile: { type: "Unconfined" } },
        containerSecurityContext: { manager: { ...container, capabilities: { drop: ["NET_RAW"] } } },
      }),
      messages: [
        "values.securityContext: want runAsNonRoot: true and the seccompProfile RuntimeDefault",
        'values.containerSecurityContext.manager.capabilities.drop: want "ALL" among them',
      ],
    },
  },
};
