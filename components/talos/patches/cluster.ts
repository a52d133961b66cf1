import type { MachineSettings } from "../settings.ts";
import { document, type Patch } from "./patch.ts";

/** What every machine of this cluster gets. */
export function clusterPatches(settings: MachineSettings): Patch[] {
  return [
    clusterNetwork(settings),
    kubeletNodeAddress(settings),
    ...registryMirrors(settings),
    ...(settings.discovery === false ? [noDiscovery] : []),
  ];
}

function clusterNetwork({ network }: MachineSettings): Patch {
  return {
    cluster: {
      network: {
        podSubnets: [network.podCidr],
        serviceSubnets: [network.serviceCidr],
        dnsDomain: network.dnsDomain ?? "cluster.local",
      },
    },
  };
}

/** Talos needs it for KubeSpan only; without it `talosctl get members` stays empty. */
const noDiscovery: Patch = { cluster: { discovery: { enabled: false } } };

/** Else kubelet may take the VIP, or an address that Cilium puts on the host, for the node's own. */
function kubeletNodeAddress(settings: MachineSettings): Patch {
  return { machine: { kubelet: { nodeIP: { validSubnets: nodeSubnets(settings) } } } };
}

/** The machines' network, less the VIP, in Talos' notation for address filters. */
export function nodeSubnets({ network, vip }: MachineSettings): string[] {
  const width = vip?.includes(":") === true ? 128 : 32;
  return vip === undefined ? [network.nodeCidr] : [network.nodeCidr, `!${vip}/${width}`];
}

/** Without falling back to the registry itself, which a site behind mirrors may not reach, or not want to. */
function registryMirrors({ registryMirrors: mirrors = {} }: MachineSettings): Patch[] {
  return Object.entries(mirrors).map(([name, urls]) =>
    document("RegistryMirrorConfig", { name, endpoints: urls.map(mirrorEndpoint), skipFallback: true }),
  );
}

/** A mirror with a path of its own answers under it; without the flag Talos would put `/v2` after the path. */
function mirrorEndpoint(url: string): object {
  return new URL(url).pathname === "/" ? { url } : { url, overridePath: true };
}
