import type { Check } from "../../check.ts";
import { failed, judged, passed, skipped, warning, withoutProblems } from "../../check.ts";
import type { Bridge, Datastore, HostFacts } from "./facts.ts";
import type { ProxmoxPlan } from "./plan.ts";
import { diskStoresOf, hostsInUse, noApi, reachApi } from "./plan.ts";

const gib = 1024 ** 3;

/** The most that clocks may differ, in seconds. Certificates of a new cluster are not yet valid on a machine that is behind. */
const mostSkewSeconds = 60;

/** Judges what was found out about one host. Nothing is wanted of a host without machines. */
export function hostChecks(plan: ProxmoxPlan, facts: HostFacts): Check[] {
  return hostsInUse(plan).includes(facts.name)
    ? [datastoreCheck(plan, facts), ...spaceChecks(plan, facts), bridgeCheck(plan, facts), clockCheck(facts)]
    : [];
}

function datastoreCheck(plan: ProxmoxPlan, { name, datastores }: HostFacts): Check {
  const { image } = plan.proxmox.datastores;
  const needs = [
    { id: image, type: "import" },
    ...diskStoresOf(plan, name).map((id) => ({ id, type: "images" })),
  ];
  const ids = [...new Set(needs.map(({ id }) => id))];
  const subject = { check: "proxmox-datastores", lookedAt: `the datastores ${ids.join(", ")} of ${name}` };
  const remedy =
    "Correct the names under `proxmox.datastores` and in the pools, or change the datastore with `pvesm set`.";
  return judged(subject, datastores, {
    remedy,
    judge: ({ datastores: offered = [] }) =>
      withoutProblems(
        subject,
        needs.flatMap((need) => datastoreProblems(need, offered)),
        "all are there and take what is to be put on them",
        remedy,
      ),
  });
}

function datastoreProblems(
  { id, type }: { id: string; type: string },
  offered: readonly Datastore[],
): string[] {
  const found = offered.find((datastore) => datastore.id === id);
  if (found === undefined) {
    return [`there is no ${id}; there are ${offered.map((one) => one.id).join(", ") || "none"}`];
  }
  const { contentTypes = [], active = true, enabled = true } = found;
  if (!active || !enabled) {
    return [`${id} is ${enabled ? "not active" : "disabled"}`];
  }
  return contentTypes.includes(type)
    ? []
    : [
        `${id} does not take the content type ${type}, which \`pvesm set ${id} --content ${[...contentTypes, type].join(",")}\` allows`,
      ];
}

/** Whether the disks that are still to be made fit. Advice: thin storages take more on. */
function spaceChecks(plan: ProxmoxPlan, { name, datastores }: HostFacts): Check[] {
  if ("problem" in datastores) {
    return [];
  }
  const { datastores: offered = [] } = datastores.value;
  return diskStoresOf(plan, name).flatMap((id) => {
    const { spaceAvailable, shared = false } = offered.find((one) => one.id === id) ?? {};
    if (spaceAvailable === undefined) {
      return [];
    }
    const free = Math.floor(spaceAvailable / gib);
    const needed = neededGiB(plan, id, shared ? undefined : name);
    const subject = { check: "proxmox-space", lookedAt: `the free space of ${id} on ${name}` };
    const found = `${free} GiB free, ${needed} GiB for disks that are still to be made`;
    return [
      needed <= free
        ? passed(subject, found)
        : warning(subject, found, "Make room, or make the disks smaller."),
    ];
  });
}

function neededGiB({ vms, proxmox, own }: ProxmoxPlan, datastore: string, host: string | undefined): number {
  return vms
    .filter((vm) => (host === undefined || vm.host === host) && !own.vmIds.has(vm.vmId))
    .flatMap(({ pool }) => {
      const usual = pool.datastore ?? proxmox.datastores.vm;
      return [
        { sizeGiB: pool.diskGiB, datastore: usual },
        ...[...(pool.etcdDisk ? [pool.etcdDisk] : []), ...pool.dataDisks].map((disk) => ({
          sizeGiB: disk.sizeGiB,
          datastore: disk.datastore ?? usual,
        })),
      ];
    })
    .filter((disk) => disk.datastore === datastore)
    .reduce((sum, { sizeGiB }) => sum + sizeGiB, 0);
}

function bridgeCheck({ proxmox: { bridge, vlan } }: ProxmoxPlan, { name, bridges }: HostFacts): Check {
  const tag = vlan === undefined ? "" : ` with VLAN ${vlan}`;
  const subject = { check: "proxmox-bridge", lookedAt: `the bridge ${bridge} of ${name}${tag}` };
  if (bridges === undefined) {
    return skipped(subject, noApi);
  }
  return judged(subject, bridges, {
    remedy: reachApi,
    judge: (found) => judgeBridge(subject, bridge, vlan, found),
  });
}

function judgeBridge(
  subject: { check: string; lookedAt: string },
  name: string,
  vlan: number | undefined,
  found: readonly Bridge[],
): Check {
  const bridge = found.find(({ iface }) => iface === name);
  if (bridge === undefined) {
    return failed(
      subject,
      `the host shows no bridge ${name}; it shows ${found.map(({ iface }) => iface).join(", ") || "none"}`,
      "Correct `proxmox.bridge`, make the bridge on the host, or give the token's user SDN.Use on it.",
    );
  }
  if (bridge.active === 0) {
    return failed(subject, "the bridge is not active", "Apply the network configuration of the host.");
  }
  // Open vSwitch and networks of the SDN know VLANs by themselves; a plain Linux bridge gets a second one for each tag.
  return vlan !== undefined && bridge.type === "bridge" && bridge.bridge_vlan_aware !== 1
    ? warning(
        subject,
        "the bridge is not aware of VLANs, so that Proxmox makes a bridge of its own for the tag",
        "Set `bridge-vlan-aware yes` on the bridge, unless that is what you want.",
      )
    : passed(subject, vlan === undefined ? "it is there" : "it is there and takes the tag");
}

function clockCheck({ name, clock, clockReadAt }: HostFacts): Check {
  const subject = { check: "proxmox-clock", lookedAt: `the clock of ${name}` };
  return judged(subject, clock, {
    remedy: "Give the token's user the privilege Sys.Audit on the host, if you want to know.",
    unanswered: "warning",
    judge: ({ utcTime }) => {
      const seconds = Math.round(Math.abs(Date.parse(utcTime) - clockReadAt) / 1000);
      return seconds <= mostSkewSeconds
        ? passed(subject, `it agrees with that of this machine within ${mostSkewSeconds} s`)
        : warning(
            subject,
            `it differs from that of this machine by ${seconds} s`,
            "Set the time on both by NTP: machines start with the clock of their host, and certificates count from it.",
          );
    },
  });
}
