import { talosDiskEncryption } from "../../../../policy/rules/talos/talos-disk-encryption.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { document, knownMachine, patchedMachine } from "./builders.ts";

const encryption = { provider: "luks2", keys: [{ slot: 0, tpm: {} }] };
const byPassphrase = {
  provider: "luks2",
  keys: [
    { slot: 0, tpm: {} },
    { slot: 1, static: { passphrase: "a passphrase" } },
  ],
};
const state = document("VolumeConfig", { name: "STATE", encryption });
const ephemeral = document("VolumeConfig", { name: "EPHEMERAL", encryption });

export const samples: Samples = {
  rule: talosDiskEncryption,
  good: {
    "both system volumes encrypted": patchedMachine(state, ephemeral),
    "both system volumes in the main document": knownMachine({
      machine: { type: "worker", systemDiskEncryption: { state: encryption, ephemeral: encryption } },
    }),
    "a volume whose disk is chosen by another patch": patchedMachine(
      state,
      ephemeral,
      document("VolumeConfig", { name: "EPHEMERAL", provisioning: { grow: true } }),
    ),
    "a raw volume, which is encrypted by whoever takes it": patchedMachine(
      state,
      ephemeral,
      document("RawVolumeConfig", { name: "ceph", provisioning: { minSize: "1GiB" } }),
    ),
  },
  bad: {
    "no encryption at all": {
      subject: patchedMachine({ machine: { install: { disk: "/dev/sda" } } }),
      messages: [
        "VolumeConfig[STATE].encryption: got none, want a provider and at least one key",
        "VolumeConfig[EPHEMERAL].encryption: got none, want a provider and at least one key",
      ],
    },
    "only one system volume, and one without a key": {
      subject: knownMachine(
        { machine: { type: "worker", systemDiskEncryption: { state: encryption } } },
        document("VolumeConfig", { name: "EPHEMERAL", encryption: { provider: "luks2", keys: [] } }),
      ),
      messages: ["VolumeConfig[EPHEMERAL].encryption: got none, want a provider and at least one key"],
    },
    "encryption that a patch takes away": {
      subject: patchedMachine(
        state,
        ephemeral,
        document("VolumeConfig", { name: "STATE", encryption: { $patch: "delete" } }),
      ),
      messages: ["VolumeConfig[STATE].encryption: got none, want a provider and at least one key"],
    },
    "a passphrase beside another key, for every kind of volume": {
      subject: patchedMachine(
        state,
        document("VolumeConfig", { name: "EPHEMERAL", encryption: byPassphrase }),
        ...["UserVolumeConfig", "SwapVolumeConfig", "RawVolumeConfig"].map((kind) =>
          document(kind, { name: "data", encryption: byPassphrase }),
        ),
      ),
      messages: [
        "VolumeConfig[EPHEMERAL].encryption.keys[1].static: got a passphrase in the configuration, want tpm, kms or nodeID",
        "UserVolumeConfig[data].encryption.keys[1].static: got a passphrase in the configuration, want tpm, kms or nodeID",
        "SwapVolumeConfig[data].encryption.keys[1].static: got a passphrase in the configuration, want tpm, kms or nodeID",
        "RawVolumeConfig[data].encryption.keys[1].static: got a passphrase in the configuration, want tpm, kms or nodeID",
      ],
    },
    "a passphrase in the main document": {
      subject: knownMachine({
        machine: { type: "worker", systemDiskEncryption: { state: byPassphrase, ephemeral: encryption } },
      }),
      messages: [
        "machine.systemDiskEncryption.state.keys[1].static: got a passphrase in the configuration, want tpm, kms or nodeID",
      ],
    },
    "volumes for data and for swap in the clear": {
      subject: patchedMachine(
        state,
        ephemeral,
        document("UserVolumeConfig", { name: "data", provisioning: { minSize: "1GiB" } }),
        document("SwapVolumeConfig", { name: "swap", provisioning: { minSize: "1GiB" } }),
      ),
      messages: [
        "UserVolumeConfig[data].encryption: got none, want a provider and at least one key",
        "SwapVolumeConfig[swap].encryption: got none, want a provider and at least one key",
      ],
    },
  },
  notJudged: {
    "one volume beside a patch that is not known": {
      subject: patchedMachine(state, unknown),
      paths: [
        "machine.systemDiskEncryption.ephemeral.provider",
        "VolumeConfig[STATE].encryption.keys[0].static",
        "machine.systemDiskEncryption.state.keys",
        "machine.systemDiskEncryption.ephemeral.keys",
      ],
    },
  },
};
