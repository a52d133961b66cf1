import { Provider } from "@pulumi/aws/provider.js";

import { Route53EndpointRecord } from "../../../components/dns/aws/index.ts";
import { AwsMachines } from "../../../components/machines/aws/index.ts";
import type { StackConfig } from "../../../config/index.ts";
import { given } from "../../given.ts";
import { openingNeeds } from "../../openings.ts";
import type { MachinesOn, RecordOn } from "../provider.ts";

/** Machines on AWS. */
export const machinesOn: MachinesOn = (name, { config }, { image, configuration }) => {
  const { endpoint: access, image: ownImage, ...settings } = given(config.aws, "aws");
  const { cluster, endpoint, environment, network, security } = config;
  const machines = new AwsMachines(
    name,
    {
      ...settings,
      clusterName: cluster.name,
      nodeCidr: network.nodeCidr,
      podCidr: network.podCidr,
      pools: config.pools,
      ...{ image, ownImage, configuration },
      endpoint: { access, port: endpoint.port },
      kubernetesApiCidrs: [...security.talosApiAllowedCidrs, ...security.kubernetesApiAllowedCidrs],
      talosApiCidrs: security.talosApiAllowedCidrs,
      routing: config.cilium.settings.routingMode,
      openings: openingNeeds(config),
      meshPeers: config.cilium.settings.mesh.peers,
      owner: environment.owner,
      tags: { environment: environment.name, ...settings.tags },
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
      controller: { cloud: "aws" },
      encryptionKey: machines.encryptionKey,
      region: settings.region,
      resources: machines.grants,
    },
  };
};

/** The record of the Kubernetes API in a hosted zone of Route 53. */
export const recordOn: RecordOn = (name, { config }, apiHost) => {
  const { zoneId, name: hostname, ttl } = given(config.endpoint.dns, "endpoint.dns");
  return new Route53EndpointRecord(
    name,
    { zoneId, name: hostname, host: apiHost, ttlSeconds: ttl },
    { providers: [providerOf(name, config)] },
  );
};

/** Credentials are those that the provider finds in the environment: a profile, a role, keys. */
function providerOf(name: string, config: StackConfig): Provider {
  return new Provider(`${name}-aws`, { region: given(config.aws, "aws").region });
}
