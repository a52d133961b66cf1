import type { Check } from "../../check.ts";
import { failed, judged, passed, skipped, warning, withoutProblems } from "../../check.ts";
import type { Guest, ProxmoxFacts } from "./facts.ts";
import { hostChecks } from "./hosts.ts";
import type { ProxmoxPlan } from "./plan.ts";
import { diskStoresOf, hostsInUse, noApi, reachApi } from "./plan.ts";
import { missingRights, neededRights } from "./rights.ts";

/** First version of Proxmox VE that imports images as docs/getting-started.md describes it. */
const oldestRelease = [8, 4] as const;

/** Judges what was found out about a Proxmox cluster. */
export function judgeProxmox(plan: ProxmoxPlan, facts: ProxmoxFacts): Check[] {
  const { endpoint } = plan.proxmox;
  if ("problem" in facts.version) {
    // Nothing else can be answered then, and would only repeat it.
    return [
      failed(
        { check: "proxmox-api", lookedAt: `the API at ${endpoint}` },
        facts.version.problem,
        "See that `proxmox.endpoint` is right, that this machine reaches it, and that the token `proxmoxApiToken` is valid.",
      ),
    ];
  }
  return [
    versionCheck(endpoint, facts.version.value.release),
    rightsCheck(plan, facts),
    onlineCheck(plan, facts),
    ...facts.perHost.flatMap((host) => hostChecks(plan, host)),
    ...memoryChecks(plan, facts),
    vmIdCheck(plan, facts),
  ];
}

function versionCheck(endpoint: string, release: string): Check {
  const subject = { check: "proxmox-api", lookedAt: `the API at ${endpoint}` };
  const [major = 0, minor = 0] = release.split(".").map(Number);
  const [oldestMajor, oldestMinor] = oldestRelease;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
    ? passed(subject, `Proxmox VE ${release} answers`)
    : failed(
        subject,
        `Proxmox VE ${release} does not import images by the content type import`,
        `Upgrade to Proxmox VE ${oldestRelease.join(".")} or newer.`,
      );
}

function rightsCheck({ proxmox, vms }: ProxmoxPlan, { permissions }: ProxmoxFacts): Check {
  const subject = { check: "proxmox-token-rights", lookedAt: "the rights of the token `proxmoxApiToken`" };
  if (permissions === undefined) {
    return skipped(subject, noApi);
  }
  const remedy =
    "Give the token's user a role with these privileges; docs/getting-started.md has one with all of them.";
  return judged(subject, permissions, {
    remedy: reachApi,
    judge: (granted) => {
      const needed = neededRights({
        hosts: hostsInUse({ vms }),
        bridge: proxmox.bridge,
        vlan: proxmox.vlan,
        diskStores: diskStoresOf({ proxmox, vms }),
        imageStore: proxmox.datastores.image,
        resourcePool: proxmox.resourcePool,
      });
      const missing = missingRights(needed, granted);
      return missing.length === 0
        ? passed(subject, "every privilege is there")
        : failed(subject, `missing: ${missing.join(", ")}`, remedy);
    },
  });
}

function onlineCheck({ proxmox }: ProxmoxPlan, { hosts }: ProxmoxFacts): Check {
  const wanted = proxmox.hosts.map(({ name }) => name);
  const subject = { check: "proxmox-hosts", lookedAt: `the hosts ${wanted.join(", ")}` };
  const remedy = "Correct `proxmox.hosts`, or bring the host back.";
  return judged(subject, hosts, {
    remedy,
    judge: ({ names, onlines }) => {
      const problems = wanted.flatMap((name) => {
        const at = names.indexOf(name);
        if (at === -1) {
          return [`there is no host ${name}; there are ${names.join(", ")}`];
        }
        return onlines[at] === false ? [`${name} is offline`] : [];
      });
      return withoutProblems(subject, problems, "all are there and online", remedy);
    },
  });
}

const mib = 1024 ** 2;

/** Whether the machines that are still to be made fit into the memory of their hosts. Advice: Proxmox takes more on. */
function memoryChecks({ vms, own }: ProxmoxPlan, { hosts }: ProxmoxFacts): Check[] {
  if ("problem" in hosts) {
    return [];
  }
  const { names, memoryAvailables, memoryUseds } = hosts.value;
  return hostsInUse({ vms }).flatMap((name) => {
    const at = names.indexOf(name);
    const total = memoryAvailables[at];
    if (total === undefined) {
      return [];
    }
    const free = Math.max(0, Math.round((total - (memoryUseds[at] ?? 0)) / mib));
    const needed = vms
      .filter(({ host, vmId }) => host === name && !own.vmIds.has(vmId))
      .reduce((sum, { pool }) => sum + pool.memoryMiB, 0);
    const subject = { check: "proxmox-memory", lookedAt: `the free memory of ${name}` };
    const found = `${free} MiB free, ${needed} MiB for the machines that are still to be made`;
    return [
      needed <= free
        ? passed(subject, found)
        : warning(subject, found, "Spread the machines over more hosts, or make them smaller."),
    ];
  });
}

/** The id of a virtual machine is unique in the Proxmox cluster, among containers too. */
function vmIdCheck({ vms, own }: ProxmoxPlan, facts: ProxmoxFacts): Check {
  const ids = vms.map(({ vmId }) => vmId);
  const subject = { check: "proxmox-vm-ids", lookedAt: `VM ids ${ids[0] ?? ""} to ${ids.at(-1) ?? ""}` };
  const remedy = "Choose another `proxmox.vmIdBase`, or remove the guest that has the id.";
  return judged(subject, facts.guests ?? vmsAsGuests(facts), {
    remedy: reachApi,
    judge: (guests) => {
      const taken = guests.filter(({ vmid }) => ids.includes(vmid) && !own.vmIds.has(vmid));
      return withoutProblems(
        subject,
        taken.map(({ vmid, name = "a guest without a name" }) => `${vmid} belongs to ${name}`),
        facts.guests === undefined
          ? "free, as far as virtual machines go; containers were not looked at"
          : "free, among the guests that the token sees",
        remedy,
      );
    },
  });
}

function vmsAsGuests({ vms }: ProxmoxFacts) {
  return "problem" in vms
    ? vms
    : { value: vms.value.vms.map(({ vmId, name }): Guest => ({ vmid: vmId, name })) };
}
