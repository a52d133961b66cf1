/** What the controller may do for nodes: find out where they are. */
const nodes = [
  "compute.instances.get",
  "compute.instances.list",
  "compute.zones.get",
  "compute.zones.list",
  "compute.regions.get",
  "compute.projects.get",
  "compute.zoneOperations.get",
  "compute.regionOperations.get",
  "compute.globalOperations.get",
];

/** For Services of type LoadBalancer: load balancers, their addresses and firewall rules. */
const services = [
  ...["create", "delete", "get", "list", "use", "createInternal", "deleteInternal", "useInternal"].map(
    (verb) => `compute.addresses.${verb}`,
  ),
  ...["create", "delete", "get", "update", "list"].map((verb) => `compute.firewalls.${verb}`),
  ...["get", "updatePolicy", "use"].map((verb) => `compute.networks.${verb}`),
  ...["get", "use"].map((verb) => `compute.subnetworks.${verb}`),
  ...["create", "delete", "get", "list", "update", "use", "setLabels"].map(
    (verb) => `compute.forwardingRules.${verb}`,
  ),
  ...["create", "delete", "get", "addInstance", "removeInstance", "addHealthCheck", "use"].map(
    (verb) => `compute.targetPools.${verb}`,
  ),
  ...["create", "delete", "get", "update", "useReadOnly"].map((verb) => `compute.httpHealthChecks.${verb}`),
  ...["create", "delete", "get", "update", "use", "useReadOnly"].map(
    (verb) => `compute.healthChecks.${verb}`,
  ),
  ...["create", "delete", "get", "list", "update", "use"].map((verb) => `compute.instanceGroups.${verb}`),
  ...["create", "delete", "get", "list", "update", "use"].map(
    (verb) => `compute.regionBackendServices.${verb}`,
  ),
  "compute.instances.use",
];

/** For routes to the pods of each node, where the network carries what pods say. */
const routes = ["create", "delete", "get", "list"].map((verb) => `compute.routes.${verb}`);

/** For volumes and snapshots. */
const volumes = [
  ...[
    ...["create", "delete", "get", "list", "resize", "setLabels", "update", "use", "useReadOnly"],
    "createSnapshot",
  ].map((verb) => `compute.disks.${verb}`),
  ...["get", "list"].map((verb) => `compute.diskTypes.${verb}`),
  ...["attachDisk", "detachDisk"].map((verb) => `compute.instances.${verb}`),
  ...["create", "delete", "get", "list", "setLabels", "useReadOnly"].map(
    (verb) => `compute.snapshots.${verb}`,
  ),
];

/**
 * What control planes may do in the project, for the cloud controller manager and the storage driver on them. Google
 * Cloud has no condition on most of it, so it holds for the whole project.
 *
 * Sources: calls in `providers/gce` of cloud-provider-gcp 36 and in `pkg/gce-cloud-provider` of
 * gcp-compute-persistent-disk-csi-driver; the credentials request of OpenShift's cloud controller manager.
 *
 * @param routing `native`: the controller keeps the routes of pods too.
 */
export function controlPlanePermissions(routing: "tunnel" | "native"): string[] {
  const all = [...nodes, ...services, ...volumes, ...(routing === "native" ? routes : [])];
  return [...new Set(all)].sort();
}
