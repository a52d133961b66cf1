import assert from "node:assert/strict";

import { planMachines, type PlannedMachine } from "../../../components/machines/index.ts";
import { controlPlane, general, site } from "./samples.ts";

const described = ({ name, address, vmId, host }: PlannedMachine) =>
  `${name} ${address} ${vmId} ${host.name}`;

describe("planMachines", () => {
  it("gives each machine a name, an address, a VM id and a host", () => {
    assert.deepEqual(planMachines(site).map(described), [
      "edge-cp-1 10.0.0.11 4000 pve1",
      "edge-cp-2 10.0.0.12 4001 pve2",
      "edge-cp-3 10.0.0.13 4002 pve3",
      "edge-general-1 10.0.0.14 4003 pve1",
      "edge-general-2 10.0.0.15 4004 pve2",
    ]);
  });

  it("changes nothing of the machines that stay when a pool is scaled", () => {
    const batch = { ...general, name: "batch", maxCount: 5 };
    const scaled = (count: number) =>
      planMachines({ ...site, pools: [controlPlane, { ...general, count }, batch] });
    const [few, many] = [scaled(1), scaled(10)];

    assert.deepEqual(
      many.filter(({ name }) => few.some((machine) => machine.name === name)).map(described),
      few.map(described),
    );
  });

  it("gives locally administered hardware addresses that differ and stay", () => {
    const macs = planMachines(site).map(({ mac }) => mac);

    assert.equal(new Set(macs).size, macs.length);
    for (const mac of macs) {
      assert.match(mac, /^02(:[0-9a-f]{2}){5}$/);
    }
    assert.deepEqual(
      macs,
      planMachines({ ...site, vmIdBase: 9000 }).map(({ mac }) => mac),
    );
    assert.notDeepEqual(
      macs,
      planMachines({ ...site, clusterName: "other" }).map(({ mac }) => mac),
    );
  });

  it("spreads a pool over its own hosts", () => {
    const pools = [{ ...general, count: 3, hosts: ["pve2", "pve3"] }];

    assert.deepEqual(
      planMachines({ ...site, pools }).map(({ host }) => host.name),
      ["pve2", "pve3", "pve2"],
    );
  });
});
