/**
 * What the cloud controller manager does: it looks at machines, and makes load balancers and addresses of Services.
 *
 * Source: cloud-provider-azure, documentation, "Azure Permissions", without machines in scale sets.
 */
const controller = [
  "Microsoft.Compute/virtualMachines/read",
  "Microsoft.Network/applicationSecurityGroups/joinIpConfiguration/action",
  "Microsoft.Network/applicationSecurityGroups/joinNetworkSecurityRule/action",
  "Microsoft.Network/loadBalancers/backendAddressPools/delete",
  "Microsoft.Network/loadBalancers/backendAddressPools/join/action",
  "Microsoft.Network/loadBalancers/backendAddressPools/read",
  "Microsoft.Network/loadBalancers/backendAddressPools/write",
  "Microsoft.Network/loadBalancers/delete",
  "Microsoft.Network/loadBalancers/read",
  "Microsoft.Network/loadBalancers/write",
  "Microsoft.Network/networkInterfaces/join/action",
  "Microsoft.Network/networkInterfaces/read",
  "Microsoft.Network/networkInterfaces/write",
  "Microsoft.Network/networkSecurityGroups/join/action",
  "Microsoft.Network/networkSecurityGroups/read",
  "Microsoft.Network/networkSecurityGroups/write",
  "Microsoft.Network/publicIPAddresses/delete",
  "Microsoft.Network/publicIPAddresses/join/action",
  "Microsoft.Network/publicIPAddresses/read",
  "Microsoft.Network/publicIPAddresses/write",
];

/** What it needs of the machines' network, wherever that is. */
const network = [
  "Microsoft.Network/virtualNetworks/read",
  "Microsoft.Network/virtualNetworks/subnets/join/action",
  "Microsoft.Network/virtualNetworks/subnets/read",
];

/** What it does besides where it writes the routes to pods. */
const routes = [
  "Microsoft.Network/routeTables/read",
  "Microsoft.Network/routeTables/routes/delete",
  "Microsoft.Network/routeTables/routes/read",
  "Microsoft.Network/routeTables/routes/write",
  "Microsoft.Network/routeTables/write",
];

/**
 * What the driver for disks does: it makes disks and snapshots, and writes machines to attach them.
 *
 * Source: azuredisk-csi-driver, documentation, "required permissions for CSI driver controller".
 */
const disks = [
  "Microsoft.Compute/diskEncryptionSets/read",
  "Microsoft.Compute/disks/beginGetAccess/action",
  "Microsoft.Compute/disks/delete",
  "Microsoft.Compute/disks/read",
  "Microsoft.Compute/disks/write",
  "Microsoft.Compute/locations/DiskOperations/read",
  "Microsoft.Compute/locations/operations/read",
  "Microsoft.Compute/locations/vmSizes/read",
  "Microsoft.Compute/snapshots/delete",
  "Microsoft.Compute/snapshots/read",
  "Microsoft.Compute/snapshots/write",
  "Microsoft.Compute/virtualMachines/write",
  "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
  "Microsoft.Resources/subscriptions/resourceGroups/read",
];

/** What control planes may do in the cluster's resource group. Nothing else, and workers nothing at all. */
export function controlPlaneActions({ routing }: { readonly routing: "tunnel" | "native" }): string[] {
  return [...controller, ...network, ...disks, ...(routing === "native" ? routes : [])].sort();
}

/** What control planes may do to a virtual network in another resource group. */
export function networkActions(): string[] {
  return [...network];
}
