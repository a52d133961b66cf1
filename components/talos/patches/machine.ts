import type { Endpoints, MachineSpec } from "../../machines/index.ts";
import type { MachineSettings } from "../settings.ts";
import { document, type Patch } from "./patch.ts";
import { storagePatches } from "./storage.ts";

/** Our name for the link with the machine's address. Not a system name, which would depend on the hardware. */
const linkAlias = "node0";

/** What one machine gets. */
export function singleMachinePatches(
  settings: MachineSettings,
  endpoints: Endpoints,
  machine: MachineSpec,
): Patch[] {
  return [
    hostname(machine),
    ...links(settings, machine),
    ...certificateNames(settings, endpoints, machine),
    ...nodeLabels(machine),
    ...nodeTaints(machine),
    ...storagePatches(settings, machine),
  ];
}

/** Both fields, because the generated document lets the platform name the machine, and Talos refuses a name beside that. */
function hostname({ name }: MachineSpec): Patch {
  return document("HostnameConfig", { hostname: name, auto: "off" });
}

/** The static network of the machine. The link is found by its hardware address, never by its name. */
function links(settings: MachineSettings, machine: MachineSpec): Patch[] {
  const { mac, network, address, role } = machine;
  if (mac === undefined || network === undefined || typeof address !== "string") {
    return [];
  }
  return [
    document("LinkAliasConfig", {
      name: linkAlias,
      selector: { match: `mac(link.permanent_addr) == "${mac.toLowerCase()}"` },
    }),
    document("LinkConfig", {
      name: linkAlias,
      addresses: [{ address: `${address}/${network.prefixLength}` }],
      routes: [{ gateway: network.gateway }],
    }),
    ...sharedAddress(settings, role),
    document("ResolverConfig", { nameservers: network.nameservers.map((server) => ({ address: server })) }),
    ...timeServers(network.timeServers),
  ];
}

/** On the link above: Talos accepts a VIP on a link that nothing defines, and then the address never comes up. */
function sharedAddress({ vip }: MachineSettings, role: MachineSpec["role"]): Patch[] {
  return vip === undefined || role !== "controlplane"
    ? []
    : [document("Layer2VIPConfig", { name: vip, link: linkAlias })];
}

function timeServers(servers: readonly string[]): Patch[] {
  return servers.length === 0 ? [] : [document("TimeSyncConfig", { ntp: { servers } })];
}

/** The machine's own address and what it shares with others, but not its peers': scaling must not change every machine. */
function certificateNames(
  { vip, certSans = [] }: MachineSettings,
  { endpoint, talosApi }: Endpoints,
  machine: MachineSpec,
): Patch[] {
  const own = typeof machine.address === "string" ? [machine.address] : [];
  if (machine.role === "worker") {
    return [{ machine: { certSANs: [machine.name, ...own] } }];
  }
  const hosts = [endpoint.host, talosApi?.host].filter((host) => typeof host === "string");
  const names = [
    ...new Set([...hosts, ...(vip === undefined ? [] : [vip]), ...certSans, machine.name, ...own]),
  ];
  return [{ machine: { certSANs: names }, cluster: { apiServer: { certSANs: names } } }];
}

function nodeLabels({ labels = {} }: MachineSpec): Patch[] {
  return Object.keys(labels).length === 0 ? [] : [{ machine: { nodeLabels: labels } }];
}

function nodeTaints({ taints = [] }: MachineSpec): Patch[] {
  const nodeTaints = Object.fromEntries(
    taints.map(({ key, value, effect }) => [key, value === undefined ? effect : `${value}:${effect}`]),
  );
  return taints.length === 0 ? [] : [{ machine: { nodeTaints } }];
}
