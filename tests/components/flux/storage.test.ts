import assert from "node:assert/strict";

import { addonNames, chosenAddons, storageAddons, storageFacts } from "../../../components/flux/index.ts";

describe("storageAddons", () => {
  const drivers: readonly [provider: string, driver: string][] = [
    ["aws", "aws-ebs-csi"],
    ["azure", "azure-disk-csi"],
    ["gcp", "gcp-pd-csi"],
  ];
  for (const [provider, driver] of drivers) {
    it(`is the driver of ${provider}, after the definitions of snapshots`, () => {
      const names = chosenAddons(storageAddons(provider)).map(({ name }) => name);

      assert.deepEqual(names.slice(-2), ["snapshot-controller", driver]);
    });
  }

  it("is nothing where there is no cloud", () => {
    assert.deepEqual(["proxmox", "metal"].flatMap(storageAddons), []);
  });

  it("leaves no driver to whoever chooses by hand only", () => {
    const all = drivers.flatMap(([provider]) => storageAddons(provider));

    assert.deepEqual(
      addonNames.filter((name) => name.endsWith("-csi")),
      all,
    );
  });
});

describe("storageFacts", () => {
  const storage = { encryptionKey: "key", region: "europe-west3", controlPlanes: 3 };

  it("says where the cluster is and by which key volumes are encrypted", () => {
    assert.deepEqual(storageFacts(storage), {
      ENCRYPTION_KEY: "key",
      REGION: "europe-west3",
      STORAGE_REPLICAS: "2",
    });
  });

  it("has one pod where there is one machine for them", () => {
    assert.equal(storageFacts({ ...storage, controlPlanes: 1 }).STORAGE_REPLICAS, "1");
  });

  it("says the types of volumes where they follow from the machines", () => {
    const { VOLUME_TYPE, GOLD_VOLUME_TYPE } = storageFacts({
      ...storage,
      volumeTypes: { default: "hyperdisk-balanced", gold: "hyperdisk-balanced" },
    });

    assert.deepEqual([VOLUME_TYPE, GOLD_VOLUME_TYPE], ["hyperdisk-balanced", "hyperdisk-balanced"]);
  });
});
