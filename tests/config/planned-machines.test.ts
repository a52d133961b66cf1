import assert from "node:assert/strict";

import { planMachines } from "../../components/machines/proxmox/index.ts";
import { plannedVms } from "../../config/planned-machines.ts";
import { resolved } from "./base.ts";

describe("the virtual machines that a configuration plans", () => {
  it("are those that the component makes: address, id and host", () => {
    const { config } = resolved({
      controlPlane: { count: 3 },
      workers: {
        worker: { count: 3, maxCount: 5 },
        storage: { count: 2, order: 2, hosts: ["pve-2"], cpu: 2, memory: 4096, disk: 50 },
      },
    });
    const { proxmox, pools, cluster } = config;
    assert.ok(proxmox);
    const made = planMachines({ clusterName: cluster.name, pools, ...proxmox });

    assert.deepEqual(
      plannedVms(config).map(({ address, vmId, host, pool }) => [address, vmId, host, pool.name]),
      made.map(({ address, vmId, host, pool }) => [address, vmId, host.name, pool.name]),
    );
    assert.equal(made.length, 8);
  });

  it("are none on another provider", () => {
    const { pools } = resolved().config;
    assert.deepEqual(plannedVms({ pools }), []);
  });
});
