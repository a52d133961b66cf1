import { ciliumMeshIsolation } from "../../../../policy/rules/delivery/cilium-mesh-isolation.ts";
import type { Samples } from "../../support/sample.ts";
import { cilium } from "./builders.ts";

export const samples: Samples = {
  rule: ciliumMeshIsolation,
  good: {
    "namespaces that are marked": cilium({
      clustermesh: { useAPIServer: true, defaultGlobalNamespace: false },
    }),
    "no mesh": cilium({}),
  },
  bad: {
    "every namespace, by the chart's own values": {
      subject: cilium({ clustermesh: { useAPIServer: true } }),
      messages: ["values.clustermesh.defaultGlobalNamespace: got nothing, want false"],
    },
    "policies that mean every cluster": {
      subject: cilium({
        clustermesh: { useAPIServer: true, policyDefaultLocalCluster: false, defaultGlobalNamespace: false },
      }),
      messages: ["values.clustermesh.policyDefaultLocalCluster: got false, want true"],
    },
  },
};
