import type { StackConfig } from "../../../../config/index.ts";
import type { Answer } from "../../check.ts";
import type { Ask } from "../../inquiry.ts";
import type { Network } from "../../network.ts";
import { tellingPermissions } from "./rights.ts";

type Gcp = NonNullable<StackConfig["gcp"]>;

/** A quota of a region, as `regions.get` of the Compute API lists it. */
export interface RegionQuota {
  readonly metric: string;
  readonly limit: number;
  readonly usage: number;
}

/** What only the REST APIs of Google Cloud tell. */
export interface ApiFacts {
  /** Those of the wanted permissions that are held. */
  readonly permissions: Answer<readonly string[]>;
  /** Names of the services that are enabled. */
  readonly services: Answer<readonly string[]>;
  readonly quotas: Answer<readonly RegionQuota[]>;
  /** Undefined unless the image is to be made of an object in a bucket. */
  readonly object: Answer<unknown> | undefined;
}

/** Machine types of a zone, as `getMachineTypes` gives them. */
export interface MachineTypes {
  readonly machineTypes: readonly { readonly name: string; readonly guestCpus: number }[];
}

/** A network that is there already. */
export interface NetworkFacts {
  readonly network: Answer<{ readonly name: string }>;
  readonly subnetwork: Answer<{
    readonly ipCidrRange: string;
    /** Self link of its network. */
    readonly network: string;
    readonly region: string;
  }>;
}

/** What was found out about a project and a region of Google Cloud. */
export interface GcpFacts {
  readonly project: Answer<{ readonly number: string }>;
  /** Undefined on the simulator. */
  readonly apis: ApiFacts | undefined;
  readonly zones: Answer<{ readonly names: readonly string[] }>;
  /** By zone. */
  readonly types: Readonly<Record<string, Answer<MachineTypes>>>;
  /** Undefined where the image is to be made of an object in a bucket. */
  readonly image: Answer<{ readonly name: string; readonly status: string }> | undefined;
  /** Undefined where the network is to be made. */
  readonly network: NetworkFacts | undefined;
  /** Undefined where a key is to be made. */
  readonly key:
    | Answer<{
        readonly purpose: string;
        readonly primaries: readonly { readonly state: string }[];
      }>
    | undefined;
  /** Undefined where no record goes to Cloud DNS. */
  readonly zone:
    | Answer<{
        readonly dnsName: string;
        readonly nameServers: readonly string[];
        readonly visibility: string;
      }>
    | undefined;
}

/** What decides what is asked. */
export interface GcpQuestions {
  readonly gcp: Gcp;
  /** Name of the zone; undefined where no record goes to Cloud DNS. */
  readonly zoneName: string | undefined;
  /** Undefined on the simulator. */
  readonly network: Network | undefined;
  readonly keepSecret: (value: string) => void;
}

/** Services that have to be enabled for the machines to be made. */
export function neededServices({ encryptionKey }: Pick<Gcp, "encryptionKey">, dns: boolean): string[] {
  return [
    "compute.googleapis.com",
    "iam.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    ...(encryptionKey === undefined ? ["cloudkms.googleapis.com"] : []),
    ...(dns ? ["dns.googleapis.com"] : []),
  ];
}

/** Asks Google Cloud for all that its checks want to know. */
export async function lookAtGcp(ask: Ask, questions: GcpQuestions): Promise<GcpFacts> {
  const { gcp, zoneName } = questions;
  const { project, region } = gcp;
  const [found, apis, zones, image, network, key, zone, ...types] = await Promise.all([
    ask<{ number: string }>("gcp:organizations/getProject:getProject", { projectId: project }),
    lookAtApis(ask, questions),
    ask<{ names: string[] }>("gcp:compute/getZones:getZones", { project, region, status: "UP" }),
    "id" in gcp.image ? lookAtImage(ask, gcp.image.id, project) : undefined,
    gcp.network === undefined ? undefined : lookAtNetwork(ask, gcp, gcp.network),
    gcp.encryptionKey === undefined ? undefined : lookAtKey(ask, gcp.encryptionKey),
    zoneName === undefined
      ? undefined
      : ask<{ dnsName: string; nameServers: string[]; visibility: string }>(
          "gcp:dns/getManagedZone:getManagedZone",
          { project, name: zoneName },
        ),
    ...gcp.zones.map(async (name) => {
      const answer = await ask<MachineTypes>("gcp:compute/getMachineTypes:getMachineTypes", {
        project,
        zone: name,
      });
      return [name, answer] as const;
    }),
  ]);
  return { project: found, apis, zones, types: Object.fromEntries(types), image, network, key, zone };
}

/** Asks the REST APIs with the token of the provider, which is never shown. */
async function lookAtApis(
  ask: Ask,
  { gcp, zoneName, network, keepSecret }: GcpQuestions,
): Promise<ApiFacts | undefined> {
  if (network === undefined) {
    return undefined;
  }
  const { project, region, image } = gcp;
  const source = "source" in image ? image.source : undefined;
  const lent = await ask<{ accessToken: string }>("gcp:organizations/getClientConfig:getClientConfig");
  if ("problem" in lent) {
    return {
      permissions: lent,
      services: lent,
      quotas: lent,
      object: source === undefined ? undefined : lent,
    };
  }
  const { accessToken } = lent.value;
  keepSecret(accessToken);
  const headers = { authorization: `Bearer ${accessToken}` };
  const get = (address: string, body?: unknown) => network.json(address, { headers, body });
  const names = neededServices(gcp, zoneName !== undefined).map(
    (name) => `names=projects/${project}/services/${name}`,
  );
  const [permissions, services, quotas, object] = await Promise.all([
    get(`https://cloudresourcemanager.googleapis.com/v1/projects/${project}:testIamPermissions`, {
      permissions: tellingPermissions(gcp),
    }),
    get(`https://serviceusage.googleapis.com/v1/projects/${project}/services:batchGet?${names.join("&")}`),
    get(`https://compute.googleapis.com/compute/v1/projects/${project}/regions/${region}`),
    source === undefined ? undefined : get(objectAddress(source)),
  ]);
  return {
    permissions: mapped(permissions, ({ permissions: held = [] }) => held),
    services: mapped(services, ({ services: all = [] }) =>
      all.filter(({ state }) => state === "ENABLED").map(({ config }) => config.name),
    ),
    quotas: mapped(quotas, ({ quotas: all = [] }) => all),
    object,
  };
}

/** The parts of the answers that are read: each API gives one of them. */
interface ApiAnswer {
  readonly permissions?: readonly string[];
  readonly services?: readonly { readonly state: string; readonly config: { readonly name: string } }[];
  readonly quotas?: readonly RegionQuota[];
}

function mapped<T>(answer: Answer<unknown>, map: (value: ApiAnswer) => T): Answer<T> {
  return "value" in answer ? { value: map(answer.value as ApiAnswer) } : answer;
}

/** Where the Storage API describes an object: `https://storage.googleapis.com/<bucket>/<object>` is where it lies. */
function objectAddress(source: string): string {
  const [bucket = "", ...path] = new URL(source).pathname.slice(1).split("/").map(decodeURIComponent);
  return `https://storage.googleapis.com/storage/v1/b/${encodeURIComponent(bucket)}/o/${encodeURIComponent(path.join("/"))}`;
}

/** An image is named by its self link, or that of its family; a single word is a family of the project. */
function lookAtImage(
  ask: Ask,
  id: string,
  ofStack: string,
): Promise<Answer<{ name: string; status: string }>> {
  const [, project = ofStack, family, name] =
    /(?:projects\/([^/]+)\/)?global\/images\/(?:family\/([^/]+)|([^/]+))$/.exec(id) ?? [];
  const which = name === undefined ? { family: family ?? id } : { name };
  return ask("gcp:compute/getImage:getImage", { project, ...which });
}

async function lookAtNetwork(
  ask: Ask,
  { project, region }: Gcp,
  { network: networkName, subnetwork: subnetworkName }: NonNullable<Gcp["network"]>,
): Promise<NetworkFacts> {
  const [network, subnetwork] = await Promise.all([
    ask<{ name: string }>(
      "gcp:compute/getNetwork:getNetwork",
      networkName.includes("/") ? { selfLink: networkName } : { project, name: networkName },
    ),
    ask<{ ipCidrRange: string; network: string; region: string }>(
      "gcp:compute/getSubnetwork:getSubnetwork",
      subnetworkName.includes("/") ? { selfLink: subnetworkName } : { project, region, name: subnetworkName },
    ),
  ]);
  return { network, subnetwork };
}

function lookAtKey(
  ask: Ask,
  id: string,
): Promise<Answer<{ purpose: string; primaries: { state: string }[] }>> {
  const [keyRing = "", name = ""] = id.split("/cryptoKeys/");
  return ask("gcp:kms/getKMSCryptoKey:getKMSCryptoKey", { keyRing, name });
}
