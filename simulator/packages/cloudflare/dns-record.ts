import { createHash } from "node:crypto";
import schemas from "../../schemas/cloudflare.json" with { type: "json" };
import { secondsOf } from "../../core/durations.ts";
import type {
  CallContext,
  InputSchema,
  Properties,
  ResourceState,
  SimulatedResource,
  World,
} from "../../core/kind.ts";

/** Type token of a DNS record. */
export const dnsRecordToken = "cloudflare:index/dnsRecord:DnsRecord";

/** A zone as the world has it, under its id in the collection `dnsZone`. */
interface Zone {
  readonly name: string;
}

/** A record as the world has it, under its id in the collection `dnsRecord`. */
interface DnsRecord {
  readonly zoneId: string;
  /** Full name. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly properties: Properties;
}

/** Token of the function that describes a zone. */
export const getZoneToken = "cloudflare:index/getZone:getZone";

const addressTypes = ["A", "AAAA"];

/** Name servers that Cloudflare gives a zone; which two of them differs by account. */
const nameServers = ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"];

/**
 * Makes a DNS zone of the account known.
 *
 * @param id Identifier of the zone.
 * @param name Its domain, for example `example.org`.
 */
export function seedZone(world: World, id: string, name: string): void {
  world.put("dnsZone", id, { name } satisfies Zone);
}

/** A zone of the account. */
export function getZone({ zoneId }: Properties, world: World): Properties {
  const zone = world.get<Zone>("dnsZone", String(zoneId));
  if (zone === undefined) {
    throw new Error(
      `failed to make http request: 404 Not Found: Could not route to /zones/${String(zoneId)}`,
    );
  }
  return { id: zoneId, zoneId, name: zone.name, nameServers, status: "active", paused: false, type: "full" };
}

/** A DNS record. Cloudflare refuses an identical record, and an alias beside addresses of the same name. */
export const dnsRecord: SimulatedResource = {
  schema: schemas[dnsRecordToken] as InputSchema,
  replaceOn: ["zoneId"],
  defaults: (inputs) => ({ proxied: false, ...inputs }),
  seconds: secondsOf(dnsRecordToken),

  create(inputs, { world }) {
    const record = recordFrom(inputs, world);
    refuseConflict(record, world);
    const key = [record.zoneId, record.name, record.type, record.content].join("|");
    const id = createHash("sha256").update(key).digest("hex").slice(0, 32);
    world.put("dnsRecord", id, record);
    return state(id, record);
  },

  read(id, _outputs, { world }) {
    const record = world.get<DnsRecord>("dnsRecord", id);
    return record && state(id, record);
  },

  update(id, _outputs, inputs, { world }: CallContext) {
    const record = recordFrom(inputs, world);
    refuseConflict(record, world, id);
    world.put("dnsRecord", id, record);
    return state(id, record);
  },

  delete(id, _outputs, { world }) {
    world.remove("dnsRecord", id);
  },
};

function recordFrom(inputs: Properties, world: World): DnsRecord {
  const { zoneId, name, type, content } = inputs as Record<"zoneId" | "name" | "type" | "content", string>;
  const zone = world.get<Zone>("dnsZone", zoneId);
  if (zone === undefined) {
    throw refusal(zoneId, "404 Not Found", 7003, `Could not route to /zones/${zoneId}/dns_records`);
  }
  const full = name === zone.name || name.endsWith(`.${zone.name}`) ? name : `${name}.${zone.name}`;
  return { zoneId, name: full, type, content, properties: { ...inputs, content } };
}

function refuseConflict({ zoneId, name, type, content }: DnsRecord, world: World, self?: string): void {
  const others = world
    .list<DnsRecord>("dnsRecord")
    .filter(({ id, value }) => id !== self && value.zoneId === zoneId && value.name === name)
    .map(({ value }) => value);
  if (others.some((other) => other.type === type && other.content === content)) {
    throw refusal(zoneId, "400 Bad Request", 81058, "An identical record already exists.");
  }
  const types = [type, ...others.map((other) => other.type)];
  if (
    others.length > 0 &&
    types.includes("CNAME") &&
    types.every((t) => t === "CNAME" || addressTypes.includes(t))
  ) {
    throw refusal(
      zoneId,
      "400 Bad Request",
      81053,
      "An A, AAAA, or CNAME record with that host already exists.",
    );
  }
}

function refusal(zoneId: string, status: string, code: number, message: string): Error {
  const answer = JSON.stringify({ success: false, errors: [{ code, message }] });
  return new Error(`"https://api.cloudflare.com/client/v4/zones/${zoneId}/dns_records": ${status} ${answer}`);
}

function state(id: string, record: DnsRecord): ResourceState {
  return {
    id,
    outputs: { ...record.properties, proxiable: [...addressTypes, "CNAME"].includes(record.type) },
  };
}
