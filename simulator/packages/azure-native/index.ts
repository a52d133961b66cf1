import schemas from "../../schemas/azure-native.json" with { type: "json" };
import type { InputSchema, Properties, SimulatedPackage, SimulatedResource } from "../../core/kind.ts";
import { managementLock, roleAssignment, roleDefinition, userAssignedIdentity } from "./access.ts";
import { natGateway, publicIpAddress } from "./address.ts";
import { diskEncryptionSet, key, vault } from "./encryption.ts";
import { flowLog, storageAccount } from "./flow-log.ts";
import { functions } from "./functions.ts";
import { resourceGroup } from "./group.ts";
import { image } from "./image.ts";
import { loadBalancer } from "./load-balancer.ts";
import { networkInterface } from "./network-interface.ts";
import { routeTable, subnet, virtualNetwork } from "./network.ts";
import { recordSet } from "./record-set.ts";
import { applicationSecurityGroup, networkSecurityGroup, securityRule } from "./security.ts";
import { virtualMachine } from "./virtual-machine.ts";

export { seedAzure, type AzureSeed } from "./seed.ts";

const resources: Readonly<Record<string, SimulatedResource>> = {
  "azure-native:authorization:ManagementLockByScope": managementLock,
  "azure-native:authorization:RoleAssignment": roleAssignment,
  "azure-native:authorization:RoleDefinition": roleDefinition,
  "azure-native:compute:DiskEncryptionSet": diskEncryptionSet,
  "azure-native:compute:Image": image,
  "azure-native:compute:VirtualMachine": virtualMachine,
  "azure-native:dns:RecordSet": recordSet,
  "azure-native:keyvault:Key": key,
  "azure-native:keyvault:Vault": vault,
  "azure-native:managedidentity:UserAssignedIdentity": userAssignedIdentity,
  "azure-native:network:ApplicationSecurityGroup": applicationSecurityGroup,
  "azure-native:network:FlowLog": flowLog,
  "azure-native:network:LoadBalancer": loadBalancer,
  "azure-native:network:NatGateway": natGateway,
  "azure-native:network:NetworkInterface": networkInterface,
  "azure-native:network:NetworkSecurityGroup": networkSecurityGroup,
  "azure-native:network:PublicIPAddress": publicIpAddress,
  "azure-native:network:RouteTable": routeTable,
  "azure-native:network:SecurityRule": securityRule,
  "azure-native:network:Subnet": subnet,
  "azure-native:network:VirtualNetwork": virtualNetwork,
  "azure-native:resources:ResourceGroup": resourceGroup,
  "azure-native:storage:StorageAccount": storageAccount,
};

/** A subscription of Azure: networks, rules, load balancers, identities, keys and virtual machines. */
export const simulated: SimulatedPackage = {
  name: "azure-native",
  version: "3.28.0",
  configSchema: schemas["pulumi:providers:azure-native"] as InputSchema,
  configReplaceOn: ["subscriptionId", "tenantId"],
  configure,
  resource: (token) => resources[token],
  invoke: (token, args, context) => functions[token]?.(args, context) as Properties,
};

/** The provider asks for a token when it starts; what it is given itself must have the right form. */
function configure({ subscriptionId, tenantId }: Properties): void {
  const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  if (typeof subscriptionId !== "string" || !guid.test(subscriptionId)) {
    throw new Error(
      "could not find the subscription: want its id in the configuration or in ARM_SUBSCRIPTION_ID",
    );
  }
  if (tenantId !== undefined && !(typeof tenantId === "string" && guid.test(tenantId))) {
    throw new Error(`invalid tenantID ${JSON.stringify(tenantId)}: want the id of a tenant`);
  }
}
