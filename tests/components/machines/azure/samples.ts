import * as pulumi from "@pulumi/pulumi";

import type { AzureMachinesArgs } from "../../../../components/machines/azure/index.ts";
import type { NodePool } from "../../../../components/machines/index.ts";
import type { Fakes } from "../../../support/record.ts";

const subscriptionId = "11111111-2222-4333-8444-555555555555";

/** ARM id of a resource in a resource group of the subscription. */
export const armId = (group: string, path: string) =>
  `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${path}`;

export const controlPlane: NodePool = {
  name: "cp",
  role: "controlplane",
  count: 3,
  cpu: 4,
  memoryMiB: 16_384,
  diskGiB: 100,
  instanceType: "Standard_D4s_v5",
};

export const general: NodePool = {
  name: "general",
  role: "worker",
  count: 2,
  cpu: 8,
  memoryMiB: 32_768,
  diskGiB: 200,
  instanceType: "Standard_D8s_v5",
};

/** Three control planes and two workers over three zones, in a network that is made for them. */
export const site: AzureMachinesArgs = {
  clusterName: "edge",
  subscriptionId,
  tenantId: "66666666-7777-4888-9999-000000000000",
  location: "westeurope",
  zones: ["1", "2", "3"],
  network: { cidr: "10.40.0.0/22" },
  access: {
    needs: { tunnels: ["vxlan"], unfiltered: ["icmp"] },
    talosApiCidrs: ["198.51.100.0/24"],
    kubernetesApiCidrs: ["203.0.113.0/24"],
    podCidr: "10.140.0.0/16",
  },
  endpoint: "public",
  port: 6443,
  talosApi: "listener",
  routing: "tunnel",
  pools: [controlPlane, general],
  image: { id: armId("images", "Microsoft.Compute/images/talos") },
  volumeType: "Premium_LRS",
  etcdVolumeType: "Premium_LRS",
  flowLogs: true,
  tags: { owner: "ops" },
  configuration: ({ name, role }, { endpoint }) =>
    pulumi.secret(pulumi.interpolate`machine ${name}, ${role}, of https://${endpoint.host}:${endpoint.port}`),
};

/** What Azure adds to what was asked for. */
export const fakes: Fakes = {
  "azure-native:network:PublicIPAddress": ({ publicIpAddressName }) => ({
    ipAddress: publicIpAddressName === "edge-nat" ? "192.0.2.7" : "192.0.2.10",
  }),
  "azure-native:network:LoadBalancer": () => ({
    frontendIPConfigurations: [{ name: "api", privateIPAddress: "10.40.0.9" }],
  }),
  "azure-native:network:NetworkInterface": ({ networkInterfaceName }) => ({
    ipConfigurations: [
      { name: "machine", privateIPAddress: `10.40.0.1${String(networkInterfaceName).length}` },
    ],
  }),
  "azure-native:managedidentity:UserAssignedIdentity": ({ resourceName }) => ({
    principalId: "0a1b2c3d-0000-4000-8000-000000000000",
    clientId: `client of ${String(resourceName)}`,
  }),
  "azure-native:keyvault:Vault": ({ vaultName }) => ({ name: vaultName }),
  "azure-native:keyvault:Key": () => ({ keyUriWithVersion: "https://edge.vault.azure.net/keys/disks/1" }),
  "azure-native:network:NetworkSecurityGroup": ({ networkSecurityGroupName }) => ({
    name: networkSecurityGroupName,
  }),
  "azure-native:network:VirtualNetwork": ({ virtualNetworkName }) => ({ name: virtualNetworkName }),
};
