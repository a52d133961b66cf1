import type { CloudControllerArgs } from "../components/cloud/index.ts";
import type { Storage } from "../components/flux/index.ts";
import type { StackConfig } from "../config/index.ts";
import type { CloudSide } from "./providers/provider.ts";

/** The cloud controller manager of the cloud that the machines are on. */
export function cloudControllerArgs(
  { cilium, cluster, mirrors, network, pools, versions }: StackConfig,
  { controller }: CloudSide,
): CloudControllerArgs {
  const common = {
    clusterName: cluster.name,
    podCidr: network.podCidr,
    routes: cilium.settings.routingMode === "native",
  };
  const { aws, azure, gcp } = versions.cloudControllers;
  const chartOf = ({ chart }: { readonly chart: string }) => ({
    version: chart,
    repository: mirrors.charts,
  });
  switch (controller.cloud) {
    case "aws":
      return { ...common, ...controller, version: aws.version, chart: chartOf(aws) };
    case "azure":
      return {
        ...common,
        ...controller,
        version: azure.version,
        chart: chartOf(azure),
        controlPlanes: controlPlanesIn(pools),
      };
    case "gcp":
      return { ...common, ...controller, version: gcp.version };
  }
}

/** What the driver for volumes must know of the cloud and of the cluster. */
export function storageOf(
  { pools }: StackConfig,
  { encryptionKey, region, volumeTypes }: CloudSide,
): Storage {
  return { encryptionKey, region, volumeTypes, controlPlanes: controlPlanesIn(pools) };
}

function controlPlanesIn(pools: StackConfig["pools"]): number {
  return pools.reduce((sum, { role, count }) => (role === "controlplane" ? sum + count : sum), 0);
}
