import { Provider } from "@muhlba91/pulumi-proxmoxve/provider.js";

import { ProxmoxMachines } from "../../../components/machines/proxmox/index.ts";
import { given } from "../../given.ts";
import type { MachinesOn } from "../provider.ts";

/** Machines on Proxmox VE. */
export const machinesOn: MachinesOn = (name, { config, secrets }, { image }) => {
  const { endpoint, insecure, gateway, dns, ntp, ...settings } = given(config.proxmox, "proxmox");
  const provider = new Provider(`${name}-proxmox`, {
    endpoint,
    insecure,
    apiToken: secrets.proxmoxApiToken,
  });
  return new ProxmoxMachines(
    name,
    {
      ...settings,
      image,
      endpoint: { host: given(config.endpoint.host, "endpoint.host"), port: config.endpoint.port },
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
};
