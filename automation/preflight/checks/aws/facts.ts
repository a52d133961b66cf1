import type { StackConfig } from "../../../../config/index.ts";
import type { Answer } from "../../check.ts";
import type { Ask } from "../../inquiry.ts";

type Aws = NonNullable<StackConfig["aws"]>;

/** A quota, as `getServiceQuota` gives it. */
export interface ServiceQuota {
  readonly value: number;
  readonly quotaName: string;
}

/** An instance type, as `getInstanceType` gives it. */
export interface InstanceType {
  readonly defaultVcpus: number;
  readonly supportedArchitectures: readonly string[];
}

/** Types and zones in lists of the same order, as `getInstanceTypeOfferings` gives them. */
export interface Offerings {
  readonly instanceTypes: readonly string[];
  readonly locations: readonly string[];
}

/** An image, as `getAmi` gives it. */
export interface Ami {
  readonly id: string;
  readonly name: string;
  readonly architecture: string;
}

/** A subnet, as `getSubnet` gives it. */
export interface Subnet {
  readonly vpcId: string;
  readonly availabilityZone: string;
  readonly cidrBlock: string;
  readonly availableIpAddressCount: number;
}

/** A hosted zone, as `getZone` gives it. */
export interface HostedZone {
  readonly name: string;
  readonly nameServers: readonly string[];
  readonly privateZone?: boolean;
}

/** A key, as `getKey` gives it. */
export interface KmsKey {
  readonly enabled: boolean;
  readonly keyState: string;
  readonly keyUsage: string;
  readonly keySpec: string;
}

/** An image, looked up or lying in a bucket. */
export type ImageFacts =
  | { readonly ami: Answer<Ami>; readonly wanted: string }
  | { readonly object: Answer<{ readonly contentLength: number }>; readonly wanted: string };

/** A network that is there already. */
export interface NetworkFacts {
  readonly vpc: Answer<{ readonly enableDnsSupport: boolean }>;
  readonly subnets: readonly {
    readonly id: string;
    readonly zone: string;
    readonly private: boolean;
    readonly subnet: Answer<Subnet>;
  }[];
}

/** How far a quota is used: what it allows, and what there is. */
export interface Counted {
  readonly quota: Answer<ServiceQuota>;
  readonly used: Answer<number>;
}

/** What was found out about an account and a region of AWS. */
export interface AwsFacts {
  readonly caller: Answer<{ readonly accountId: string; readonly arn: string }>;
  /** Undefined where nobody answered who is asking. */
  readonly allowed:
    | Answer<{
        readonly results: readonly { readonly actionName: string; readonly allowed: boolean }[];
      }>
    | undefined;
  readonly zones: Answer<{ readonly names: readonly string[] }>;
  readonly types: Readonly<Record<string, Answer<InstanceType>>>;
  readonly offerings: Answer<Offerings>;
  readonly onDemand: Answer<ServiceQuota>;
  readonly spot: Answer<ServiceQuota>;
  readonly image: ImageFacts;
  /** Undefined where a network is to be made. */
  readonly network: NetworkFacts | undefined;
  /** Undefined where the network is there already. */
  readonly addresses: Counted | undefined;
  /** Undefined where the network is there already. */
  readonly vpcs: Counted | undefined;
  /** Undefined where no record goes to Route 53. */
  readonly zone: Answer<HostedZone> | undefined;
  /** Undefined where a key is to be made. */
  readonly key: Answer<KmsKey> | undefined;
}

/**
 * Quotas by their codes in Service Quotas: "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", "All
 * Standard (…) Spot Instance Requests", "EC2-VPC Elastic IPs", "VPCs per Region".
 */
const quotas = {
  onDemand: { serviceCode: "ec2", quotaCode: "L-1216C47A" },
  spot: { serviceCode: "ec2", quotaCode: "L-34B43A08" },
  addresses: { serviceCode: "ec2", quotaCode: "L-0263D0A3" },
  vpcs: { serviceCode: "vpc", quotaCode: "L-F678F1CE" },
} as const;

/** Account of Sidero Labs, which publishes the official images (https://docs.siderolabs.com/talos, "AWS"). */
const siderolabs = "540036508848";

/** Calls of AWS that making the machines takes, one for each kind of thing that is made. `docs/providers/aws.md` has them all. */
function tellingActions({ network, encryptionKey, flowLogs }: Aws): string[] {
  return [
    "ec2:RunInstances",
    "ec2:CreateTags",
    "ec2:CreateSecurityGroup",
    "ec2:CreateVolume",
    "elasticloadbalancing:CreateLoadBalancer",
    "iam:CreateRole",
    "iam:PutRolePolicy",
    "iam:PassRole",
    "iam:CreateInstanceProfile",
    ...(encryptionKey === undefined ? ["kms:CreateKey"] : []),
    ...(network === undefined
      ? ["ec2:CreateVpc", "ec2:CreateSubnet", "ec2:CreateNatGateway", "ec2:AllocateAddress"]
      : []),
    ...(network === undefined && flowLogs ? ["ec2:CreateFlowLogs", "logs:CreateLogGroup"] : []),
  ];
}

/** What decides what is asked. */
export interface AwsQuestions {
  readonly aws: Aws;
  readonly talos: string;
  readonly types: readonly string[];
  /** Id of the zone at Route 53; undefined where no record goes there. */
  readonly zoneId: string | undefined;
}

/** Asks AWS for all that its checks want to know. */
export async function lookAtAws(ask: Ask, { aws, talos, types, zoneId }: AwsQuestions): Promise<AwsFacts> {
  const isNew = aws.network === undefined;
  const [caller, zones, offerings, onDemand, spot, image, network, addresses, vpcs, zone, key, ...found] =
    await Promise.all([
      ask<{ accountId: string; arn: string }>("aws:index/getCallerIdentity:getCallerIdentity"),
      ask<{ names: string[] }>("aws:index/getAvailabilityZones:getAvailabilityZones", { state: "available" }),
      ask<Offerings>("aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings", {
        locationType: "availability-zone",
        filters: [{ name: "instance-type", values: types }],
      }),
      quota(ask, quotas.onDemand),
      quota(ask, quotas.spot),
      lookForImage(ask, aws, talos),
      isNew ? undefined : lookAtNetwork(ask, aws.network),
      isNew ? counted(ask, quotas.addresses, "aws:ec2/getEips:getEips", "allocationIds") : undefined,
      isNew ? counted(ask, quotas.vpcs, "aws:ec2/getVpcs:getVpcs", "ids") : undefined,
      zoneId === undefined ? undefined : ask<HostedZone>("aws:route53/getZone:getZone", { zoneId }),
      aws.encryptionKey === undefined
        ? undefined
        : ask<KmsKey>("aws:kms/getKey:getKey", { keyId: aws.encryptionKey }),
      ...types.map((instanceType) =>
        ask<InstanceType>("aws:ec2/getInstanceType:getInstanceType", { instanceType }),
      ),
    ]);
  return {
    caller,
    allowed: "value" in caller ? await lookAtRights(ask, caller.value.arn, aws) : undefined,
    zones,
    types: Object.fromEntries(types.map((type, index) => [type, found[index] ?? { problem: "not asked" }])),
    offerings,
    onDemand,
    spot,
    image,
    network,
    addresses,
    vpcs,
    zone,
    key,
  };
}

/** Has AWS simulate the policies of whoever is asking. A role that was assumed is meant by its own ARN there. */
async function lookAtRights(ask: Ask, arn: string, aws: Aws): Promise<AwsFacts["allowed"]> {
  const session = await ask<{ issuerArn: string }>("aws:iam/getSessionContext:getSessionContext", { arn });
  return "problem" in session
    ? session
    : ask("aws:iam/getPrincipalPolicySimulation:getPrincipalPolicySimulation", {
        policySourceArn: session.value.issuerArn,
        actionNames: tellingActions(aws),
      });
}

function quota(ask: Ask, code: (typeof quotas)[keyof typeof quotas]): Promise<Answer<ServiceQuota>> {
  return ask<ServiceQuota>("aws:servicequotas/getServiceQuota:getServiceQuota", { ...code });
}

/** A quota together with the number of things that there are, which a function lists. */
async function counted(
  ask: Ask,
  code: (typeof quotas)[keyof typeof quotas],
  list: string,
  field: string,
): Promise<Counted> {
  const [allowed, there] = await Promise.all([quota(ask, code), ask<Record<string, unknown>>(list)]);
  const used = "value" in there ? { value: (there.value[field] as unknown[]).length } : there;
  return { quota: allowed, used };
}

async function lookForImage(ask: Ask, { image, region }: Aws, talos: string): Promise<ImageFacts> {
  if (image !== undefined && "bucket" in image) {
    const { bucket, key } = image;
    return {
      wanted: `s3://${bucket}/${key}`,
      object: await ask("aws:s3/getObject:getObject", { bucket, key }),
    };
  }
  if (image !== undefined) {
    const filters = [{ name: "image-id", values: [image.id] }];
    return { wanted: image.id, ami: await ask<Ami>("aws:ec2/getAmi:getAmi", { filters }) };
  }
  const wanted = `talos-v${talos}-${region}-amd64`;
  const filters = [{ name: "name", values: [wanted] }];
  return {
    wanted,
    ami: await ask<Ami>("aws:ec2/getAmi:getAmi", { owners: [siderolabs], filters, mostRecent: true }),
  };
}

async function lookAtNetwork(
  ask: Ask,
  { vpcId, privateSubnets, publicSubnets }: NonNullable<Aws["network"]>,
): Promise<NetworkFacts> {
  const subnets = [
    ...privateSubnets.map((subnet) => ({ ...subnet, private: true })),
    ...publicSubnets.map((subnet) => ({ ...subnet, private: false })),
  ].map(async ({ id, zone, private: ofMachines }) => ({
    id,
    zone,
    private: ofMachines,
    subnet: await ask<Subnet>("aws:ec2/getSubnet:getSubnet", { id }),
  }));
  const [vpc, ...found] = await Promise.all([
    ask<{ enableDnsSupport: boolean }>("aws:ec2/getVpc:getVpc", { id: vpcId }),
    ...subnets,
  ]);
  return { vpc, subnets: found };
}
