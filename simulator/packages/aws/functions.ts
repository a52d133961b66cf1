import type { CallContext, Properties, World } from "../../core/kind.ts";
import type { StoredObject } from "./bootables.ts";
import type { HostedZone } from "./dns.ts";
import { accountId, arn, refusal, regionOf } from "./ids.ts";
import { instanceSize } from "./instance-types.ts";
import { reservedAddresses } from "./addresses.ts";
import { quotaOf, quotas, type QuotaName } from "./quotas.ts";
import { all, find, listOf, mappingOf, textOf, type Found } from "./records.ts";
import { zonesOf } from "./regions.ts";

type AwsFunction = (args: Properties, context: CallContext) => Properties;

/** Name of the role that the caller has taken. */
const callerRole = "infraflux";

/** The caller: a session of a role. */
const caller = (region: string) => arn("sts", region, `assumed-role/${callerRole}/simulated`);

const functions: Readonly<Record<string, AwsFunction>> = {
  "index/getCallerIdentity:getCallerIdentity": (_args, context) => ({
    ...{ id: accountId, accountId, userId: `AROASIMULATED:simulated` },
    arn: caller(regionOf(context)),
  }),

  "iam/getSessionContext:getSessionContext": ({ arn: text }, context) => {
    const region = regionOf(context);
    return {
      ...{ arn: text, id: text },
      issuerArn: text === caller(region) ? arn("iam", region, `role/${callerRole}`) : text,
    };
  },

  /** The account may do everything but what the world says it may not. */
  "iam/getPrincipalPolicySimulation:getPrincipalPolicySimulation": ({ actionNames }, { world }) => {
    const denied = world.get<{ actions: readonly string[] }>("awsDenied", "actions")?.actions ?? [];
    const results = listOf(actionNames).map((name) => {
      const allowed = !denied.includes(textOf(name));
      return { actionName: name, allowed, decision: allowed ? "allowed" : "implicitDeny" };
    });
    return { id: "-", allAllowed: results.every(({ allowed }) => allowed), results };
  },

  "index/getAvailabilityZones:getAvailabilityZones": (_args, context) => {
    const names = zonesOf(regionOf(context));
    return { id: regionOf(context), names, zoneIds: names.map((_, index) => `az${index + 1}`) };
  },

  "servicequotas/getServiceQuota:getServiceQuota": ({ serviceCode, quotaCode }, { world }) => {
    const entry = Object.entries(quotas).find(
      ([, { service, code }]) => service === serviceCode && code === quotaCode,
    );
    if (entry === undefined) {
      const message = `The request failed because the specified quota ${textOf(quotaCode)} does not exist`;
      throw refusal("getting Service Quotas Service Quota", "NoSuchResourceException", message);
    }
    const [name, { name: quotaName, value }] = entry;
    return {
      ...{ id: textOf(quotaCode), serviceCode, quotaCode, quotaName, adjustable: true },
      ...{ value: quotaOf(world, name as QuotaName), defaultValue: value },
    };
  },

  "ec2/getEips:getEips": (_args, context) => ({
    id: regionOf(context),
    allocationIds: all(context.world, "awsEip").map(({ id }) => id),
    publicIps: all(context.world, "awsEip").map(({ properties }) => properties["publicIp"]),
  }),

  "ec2/getVpcs:getVpcs": (_args, context) => ({
    id: regionOf(context),
    ids: all(context.world, "awsVpc").map(({ id }) => id),
  }),

  "ec2/getInstanceType:getInstanceType": ({ instanceType }) => {
    const name = textOf(instanceType);
    const size = instanceSize(name);
    if (size === undefined) {
      const message = `The following supplied instance types do not exist: [${name}]`;
      throw refusal(`reading EC2 Instance Type (${name})`, "InvalidInstanceType", message);
    }
    const { cpu, memoryMiB } = size;
    return {
      ...{ id: name, instanceType: name, defaultVcpus: cpu, memorySize: memoryMiB },
      supportedArchitectures: ["x86_64"],
    };
  },

  "ec2/getInstanceTypeOfferings:getInstanceTypeOfferings": ({ filters }, context) => {
    const types = filterValues(filters, "instance-type").filter((name) => instanceSize(name) !== undefined);
    const pairs = types.flatMap((type) => zonesOf(regionOf(context)).map((zone) => ({ type, zone })));
    return {
      ...{ id: regionOf(context), locationTypes: pairs.map(() => "availability-zone") },
      instanceTypes: pairs.map(({ type }) => type),
      locations: pairs.map(({ zone }) => zone),
    };
  },

  "ec2/getAmi:getAmi": ({ owners, filters }, { world }) => {
    const wanted = { names: filterValues(filters, "name"), ids: filterValues(filters, "image-id") };
    const [found] = all(world, "awsAmi").filter(
      ({ id, properties: { name, ownerId } }) =>
        (owners === undefined || listOf(owners).includes(ownerId)) &&
        (wanted.names.length === 0 || wanted.names.includes(textOf(name))) &&
        (wanted.ids.length === 0 || wanted.ids.includes(id)),
    );
    if (found === undefined) {
      throw new Error("Your query returned no results. Please change your search criteria and try again.");
    }
    const { name, ownerId, state, architecture } = found.properties;
    return { id: found.id, imageId: found.id, name, ownerId, state, architecture: architecture ?? "x86_64" };
  },

  "s3/getObject:getObject": ({ bucket, key }, { world }) => {
    const object = world.get<StoredObject>("awsObject", `${textOf(bucket)}/${textOf(key)}`);
    if (object === undefined) {
      throw refusal(`reading S3 Bucket (${textOf(bucket)}) Object (${textOf(key)})`, "NotFound", "Not Found");
    }
    return { id: `${textOf(bucket)}/${textOf(key)}`, bucket, key, contentLength: object.sizeBytes };
  },

  "ec2/getVpc:getVpc": ({ id }, { world }) => {
    const { properties } = existing(world, "awsVpc", id, "EC2 VPC");
    const { cidrBlock, enableDnsSupport } = properties;
    return { id, cidrBlock, cidrBlockAssociations: [{ cidrBlock, state: "associated" }], enableDnsSupport };
  },

  "ec2/getSubnet:getSubnet": ({ id }, { world }) => {
    const { properties } = existing(world, "awsSubnet", id, "EC2 Subnet");
    const { vpcId, availabilityZone, cidrBlock } = properties;
    const used = all(world, "awsInstance").filter((one) => one.properties["subnetId"] === id).length;
    const size = 2 ** (32 - Number(textOf(cidrBlock).split("/")[1]));
    const { first, last } = reservedAddresses;
    return { id, vpcId, availabilityZone, cidrBlock, availableIpAddressCount: size - first - last - used };
  },

  "route53/getZone:getZone": ({ zoneId }, { world }) => {
    const zone = world.get<HostedZone>("awsZone", textOf(zoneId));
    if (zone === undefined) {
      const message = `No hosted zone found with ID: ${textOf(zoneId)}`;
      throw refusal("reading Route 53 Hosted Zone", "NoSuchHostedZone", message);
    }
    const nameServers = [1, 2, 3, 4].map((number) => `ns-${number}.awsdns-0${number}.example`);
    return { id: zoneId, zoneId, name: zone.name, privateZone: false, nameServers };
  },

  "kms/getKey:getKey": ({ keyId }, { world }) => {
    const { properties } = existing(world, "awsKey", textOf(keyId).split("/").at(-1), "KMS Key");
    return {
      ...{ id: properties["keyId"], keyId, arn: properties["arn"], enabled: properties["isEnabled"] },
      ...{ keyState: "Enabled", keyUsage: "ENCRYPT_DECRYPT", keySpec: "SYMMETRIC_DEFAULT" },
    };
  },
};

/** A function of the package; undefined where it has none of that name. */
export function callFunction(token: string, args: Properties, context: CallContext): Properties | undefined {
  return functions[token.replace(/^aws:/, "")]?.(args, context);
}

function existing(world: World, collection: string, id: unknown, what: string): Found {
  const properties = find(world, collection, id);
  if (properties === undefined) {
    throw new Error(`no matching ${what} found`);
  }
  return { id: textOf(id), properties };
}

function filterValues(filters: unknown, name: string): string[] {
  return listOf(filters)
    .map(mappingOf)
    .filter((filter) => filter["name"] === name)
    .flatMap((filter) => listOf(filter["values"]).map(textOf));
}
