import { Provider as ProxmoxProvider } from "@muhlba91/pulumi-proxmoxve/provider.js";

import type { BootImage, Endpoint, Machines } from "../components/machines/index.ts";
import { ProxmoxMachines } from "../components/machines/proxmox/index.ts";
import type { Configuration, StackConfig } from "../config/index.ts";

/** What machines need of Talos before they exist. */
export interface Boot {
  /** The image that they boot. */
  readonly image: BootImage;

  /** Where they will find the Kubernetes API. */
  readonly endpoint: Endpoint;
}

type Provider = (name: string, configuration: Configuration, boot: Boot) => Machines;

/** What can make machines, by the setting `provider`. A new provider is a folder under `components/machines` and a line here. */
const providers: Readonly<Record<StackConfig["provider"], Provider>> = { proxmox };

/** Makes the machines of a cluster on the provider that the configuration names. */
export function machinesFor(name: string, configuration: Configuration, boot: Boot): Machines {
  return providers[configuration.config.provider](name, configuration, boot);
}

function proxmox(name: string, { config, secrets }: Configuration, boot: Boot): Machines {
  const { endpoint, insecure, gateway, dns, ntp, ...settings } = config.proxmox;
  const provider = new ProxmoxProvider(`${name}-proxmox`, {
    endpoint,
    insecure,
    apiToken: secrets.proxmoxApiToken,
  });
  return new ProxmoxMachines(
    name,
    {
      ...boot,
      ...settings,
      tags: [...settings.tags, `owner-${config.environment.owner}`],
      clusterName: config.cluster.name,
      prefixLength: config.network.nodePrefixLength,
      gateway,
      nameservers: dns,
      timeServers: ntp,
      pools: config.pools,
      tpm: config.talos.diskEncryption.enabled && config.talos.diskEncryption.key === "tpm",
      protect: config.cluster.deletionProtection,
    },
    { providers: [provider] },
  );
}
