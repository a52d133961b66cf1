import assert from "node:assert/strict";

import { TalosIdentity, type TalosIdentityArgs } from "../../../components/talos/index.ts";
import { withEncryptionAtRest } from "../../../components/talos/identity.ts";
import { record, type Fakes } from "../../support/record.ts";
import { machineSecrets, secretValues, talosFakes } from "./fakes.ts";

const SECRETS = "talos:machine/secrets:Secrets";
const GET_CONFIGURATION = "talos:machine/getConfiguration:getConfiguration";
const args: TalosIdentityArgs = {
  clusterName: "edge",
  talosVersion: "1.13.9",
  kubernetesVersion: "1.36.3",
};

const identity = (changes: Partial<TalosIdentityArgs> = {}, fakes: Fakes = talosFakes) =>
  record(
    () => {
      const made = new TalosIdentity("edge-identity", { ...args, ...changes });
      for (const role of ["controlplane", "worker"] as const) {
        made.machineConfiguration(role, { host: "10.0.0.10", port: 6443 });
      }
    },
    { fakes },
  );

describe("TalosIdentity", () => {
  it("makes secrets that outlive mistakes and upgrades", async () => {
    const { inputs, opts, parent } = (await identity()).only(SECRETS);

    assert.equal(parent, "edge-identity");
    assert.deepEqual(inputs, { talosVersion: "v1.13" });
    assert.equal(opts.protect, true);
    assert.deepEqual(opts.ignoreChanges, ["talosVersion"]);
  });

  it("lifts the protection where asked", async () => {
    assert.equal((await identity({ protect: false })).only(SECRETS).opts.protect, false);
  });

  it("generates the configuration of a role for an endpoint", async () => {
    const asked: Record<string, unknown>[] = [];
    await identity(
      {},
      {
        ...talosFakes,
        [GET_CONFIGURATION]: (inputs) => {
          asked.push(inputs);
          return { machineConfiguration: "" };
        },
      },
    );

    assert.deepEqual(
      asked.map((inputs) => ({ ...inputs, machineSecrets: undefined })),
      ["controlplane", "worker"].map((machineType) => ({
        machineSecrets: undefined,
        clusterName: "edge",
        clusterEndpoint: "https://10.0.0.10:6443",
        machineType,
        talosVersion: "v1.13",
        kubernetesVersion: "1.36.3",
        docs: false,
        examples: false,
      })),
    );
  });

  it("generates by the contract of the secrets, and not by the version of today", async () => {
    const contracts: unknown[] = [];
    await identity(
      { talosVersion: "1.14.1" },
      {
        ...talosFakes,
        // What is in state since the cluster was made with 1.13.
        [SECRETS]: (inputs) => ({ ...talosFakes[SECRETS]?.(inputs), talosVersion: "v1.13" }),
        [GET_CONFIGURATION]: ({ talosVersion }) => {
          contracts.push(talosVersion);
          return { machineConfiguration: "" };
        },
      },
    );

    assert.deepEqual(contracts, ["v1.13", "v1.13"]);
  });

  it("never shows a secret", async () => {
    const seen = await identity();

    for (const value of secretValues) {
      assert.deepEqual(seen.leaking(value), [], value);
    }
  });

  const refused: [Partial<TalosIdentityArgs>, string][] = [
    [
      { talosVersion: "1.13" },
      'talosVersion: want an exact version without "v" such as "1.13.9", got "1.13"',
    ],
    [
      { kubernetesVersion: "v1.36.3" },
      'kubernetesVersion: want an exact version without "v" such as "1.36.3", got "v1.36.3"',
    ],
  ];

  for (const [changes, message] of refused) {
    it(`refuses ${JSON.stringify(changes)}`, async () => {
      await assert.rejects(identity(changes), { message });
    });
  }

  it("two of them can live in one stack", async () => {
    await record(() => [new TalosIdentity("a", args), new TalosIdentity("b", args)], { fakes: talosFakes });
  });
});

describe("withEncryptionAtRest", () => {
  it("passes secrets on that have the key", () => {
    assert.equal(withEncryptionAtRest(machineSecrets), machineSecrets);
  });

  it("stops where etcd would not be encrypted", () => {
    const secrets = { ...machineSecrets.secrets, secretboxEncryptionSecret: "" };

    assert.throws(() => withEncryptionAtRest({ ...machineSecrets, secrets }), {
      message:
        "the generated machine secrets have no secretboxEncryptionSecret, so etcd would not be encrypted at rest",
    });
  });
});
