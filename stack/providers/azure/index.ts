import { Provider } from "@pulumi/azure-native/provider.js";

import { AzureEndpointRecord } from "../../../components/dns/azure/index.ts";
import { AzureMachines } from "../../../components/machines/azure/index.ts";
import type { StackConfig } from "../../../config/index.ts";
import { given } from "../../given.ts";
import { openingNeeds } from "../../openings.ts";
import type { MachinesOn, RecordOn } from "../provider.ts";

/** Machines on Azure. */
export const machinesOn: MachinesOn = (name, { config }, { configuration }) => {
  const azure = given(config.azure, "azure");
  const { location, subscriptionId, tenantId, zones, endpoint, talosApi, flowLogs } = azure;
  const { network, security } = config;
  const machines = new AzureMachines(
    name,
    {
      clusterName: config.cluster.name,
      ...{ location, subscriptionId, tenantId, zones, endpoint, talosApi, flowLogs },
      resourceGroup: azure.resourceGroup,
      network: azure.network ?? { cidr: network.nodeCidr },
      access: {
        needs: openingNeeds(config),
        talosApiCidrs: security.talosApiAllowedCidrs,
        kubernetesApiCidrs: [...security.talosApiAllowedCidrs, ...security.kubernetesApiAllowedCidrs],
        podCidr: network.podCidr,
        meshPeers: config.cilium.settings.mesh.peers,
      },
      port: config.endpoint.port,
      routing: config.cilium.settings.routingMode,
      pools: config.pools,
      image: azure.image,
      diskEncryptionSetId: azure.encryptionKey?.diskEncryptionSetId,
      volumeType: azure.volumeType,
      etcdVolumeType: azure.etcdVolumeType,
      networkWatcherId: azure.networkWatcherId,
      tags: { ...azure.tags, owner: config.environment.owner, environment: config.environment.name },
      configuration,
      protect: config.cluster.deletionProtection,
    },
    { providers: [providerOf(`${name}-azure`, config)] },
  );
  return {
    controlPlane: machines.controlPlane,
    workers: machines.workers,
    endpoint: machines.endpoint,
    talosApi: machines.talosApi,
    cloud: {
      controller: { cloud: "azure", place: machines.placement },
      encryptionKey: machines.diskEncryptionSetId,
      region: location,
      resources: machines.grants,
    },
  };
};

/** The record of the Kubernetes API in a DNS zone of Azure. */
export const recordOn: RecordOn = (name, { config }, apiHost) => {
  const { zoneId, name: hostname, ttl } = given(config.endpoint.dns, "endpoint.dns");
  return new AzureEndpointRecord(
    name,
    { zoneId, name: hostname, address: apiHost, ttlSeconds: ttl },
    { providers: [providerOf(`${name}-azure`, config)] },
  );
};

/** Credentials are those that the provider finds in the environment: a login of the Azure CLI, a service principal, OIDC. */
function providerOf(name: string, config: StackConfig): Provider {
  const { subscriptionId, tenantId, location } = given(config.azure, "azure");
  return new Provider(name, { subscriptionId, tenantId, location });
}
