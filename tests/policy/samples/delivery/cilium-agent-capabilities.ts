import { ciliumAgentCapabilities } from "../../../../policy/rules/delivery/cilium-agent-capabilities.ts";
import type { Samples } from "../../support/sample.ts";
import { cilium } from "./builders.ts";

const granting = (securityContext: object) => cilium({ securityContext });

export const samples: Samples = {
  rule: ciliumAgentCapabilities,
  good: {
    "lists without kernel modules": granting({
      capabilities: { ciliumAgent: ["NET_ADMIN", "SYS_ADMIN"], cleanCiliumState: ["NET_ADMIN"] },
    }),
  },
  bad: {
    "the chart's own values": {
      subject: cilium({}),
      messages: [
        "values.securityContext.capabilities.ciliumAgent: got nothing, which grants SYS_MODULE; want a list without it",
        "values.securityContext.capabilities.cleanCiliumState: got nothing, which grants SYS_MODULE; want a list without it",
      ],
    },
    "kernel modules": {
      subject: granting({
        capabilities: { ciliumAgent: ["NET_ADMIN", "SYS_MODULE"], cleanCiliumState: ["SYS_MODULE"] },
      }),
      messages: [
        'values.securityContext.capabilities.ciliumAgent: "SYS_MODULE" is not allowed',
        'values.securityContext.capabilities.cleanCiliumState: "SYS_MODULE" is not allowed',
      ],
    },
    everything: {
      subject: granting({
        privileged: true,
        allowPrivilegeEscalation: true,
        capabilities: { ciliumAgent: [], cleanCiliumState: [] },
      }),
      messages: [
        "values.securityContext.privileged: got true, want false",
        "values.securityContext.allowPrivilegeEscalation: got true, want false",
      ],
    },
  },
};
