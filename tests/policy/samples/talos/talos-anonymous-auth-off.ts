import { talosAnonymousAuthOff } from "../../../../policy/rules/talos/talos-anonymous-auth-off.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { patchedMachine } from "./builders.ts";

const kubelet = (value: unknown) => ({ machine: { kubelet: { extraArgs: { "anonymous-auth": value } } } });
const apiServer = (value: unknown) => ({
  cluster: { apiServer: { extraArgs: { "anonymous-auth": value } } },
});
const etcd = (extraArgs: object) => patchedMachine({ cluster: { etcd: { extraArgs } } });

export const samples: Samples = {
  rule: talosAnonymousAuthOff,
  good: {
    "what Talos sets": patchedMachine({ machine: { type: "controlplane" } }),
    "false said again": patchedMachine(kubelet("false"), apiServer(false)),
    "certificates of etcd asked for again": etcd({
      "client-cert-auth": "true",
      "peer-client-cert-auth": [true],
    }),
    "true that a later patch replaces": patchedMachine(kubelet(["true"]), kubelet(["false"])),
  },
  bad: {
    "kubelet and API server that answer everybody": {
      subject: patchedMachine(kubelet("true"), apiServer(true)),
      messages: [
        "cluster.apiServer.extraArgs.anonymous-auth: got true, want false, or leave it out",
        'machine.kubelet.extraArgs.anonymous-auth: got "true", want false, or leave it out',
      ],
    },
    "an etcd that asks for no certificate": {
      subject: etcd({ "client-cert-auth": "false", "peer-client-cert-auth": ["0"] }),
      messages: [
        'cluster.etcd.extraArgs.client-cert-auth: got "false", want true, or leave it out',
        'cluster.etcd.extraArgs.peer-client-cert-auth[0]: got "0", want true, or leave it out',
      ],
    },
    "the same in other spellings": {
      subject: patchedMachine(kubelet(["false", "T"]), apiServer("1")),
      messages: [
        'cluster.apiServer.extraArgs.anonymous-auth: got "1", want false, or leave it out',
        'machine.kubelet.extraArgs.anonymous-auth[1]: got "T", want false, or leave it out',
      ],
    },
  },
  notJudged: {
    "a patch that is not known": {
      subject: patchedMachine(unknown),
      paths: [
        "cluster.apiServer.extraArgs.anonymous-auth",
        "machine.kubelet.extraArgs.anonymous-auth",
        "cluster.etcd.extraArgs.client-cert-auth",
        "cluster.etcd.extraArgs.peer-client-cert-auth",
      ],
    },
  },
};
