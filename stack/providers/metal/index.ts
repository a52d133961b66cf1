import { MetalMachines } from "../../../components/machines/metal/index.ts";
import { given } from "../../given.ts";
import type { MachinesOn } from "../provider.ts";

/** Machines that stand there already, and have booted Talos into maintenance mode. */
export const machinesOn: MachinesOn = (name, { config }, { image }) => {
  const { gateway, dns, ntp, machines, installDisk, disks, wipeOnDestroy } = given(config.metal, "metal");
  return new MetalMachines(name, {
    machines,
    installDisk,
    disks,
    gateway,
    wipeOnDestroy,
    endpoint: { host: given(config.endpoint.host, "endpoint.host"), port: config.endpoint.port },
    clusterName: config.cluster.name,
    prefixLength: config.network.nodePrefixLength,
    nameservers: dns,
    timeServers: ntp,
    pools: config.pools,
    registration: image.registration,
    protect: config.cluster.deletionProtection,
  });
};
