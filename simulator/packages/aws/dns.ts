import type { CallContext, Properties } from "../../core/kind.ts";
import { refusal } from "./ids.ts";
import { aws, type AwsResources } from "./kind.ts";
import { listOf, textOf } from "./records.ts";

/** A hosted zone, in the collection `awsZone` under its id. */
export interface HostedZone {
  readonly name: string;
}

const record = aws("route53/record", {
  collection: "awsDnsRecord",
  replaceOn: ["zoneId", "name", "setIdentifier"],
  check: ({ type, ttl, records, aliases }) =>
    aliases === undefined && type !== undefined && records !== undefined && ttl === undefined
      ? [{ property: "ttl", reason: `"ttl": all of ["records","ttl"] must be specified` }]
      : [],
  idOf: ({ zoneId, name, type }) => [zoneId, name, type].map(textOf).join("_"),
  taken: (id) => {
    const [, name = "", type = ""] = id.split("_");
    return `creating Route53 Record: api error InvalidChangeBatch: [Tried to create resource record set [name='${name}.', type='${type}'] but it already exists]`;
  },
  rules: refuseRecord,
  computed: (_id, { name }) => ({ fqdn: name }),
});

function refuseRecord({ zoneId, name, type, records }: Properties, { world }: CallContext): void {
  const doing = `creating Route53 Record`;
  const zone = world.get<HostedZone>("awsZone", textOf(zoneId));
  if (zone === undefined) {
    throw refusal(doing, "NoSuchHostedZone", `No hosted zone found with ID: ${textOf(zoneId)}`);
  }
  const full = textOf(name);
  const batch = (message: string) => refusal(doing, "InvalidChangeBatch", `[${message}]`);
  if (full !== zone.name && !full.endsWith(`.${zone.name}`)) {
    throw batch(`RRSet with DNS name ${full}. is not permitted in zone ${zone.name}.`);
  }
  if (type === "CNAME" && full === zone.name) {
    throw batch(`RRSet of type CNAME with DNS name ${full}. is not permitted at apex in zone ${zone.name}.`);
  }
  if (type === "CNAME" && listOf(records).length !== 1) {
    throw batch(`Invalid Resource Record: a CNAME has exactly one value`);
  }
}

/** Records in hosted zones that exist. */
export const dnsResources: AwsResources = record;
