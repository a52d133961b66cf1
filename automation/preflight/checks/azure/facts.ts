import type { StackConfig } from "../../../../config/index.ts";
import type { Answer } from "../../check.ts";
import type { Ask } from "../../inquiry.ts";
import type { Network } from "../../network.ts";
import { partsOf } from "./ids.ts";

type Azure = NonNullable<StackConfig["azure"]>;

/** What a role allows, as `Microsoft.Authorization/permissions` lists it: patterns such as `Microsoft.Compute/*`. */
export interface Permission {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
}

/** How far a quota is used, as `Microsoft.Compute/locations/usages` lists it. */
export interface ComputeUsage {
  readonly name: { readonly value: string; readonly localizedValue?: string };
  readonly currentValue: number;
  readonly limit: number;
}

/** A size of virtual machines, as `Microsoft.Compute/skus` lists it. */
export interface Sku {
  readonly resourceType: string;
  readonly name: string;
  /** Name of its quota among the usages. */
  readonly family?: string;
  readonly locationInfo?: readonly { readonly zones?: readonly string[] }[];
  readonly capabilities?: readonly { readonly name: string; readonly value: string }[];
  readonly restrictions?: readonly {
    readonly type: string;
    readonly reasonCode?: string;
    readonly restrictionInfo?: { readonly zones?: readonly string[] };
  }[];
}

/** What only the REST API of Azure Resource Manager tells. */
export interface ManagerFacts {
  readonly permissions: Answer<readonly Permission[]>;
  readonly usages: Answer<readonly ComputeUsage[]>;
  readonly skus: Answer<readonly Sku[]>;
  /** Whether the subscription may encrypt disks on their hosts, which every machine asks for. */
  readonly hostEncryption: Answer<{ readonly properties?: { readonly state?: string } }>;
  /** The resource providers of what is made, by their namespaces. */
  readonly namespaces: Readonly<Record<string, Answer<{ readonly registrationState?: string }>>>;
}

/** A subnet that is there already, with its network. */
export interface SubnetFacts {
  readonly network: Answer<{ readonly location?: string }>;
  readonly subnet: Answer<{
    readonly addressPrefix?: string;
    readonly addressPrefixes?: readonly string[];
    readonly natGateway?: { readonly id?: string };
    readonly routeTable?: { readonly id?: string };
  }>;
}

/** Something that is somewhere, and made or not. */
export interface Placed {
  readonly location?: string;
  readonly provisioningState?: string;
}

/** What was found out about a subscription and a location of Azure. */
export interface AzureFacts {
  readonly client: Answer<{
    readonly subscriptionId: string;
    readonly tenantId: string;
    readonly clientId: string;
  }>;
  /** Undefined on the simulator. */
  readonly manager: ManagerFacts | undefined;
  /** Undefined where the group is to be made. */
  readonly group: Answer<Placed> | undefined;
  /** Undefined where the network is to be made. */
  readonly subnet: SubnetFacts | undefined;
  /** Undefined where the image is to be made of a blob. */
  readonly image: Answer<Placed> | undefined;
  /** Undefined where a key is to be made. */
  readonly key: Answer<Placed> | undefined;
  /** Undefined where no record goes to Azure DNS. */
  readonly zone: Answer<{ readonly name: string; readonly nameServers: readonly string[] }> | undefined;
}

/** What decides what is asked. */
export interface AzureQuestions {
  readonly azure: Azure;
  /** ARM id of the zone; undefined where no record goes to Azure DNS. */
  readonly zoneId: string | undefined;
  /** Undefined on the simulator. */
  readonly network: Network | undefined;
  readonly keepSecret: (value: string) => void;
}

/** Address of Azure Resource Manager in the public cloud. */
const manager = "https://management.azure.com";

/** Versions of the parts of the REST API, all stable (Azure/azure-rest-api-specs). */
const apiVersions = {
  permissions: "2022-04-01",
  usages: "2024-07-01",
  skus: "2021-07-01",
  features: "2021-07-01",
  namespaces: "2021-04-01",
} as const;

/** Namespaces of what is made of a stack, which a subscription has to be registered with. */
function neededNamespaces({ encryptionKey, flowLogs }: Azure): string[] {
  return [
    "Microsoft.Compute",
    "Microsoft.Network",
    "Microsoft.ManagedIdentity",
    ...(encryptionKey === undefined ? ["Microsoft.KeyVault"] : []),
    ...(flowLogs ? ["Microsoft.Storage"] : []),
  ];
}

/** Asks Azure for all that its checks want to know. */
export async function lookAtAzure(ask: Ask, questions: AzureQuestions): Promise<AzureFacts> {
  const { azure, zoneId } = questions;
  const client = await ask<{ subscriptionId: string; tenantId: string; clientId: string }>(
    "azure-native:authorization:getClientConfig",
  );
  const [asManager, group, subnet, image, key, zone] = await Promise.all([
    lookAtManager(ask, questions),
    azure.resourceGroup === undefined
      ? undefined
      : ask<Placed>("azure-native:resources:getResourceGroup", { resourceGroupName: azure.resourceGroup }),
    azure.network === undefined ? undefined : lookAtSubnet(ask, azure.network.subnetId),
    "id" in azure.image ? lookAtImage(ask, azure.image.id) : undefined,
    azure.encryptionKey === undefined ? undefined : lookAtKey(ask, azure.encryptionKey.diskEncryptionSetId),
    zoneId === undefined ? undefined : lookAtZone(ask, zoneId),
  ]);
  return { client, manager: asManager, group, subnet, image, key, zone };
}

/** Asks the REST API with the token of the provider, which is never shown. */
async function lookAtManager(
  ask: Ask,
  { azure, network, keepSecret }: AzureQuestions,
): Promise<ManagerFacts | undefined> {
  if (network === undefined) {
    return undefined;
  }
  const lent = await ask<{ token: string }>("azure-native:authorization:getClientToken");
  if ("problem" in lent) {
    return { permissions: lent, usages: lent, skus: lent, hostEncryption: lent, namespaces: {} };
  }
  const { token } = lent.value;
  keepSecret(token);
  const headers = { authorization: `Bearer ${token}` };
  const subscription = `${manager}/subscriptions/${azure.subscriptionId}`;
  const group = azure.resourceGroup === undefined ? "" : `/resourceGroups/${azure.resourceGroup}`;
  const compute = `${subscription}/providers/Microsoft.Compute`;
  const location = encodeURIComponent(`location eq '${azure.location}'`);
  const list = <T>(address: string) => pages<T>(network, address, headers);
  const get = (address: string) => network.json(address, { headers });
  const [permissions, usages, skus, hostEncryption, ...namespaces] = await Promise.all([
    list<Permission>(
      `${subscription}${group}/providers/Microsoft.Authorization/permissions?api-version=${apiVersions.permissions}`,
    ),
    list<ComputeUsage>(`${compute}/locations/${azure.location}/usages?api-version=${apiVersions.usages}`),
    list<Sku>(`${compute}/skus?api-version=${apiVersions.skus}&$filter=${location}`),
    get(
      `${subscription}/providers/Microsoft.Features/providers/Microsoft.Compute/features/EncryptionAtHost?api-version=${apiVersions.features}`,
    ),
    ...neededNamespaces(azure).map(async (name) => {
      const answer = await get(`${subscription}/providers/${name}?api-version=${apiVersions.namespaces}`);
      return [name, answer as Answer<{ registrationState?: string }>] as const;
    }),
  ]);
  return {
    permissions,
    usages,
    skus,
    hostEncryption: hostEncryption as ManagerFacts["hostEncryption"],
    namespaces: Object.fromEntries(namespaces),
  };
}

/** The most pages of a list that are fetched: one has hundreds of entries. */
const mostPages = 100;

/** All entries of a list, page by page. */
async function pages<T>(
  network: Network,
  first: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer<readonly T[]>> {
  const entries: T[] = [];
  let next: string | undefined = first;
  for (let page = 0; next !== undefined && page < mostPages; page += 1) {
    // The token goes to nobody else, whatever a page says of the next one.
    if (new URL(next).origin !== new URL(first).origin) {
      return { problem: `the list of ${new URL(first).host} goes on elsewhere` };
    }
    const answer = await network.json(next, { headers });
    if ("problem" in answer) {
      return answer;
    }
    const { value = [], nextLink } = answer.value as { value?: T[]; nextLink?: string };
    entries.push(...value);
    next = nextLink;
  }
  return { value: entries };
}

async function lookAtSubnet(ask: Ask, id: string): Promise<SubnetFacts> {
  const parts = partsOf(id);
  const of = { resourceGroupName: parts["resourceGroups"], virtualNetworkName: parts["virtualNetworks"] };
  const [network, subnet] = await Promise.all([
    ask<{ location?: string }>("azure-native:network:getVirtualNetwork", of),
    ask<{ addressPrefix?: string; addressPrefixes?: string[] }>("azure-native:network:getSubnet", {
      ...of,
      subnetName: parts["subnets"],
    }),
  ]);
  return { network, subnet };
}

function lookAtImage(ask: Ask, id: string): Promise<Answer<Placed>> {
  const { resourceGroups, images, galleries, versions } = partsOf(id);
  return galleries === undefined
    ? ask("azure-native:compute:getImage", { resourceGroupName: resourceGroups, imageName: images })
    : ask("azure-native:compute:getGalleryImageVersion", {
        resourceGroupName: resourceGroups,
        galleryName: galleries,
        galleryImageName: images,
        galleryImageVersionName: versions,
      });
}

function lookAtKey(ask: Ask, id: string): Promise<Answer<Placed>> {
  const { resourceGroups, diskEncryptionSets } = partsOf(id);
  return ask("azure-native:compute:getDiskEncryptionSet", {
    resourceGroupName: resourceGroups,
    diskEncryptionSetName: diskEncryptionSets,
  });
}

function lookAtZone(ask: Ask, id: string): Promise<Answer<{ name: string; nameServers: string[] }>> {
  const { resourceGroups, dnsZones } = partsOf(id);
  return ask("azure-native:dns:getZone", { resourceGroupName: resourceGroups, zoneName: dnsZones });
}
