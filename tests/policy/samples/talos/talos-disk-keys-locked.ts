import { talosDiskKeysLocked } from "../../../../policy/rules/talos/talos-disk-keys-locked.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { document, patchedMachine } from "./builders.ts";

const volume = (kind: string, name: string, key: object) =>
  document(kind, { name, encryption: { provider: "luks2", keys: [{ slot: 0, ...key }] } });

export const samples: Samples = {
  rule: talosDiskKeysLocked,
  good: {
    "EPHEMERAL locked, STATE not": patchedMachine(
      volume("VolumeConfig", "STATE", { nodeID: {} }),
      volume("VolumeConfig", "EPHEMERAL", { nodeID: {}, lockToState: true }),
    ),
    "a volume without encryption, which another rule is about": patchedMachine(
      document("UserVolumeConfig", { name: "data", provisioning: { minSize: "1GiB" } }),
    ),
  },
  bad: {
    "EPHEMERAL that says nothing": {
      subject: patchedMachine(volume("VolumeConfig", "EPHEMERAL", { nodeID: {} })),
      messages: ["VolumeConfig[EPHEMERAL].encryption.keys[0].lockToState: got nothing, want true"],
    },
    "a user volume with a second key that is not locked": {
      subject: patchedMachine(
        volume("UserVolumeConfig", "data", { nodeID: {}, lockToState: true }),
        volume("UserVolumeConfig", "data", { slot: 1, tpm: {}, lockToState: false }),
      ),
      messages: ["UserVolumeConfig[data].encryption.keys[1].lockToState: got false, want true"],
    },
    "a volume whose name would write a line of its own": {
      subject: patchedMachine(volume("UserVolumeConfig", "data\nall rules passed", { nodeID: {} })),
      messages: [
        String.raw`UserVolumeConfig[data\nall rules passed].encryption.keys[0].lockToState: got nothing, want true`,
      ],
    },
  },
  notJudged: {
    "a volume whose keys are in a patch that is not known": {
      subject: patchedMachine(document("VolumeConfig", { name: "EPHEMERAL" }), unknown),
      paths: ["VolumeConfig[EPHEMERAL].encryption.keys"],
    },
  },
};
