import { ciliumMeshTls } from "../../../../policy/rules/delivery/cilium-mesh-tls.ts";
import type { Samples } from "../../support/sample.ts";
import { cilium } from "./builders.ts";

const meshed = (authMode: string) =>
  cilium({ clustermesh: { useAPIServer: true, apiserver: { tls: { authMode } } } });

export const samples: Samples = {
  rule: ciliumMeshTls,
  good: {
    "a user for each cluster": meshed("cluster"),
    "no mesh": cilium({ clustermesh: { useAPIServer: false } }),
  },
  bad: {
    "one user for all": {
      subject: meshed("legacy"),
      messages: ['values.clustermesh.apiserver.tls.authMode: got "legacy", want "cluster"'],
    },
    "the chart's own mode, which is meant for moving": {
      subject: cilium({ clustermesh: { useAPIServer: true } }),
      messages: ['values.clustermesh.apiserver.tls.authMode: got nothing, want "cluster"'],
    },
  },
};
