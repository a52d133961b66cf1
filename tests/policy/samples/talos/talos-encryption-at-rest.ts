import { talosEncryptionAtRest } from "../../../../policy/rules/talos/talos-encryption-at-rest.ts";
import type { Samples } from "../../support/sample.ts";
import { cloudMachine, knownMachine, patchedMachine } from "./builders.ts";

const controlPlane = (cluster: object) => ({ machine: { type: "controlplane" }, cluster });

export const samples: Samples = {
  rule: talosEncryptionAtRest,
  good: {
    "a key, as Talos generates it": knownMachine(
      controlPlane({ secretboxEncryptionSecret: "a generated key" }),
    ),
    "a key of a cluster that was made by an older Talos": knownMachine(
      controlPlane({ aescbcEncryptionSecret: "a generated key" }),
    ),
    "a worker, which has no etcd": knownMachine({ machine: { type: "worker" } }),
  },
  bad: {
    "secrets that were generated without the key": {
      subject: knownMachine(controlPlane({ secretboxEncryptionSecret: "" })),
      messages: ["cluster.secretboxEncryptionSecret: got nothing, want a generated key"],
    },
    "a key that a patch takes away": {
      subject: knownMachine(
        controlPlane({ secretboxEncryptionSecret: "a generated key" }),
        "cluster:\n  secretboxEncryptionSecret:\n    $patch: delete\n",
      ),
      messages: ["cluster.secretboxEncryptionSecret: got nothing, want a generated key"],
    },
    "user data without the key": {
      subject: cloudMachine(controlPlane({ clusterName: "edge" })),
      messages: ["cluster.secretboxEncryptionSecret: got nothing, want a generated key"],
    },
  },
  notJudged: {
    "a configuration that is generated later": {
      subject: patchedMachine(controlPlane({ etcd: {} })),
      paths: ["cluster.secretboxEncryptionSecret"],
    },
  },
};
