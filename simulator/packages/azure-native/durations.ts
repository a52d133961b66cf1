import type { Operation } from "../../core/kind.ts";

/** Seconds that an operation on a resource type typically takes. What is not named takes no time worth counting. */
type Durations = Partial<Record<Operation, number>>;

/**
 * Typical durations by type token, in seconds.
 *
 * These are assumptions, not measurements: Azure publishes none. They are round figures of what the steps of deployments are
 * seen to take in public logs of pipelines; a virtual machine counts until Azure calls it made, which for Linux is when the
 * agent has reported, or here at once, for Talos reports itself. They make runs comparable with each other; they promise
 * nothing for an account.
 */
const typical: Readonly<Record<string, Durations>> = {
  "azure-native:resources:ResourceGroup": { create: 3, delete: 20 },
  "azure-native:network:VirtualNetwork": { create: 6, update: 6, delete: 11 },
  "azure-native:network:Subnet": { create: 6, update: 6, delete: 11 },
  "azure-native:network:NetworkSecurityGroup": { create: 4, update: 4, delete: 11 },
  "azure-native:network:ApplicationSecurityGroup": { create: 4, update: 4, delete: 5 },
  "azure-native:network:SecurityRule": { create: 4, update: 4, delete: 11 },
  "azure-native:network:PublicIPAddress": { create: 5, update: 5, delete: 11 },
  "azure-native:network:NatGateway": { create: 6, update: 6, delete: 11 },
  "azure-native:network:RouteTable": { create: 4, update: 4, delete: 11 },
  "azure-native:network:LoadBalancer": { create: 5, update: 5, delete: 11 },
  "azure-native:network:NetworkInterface": { create: 4, update: 4, delete: 11 },
  "azure-native:network:FlowLog": { create: 5, update: 5, delete: 11 },
  "azure-native:storage:StorageAccount": { create: 25, update: 5, delete: 5 },
  "azure-native:managedidentity:UserAssignedIdentity": { create: 3, delete: 3 },
  "azure-native:authorization:RoleDefinition": { create: 5, update: 5, delete: 5 },
  "azure-native:authorization:RoleAssignment": { create: 25, delete: 5 },
  "azure-native:authorization:ManagementLockByScope": { create: 3, delete: 3 },
  "azure-native:keyvault:Vault": { create: 35, update: 10, delete: 10 },
  "azure-native:keyvault:Key": { create: 5, update: 5 },
  "azure-native:compute:DiskEncryptionSet": { create: 10, update: 10, delete: 10 },
  "azure-native:compute:Image": { create: 40, delete: 10 },
  "azure-native:compute:VirtualMachine": { create: 50, update: 30, delete: 45 },
  "azure-native:dns:RecordSet": { create: 3, update: 3, delete: 3 },
};

/** Assumed duration of an operation, in seconds of simulated time. Default: 0. */
export function typicalSeconds(token: string, operation: Operation): number {
  return typical[token]?.[operation] ?? 0;
}
