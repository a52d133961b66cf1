import { talosIngressFirewall } from "../../../../policy/rules/talos/talos-ingress-firewall.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { cloudMachine, document, patchedMachine } from "./builders.ts";

const defaultAction = (ingress: string) => document("NetworkDefaultActionConfig", { ingress });

export const samples: Samples = {
  rule: talosIngressFirewall,
  good: {
    "block, by a patch": patchedMachine(defaultAction("block")),
    "block, in user data": cloudMachine({ machine: { type: "worker" } }, defaultAction("block")),
  },
  bad: {
    "no default action": {
      subject: patchedMachine({ machine: { type: "worker" } }),
      messages: ['NetworkDefaultActionConfig.ingress: got nothing, want "block"'],
    },
    "a patch that opens the machine again": {
      subject: patchedMachine(defaultAction("block"), defaultAction("accept")),
      messages: ['NetworkDefaultActionConfig.ingress: got "accept", want "block"'],
    },
  },
  notJudged: {
    "a patch that is not known": {
      subject: patchedMachine(unknown),
      paths: ["NetworkDefaultActionConfig.ingress"],
    },
  },
};
