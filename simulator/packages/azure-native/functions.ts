import type { CloudRecord } from "../../core/cloud.ts";
import type { CallContext, Properties } from "../../core/kind.ts";
import { ArmError, groupId, guid, knownId, lastOf, textOf } from "./arm.ts";

type Lookup = (args: Properties, context: CallContext) => Properties;

/** The functions of the package, by their tokens. */
export const functions: Readonly<Record<string, Lookup>> = {
  "azure-native:authorization:getClientConfig": (_args, { config }) => ({
    subscriptionId: textOf(config["subscriptionId"]),
    tenantId: textOf(config["tenantId"]),
    clientId: guid("the simulated operator/client"),
    objectId: guid("the simulated operator/object"),
  }),
  "azure-native:resources:getResourceGroup": (args, { world, config }) => {
    const id = knownId(world, "azureGroup", groupOf(args, config));
    const group = world.get<CloudRecord>("azureGroup", id);
    if (group === undefined) {
      throw new ArmError(404, "ResourceGroupNotFound", `Resource group '${lastOf(id)}' could not be found.`);
    }
    return { ...group.inputs, ...group.computed, id };
  },
  "azure-native:network:getVirtualNetwork": byPath("azureNetwork", ({ virtualNetworkName }) => [
    "Microsoft.Network/virtualNetworks",
    virtualNetworkName,
  ]),
  "azure-native:network:getSubnet": byPath("azureSubnet", ({ virtualNetworkName, subnetName }) => [
    `Microsoft.Network/virtualNetworks/${textOf(virtualNetworkName)}/subnets`,
    subnetName,
  ]),
  "azure-native:compute:getImage": byPath("azureImage", ({ imageName }) => [
    "Microsoft.Compute/images",
    imageName,
  ]),
  "azure-native:compute:getGalleryImageVersion": byPath(
    "azureImage",
    ({ galleryName, galleryImageName, galleryImageVersionName }) => [
      `Microsoft.Compute/galleries/${textOf(galleryName)}/images/${textOf(galleryImageName)}/versions`,
      galleryImageVersionName,
    ],
  ),
  "azure-native:compute:getDiskEncryptionSet": byPath("azureEncryptionSet", ({ diskEncryptionSetName }) => [
    "Microsoft.Compute/diskEncryptionSets",
    diskEncryptionSetName,
  ]),
  "azure-native:dns:getZone": byPath("azureZone", ({ zoneName }) => ["Microsoft.Network/dnsZones", zoneName]),
};

/** Looks a thing up by its resource group, type and name. */
function byPath(collection: string, typeAndName: (args: Properties) => readonly [string, unknown]): Lookup {
  return (args, { world, config }) => {
    const [type, name] = typeAndName(args);
    const id = knownId(world, collection, `${groupOf(args, config)}/providers/${type}/${textOf(name)}`);
    const found = world.get<CloudRecord>(collection, id);
    if (found === undefined) {
      throw new ArmError(
        404,
        "ResourceNotFound",
        `The Resource '${type}/${textOf(name)}' under resource group '${textOf(args["resourceGroupName"])}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
      );
    }
    return { ...found.inputs, ...found.computed, id };
  };
}

function groupOf({ resourceGroupName }: Properties, config: Properties): string {
  return groupId(textOf(config["subscriptionId"]), textOf(resourceGroupName));
}
