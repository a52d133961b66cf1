import * as pulumi from "@pulumi/pulumi";

import type { AzureControllerArgs } from "./args.ts";
import { namespace, onControlPlanes, tolerations } from "./shared.ts";

/** Where the project publishes its chart. */
export const azureRepository =
  "https://raw.githubusercontent.com/kubernetes-sigs/cloud-provider-azure/master/helm/repo";

export const azureChart = "cloud-provider-azure";

/**
 * Secret with the configuration of the controllers. Its name and key are what the driver for disks looks for too, so that
 * there is one configuration for both.
 */
export const azureCloudConfig = { name: "azure-cloud-provider", namespace, key: "cloud-config" } as const;

const imageRepository = "mcr.microsoft.com/oss/v2/kubernetes";

/** Values of the chart `cloud-provider-azure`, which takes truth values as texts. */
export function azureValues({
  clusterName,
  version,
  podCidr,
  routes = false,
  controlPlanes,
}: AzureControllerArgs) {
  const image = { imageRepository, imageTag: `v${version}` };
  return {
    infra: { clusterName },
    cloudControllerManager: {
      ...image,
      // The machine has no file of that kind; the Secret is read over the API, and again when it changes.
      cloudConfig: "",
      cloudConfigSecretName: azureCloudConfig.name,
      enableDynamicReloading: "true",
      configureCloudRoutes: String(routes),
      // Kubernetes' own controller manager gives nodes their part of the pods' network; two would give it twice.
      allocateNodeCidrs: "false",
      clusterCIDR: podCidr,
      replicas: Math.min(controlPlanes, 2),
      // Both would take the same port of the machine, so the old pod goes before the new one comes.
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      nodeSelector: onControlPlanes,
      tolerations: [...tolerations],
      // There is no token of a federation here; the machine's own identity is used.
      federatedTokenPath: "",
    },
    // Takes up nodes. It asks the metadata service of its own machine and needs no rights.
    cloudNodeManager: image,
  };
}

/**
 * The configuration, as JSON. It holds no credentials: the controllers act as the identity of their machine.
 *
 * Fields as in cloud-provider-azure 1.36, `pkg/provider/config/azure.go` and `pkg/azclient`.
 */
export function azureConfiguration({ place, routes = false }: AzureControllerArgs): pulumi.Output<string> {
  return pulumi.output(place).apply((known) =>
    JSON.stringify({
      cloud: "AzurePublicCloud",
      tenantId: known.tenantId,
      subscriptionId: known.subscriptionId,
      location: known.location,
      resourceGroup: known.resourceGroup,
      useManagedIdentityExtension: true,
      userAssignedIdentityID: known.identityClientId,
      useInstanceMetadata: true,
      // Machines of their own, none of a scale set.
      vmType: "standard",
      vnetName: known.virtualNetwork,
      vnetResourceGroup: known.virtualNetworkResourceGroup ?? known.resourceGroup,
      subnetName: known.subnet,
      securityGroupName: known.securityGroup,
      securityGroupResourceGroup: known.securityGroupResourceGroup ?? known.resourceGroup,
      ...(routes && { routeTableName: known.routeTable }),
      loadBalancerSku: "standard",
      excludeMasterFromStandardLB: true,
      // The way out is the gateway of the subnet, not a load balancer that comes and goes with a Service.
      disableOutboundSNAT: true,
      cloudProviderBackoff: true,
    }),
  );
}
