import type { CiliumPlan } from "../../plan.ts";
import type { ChartValues } from "../../values/merge.ts";
import type { Capability } from "../capability.ts";
import { meshConflicts } from "./conflicts.ts";

/** Port of every machine that leads to the mesh API server where it has no address of its own. */
const nodePort = 32379;

/** The API server that peers of a mesh connect to, and the connections to theirs. */
export const clustermesh: Capability = {
  name: "clustermesh",
  purpose: "Shares Services and identities with other clusters, for pods to reach each other under policies.",
  cost: "A few hundred MiB for the mesh API server; one connection to each peer.",
  check: {
    command: "cilium clustermesh status",
    shows: "the service, and each configured peer as connected.",
  },
  conflicts: meshConflicts,
  values: (plan, on) => ({
    clustermesh: on
      ? {
          useAPIServer: true,
          maxConnectedClusters: 255,
          // Also without a peer: the API server mounts a ConfigMap that only this makes (cilium/cilium#44181).
          config: { enabled: true, clusters: peers(plan) },
          // A selector means pods of this cluster unless it names others, so that no policy opens a door to a peer unseen.
          policyDefaultLocalCluster: true,
          defaultGlobalNamespace: plan.settings.mesh.globalNamespaces === "all",
          mcsapi: serviceExport(plan),
          apiserver: {
            replicas: plan.nodeCount > 1 ? 2 : 1,
            service: service(plan),
            tls: {
              // Each peer has a user of its own, so one that is not listed gets in no more.
              authMode: "cluster",
              // See Hubble: the default method makes new certificates at each render.
              auto: { enabled: true, method: "cronJob" },
            },
          },
        }
      : { useAPIServer: false, config: { enabled: false }, mcsapi: { enabled: false } },
    tls: { caBundle: trustedAuthority(on && plan.settings.mesh.authority !== undefined) },
  }),
};

function peers({ settings: { mesh } }: CiliumPlan): ChartValues {
  // Addresses become names under `mesh.cilium.io`, for which every mesh API server has a certificate.
  return Object.fromEntries(mesh.peers.map(({ name, addresses, port }) => [name, { ips: addresses, port }]));
}

function service({ on, settings: { loadBalancerRange, mesh } }: CiliumPlan): ChartValues {
  if (mesh.authority === undefined && mesh.address === undefined && mesh.peers.length === 0) {
    // Nobody may join yet, so nothing leads to it: the chart leaves the Service out that it takes to be made by others.
    return { externallyCreated: true };
  }
  if (!on.l4lb || (mesh.address === undefined && loadBalancerRange === undefined)) {
    return { type: "NodePort", nodePort };
  }
  const { address } = mesh;
  return {
    // A node port works everywhere; an address of its own survives the loss of the node that peers know.
    type: "LoadBalancer",
    ...(address !== undefined && { annotations: { "lbipam.cilium.io/ips": address } }),
  };
}

/** The operator registers the kinds and makes the imports; a job of the chart teaches CoreDNS their names. */
function serviceExport({ clusterDomain, settings }: CiliumPlan): ChartValues {
  return settings.mesh.serviceExport
    ? {
        enabled: true,
        installCRDs: true,
        corednsAutoConfigure: { enabled: true, coredns: { clusterDomain } },
      }
    : { enabled: false };
}

/**
 * Trust in the authority itself, not in the copy beside each certificate: what starts before its certificate is issued
 * anew would trust the old one for as long as it runs.
 */
function trustedAuthority(shared: boolean): ChartValues {
  return shared ? { enabled: true, useSecret: true, name: "cilium-ca", key: "ca.crt" } : { enabled: false };
}
