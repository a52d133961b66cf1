import type { ResourceRule } from "../../judge/rule.ts";
import { proxmoxClones, proxmoxMachines } from "../../shapes/machine.ts";
import { proxmoxGuide, talosDocs } from "../../references.ts";

/** The memory of a machine is its own. */
export const machineNoBallooning: ResourceRule = {
  id: "machine-no-ballooning",
  scope: "resource",
  title: "The memory of machines is not ballooned",
  rationale:
    "The host takes ballooned memory back when it is short of it. Talos gives none back in time, so kubelet evicts pods for memory that it was promised, and etcd misses its heartbeats.",
  severity: "medium",
  remedy:
    "Set `memory.floating: 0` (`memory.balloon: 0` on a clone) and as much `memory.dedicated` as the machine needs: `infraflux:controlPlane:memory` and the `memory` of each pool of workers.",
  references: [
    talosDocs("Proxmox", "platform-specific-installations/virtualized-platforms/proxmox"),
    proxmoxGuide("Memory", "qm_memory"),
  ],
  types: [...proxmoxMachines, ...proxmoxClones],
  check: ({ props }, { each, report }) => {
    each([props.at("memory", "floating"), props.at("memory", "balloon")], (floor) => {
      const size = floor.number() ?? 0;
      if (size !== 0) {
        report(`${floor.path}: got ${size}, want 0`);
      }
    });
  },
  repair: (inputs) => {
    const memory = inputs["memory"] as Record<string, unknown>;
    for (const key of ["floating", "balloon"]) {
      if (memory[key] !== undefined) {
        memory[key] = 0;
      }
    }
  },
};
