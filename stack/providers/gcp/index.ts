import { Provider } from "@pulumi/gcp/provider.js";

import { CloudDnsEndpointRecord } from "../../../components/dns/gcp/index.ts";
import { GcpMachines } from "../../../components/machines/gcp/index.ts";
import type { StackConfig } from "../../../config/index.ts";
import { given } from "../../given.ts";
import { openingNeeds } from "../../openings.ts";
import type { MachinesOn, RecordOn } from "../provider.ts";

const hyperdisk = "hyperdisk-balanced";

/** Machines on Google Cloud. */
export const machinesOn: MachinesOn = (name, { config }, { configuration }) => {
  const settings = given(config.gcp, "gcp");
  const { cluster, environment, network, security } = config;
  const machines = new GcpMachines(
    name,
    {
      ...settings,
      clusterName: cluster.name,
      nodeCidr: network.nodeCidr,
      podCidr: network.podCidr,
      pools: config.pools,
      configuration,
      kubernetesApiCidrs: [...security.talosApiAllowedCidrs, ...security.kubernetesApiAllowedCidrs],
      talosApiCidrs: security.talosApiAllowedCidrs,
      routing: config.cilium.settings.routingMode,
      openings: openingNeeds(config),
      meshPeers: config.cilium.settings.mesh.peers,
      owner: environment.owner,
      labels: { environment: environment.name, ...settings.labels },
      protect: cluster.deletionProtection,
    },
    { providers: [providerOf(name, config)] },
  );
  return {
    controlPlane: machines.controlPlane,
    workers: machines.workers,
    endpoint: machines.endpoint,
    ...(machines.talosApi && { talosApi: machines.talosApi }),
    cloud: {
      controller: { cloud: "gcp", place: machines.placement },
      encryptionKey: machines.encryptionKey,
      region: settings.region,
      resources: machines.grants,
      // Machines that take Hyperdisk are not sure to take the older disks.
      ...(settings.volumeType === hyperdisk && { volumeTypes: { default: hyperdisk, gold: hyperdisk } }),
    },
  };
};

/** The record of the Kubernetes API in a managed zone of Cloud DNS. */
export const recordOn: RecordOn = (name, { config }, apiHost) => {
  const { zoneId, name: hostname, ttl } = given(config.endpoint.dns, "endpoint.dns");
  return new CloudDnsEndpointRecord(
    name,
    { zone: zoneId, name: hostname, address: apiHost, ttlSeconds: ttl },
    { providers: [providerOf(name, config)] },
  );
};

/** Credentials are those that the provider finds in the environment: a login of gcloud, a service account, OIDC. */
function providerOf(name: string, config: StackConfig): Provider {
  const { project, region } = given(config.gcp, "gcp");
  return new Provider(`${name}-gcp`, { project, region });
}
