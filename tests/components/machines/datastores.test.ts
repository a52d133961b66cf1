import assert from "node:assert/strict";

import { datastoreNeeds, datastoreProblems } from "../../../components/machines/proxmox/datastores.ts";
import { planMachines } from "../../../components/machines/index.ts";
import { controlPlane, site } from "./samples.ts";

describe("datastoreNeeds", () => {
  it("lists each datastore once per host and purpose, those of single disks included", () => {
    const pool = {
      ...controlPlane,
      count: 2,
      hosts: ["pve1"],
      etcdDisk: { sizeGiB: 10, datastore: "ssd" },
      dataDisks: [{ name: "data", sizeGiB: 10, kind: "raw" as const }],
    };

    assert.deepEqual(datastoreNeeds(site, planMachines({ ...site, pools: [pool] })), [
      { host: "pve1", datastore: "local", contentType: "import" },
      { host: "pve1", datastore: "local-lvm", contentType: "images" },
      { host: "pve1", datastore: "ssd", contentType: "images" },
    ]);
  });
});

describe("datastoreProblems", () => {
  const needs = datastoreNeeds(site, planMachines({ ...site, pools: [{ ...controlPlane, count: 1 }] }));

  it("finds none where everything is there", () => {
    assert.deepEqual(
      datastoreProblems(needs, [
        { id: "local", contentTypes: ["iso", "import"] },
        { id: "local-lvm", contentTypes: ["images", "rootdir"] },
      ]),
      [],
    );
  });

  it("names a datastore that is missing and those that are there", () => {
    assert.deepEqual(datastoreProblems(needs, [{ id: "local", contentTypes: ["import"] }]), [
      'the Proxmox host "pve1" has no datastore "local-lvm"; it has: local',
    ]);
  });

  it("says how to allow a content type", () => {
    assert.deepEqual(
      datastoreProblems(needs, [
        { id: "local", contentTypes: ["iso", "vztmpl"] },
        { id: "local-lvm", contentTypes: ["images"] },
      ]),
      [
        'the datastore "local" of the Proxmox host "pve1" does not accept the content type "import"; ' +
          "allow it with: pvesm set local --content iso,vztmpl,import",
      ],
    );
  });
});
