import { talosAuthorizationRequired } from "../../../../policy/rules/talos/talos-authorization-required.ts";
import type { Samples } from "../../support/sample.ts";
import { knownMachine, patchedMachine } from "./builders.ts";

const kubelet = (mode: unknown) => ({ machine: { kubelet: { extraArgs: { "authorization-mode": mode } } } });
const apiServer = (mode: unknown) => ({
  cluster: { apiServer: { extraArgs: { "authorization-mode": mode } } },
});

export const samples: Samples = {
  rule: talosAuthorizationRequired,
  good: {
    "what Talos sets": knownMachine({ machine: { type: "controlplane" } }),
    "a further authorizer": patchedMachine(apiServer("Webhook"), kubelet("Webhook")),
  },
  bad: {
    "AlwaysAllow among others": {
      subject: patchedMachine(apiServer("Node, AlwaysAllow"), kubelet(["AlwaysAllow"])),
      messages: [
        'cluster.apiServer.extraArgs.authorization-mode: got "AlwaysAllow", want a list without it',
        'machine.kubelet.extraArgs.authorization-mode[0]: got "AlwaysAllow", want a list without it',
      ],
    },
  },
};
