import type { Check, Subject } from "../check.ts";
import { failed, passed, skipped, warning } from "../check.ts";
import type { Network } from "../network.ts";
import { bare } from "../network.ts";
import { noNetwork } from "../surroundings.ts";

/** A zone as its DNS service has it. */
export interface ServedZone {
  readonly name: string;
  /** Name servers that the service gives the zone. */
  readonly nameServers: readonly string[];
}

/** The zone that serves a name, as the world sees it. */
export interface FoundZone {
  readonly zone: string;
  readonly nameServers: readonly string[];
}

/** Looks for the zone that serves a name: the name itself or what is above it, short of a top-level domain. */
export async function zoneOf(
  name: string,
  { nameServers }: Pick<Network, "nameServers">,
): Promise<FoundZone | undefined> {
  const labels = bare(name).split(".");
  for (let first = 0; first < labels.length - 1; first += 1) {
    const zone = labels.slice(first).join(".");
    const found = await nameServers(zone);
    if (found.length > 0) {
      return { zone, nameServers: found };
    }
  }
  return undefined;
}

/** Judges whether the world asks the name servers that the DNS service gave a zone. */
function judgeDelegation(subject: Subject, zone: ServedZone, found: readonly string[]): Check {
  const wanted = zone.nameServers.map(bare);
  const remedy = `Enter ${wanted.join(", ")} as the name servers of ${bare(zone.name)} at the registrar, or as NS records in the zone above.`;
  if (found.length === 0) {
    return failed(subject, `nobody delegates ${bare(zone.name)}`, remedy);
  }
  return found.every((server) => wanted.includes(server))
    ? passed(subject, `delegated to ${found.join(", ")}`)
    : failed(subject, `delegated to ${[...found].sort().join(", ")}, which do not serve this zone`, remedy);
}

/** Checks that the zone of the API endpoint holds its name and is delegated to the service that the record goes to. */
export async function endpointZoneCheck(
  recordName: string,
  zone: ServedZone & { readonly private?: boolean },
  network: Network | undefined,
): Promise<Check[]> {
  const name = bare(zone.name);
  const holds: Subject = { check: "dns-zone", lookedAt: `the zone of ${recordName}` };
  if (recordName !== name && !recordName.endsWith(`.${name}`)) {
    return [
      failed(
        holds,
        `the zone is ${name}, which has no place for ${recordName}`,
        "Correct `endpoint.dns.zoneId` or `endpoint.dns.name`.",
      ),
    ];
  }
  const delegated: Subject = { check: "dns-delegation", lookedAt: `the delegation of ${name}` };
  const there = passed(holds, `the DNS service has ${name}`);
  if (zone.private === true) {
    return [there, skipped(delegated, "the zone is private; nobody delegates it")];
  }
  return [
    there,
    network === undefined
      ? skipped(delegated, noNetwork)
      : judgeDelegation(delegated, zone, await network.nameServers(name)),
  ];
}

/** Judges whether anybody serves the domain of the applications. Advice: nothing of the stack itself needs it. */
function judgeDomain(domain: string, found: FoundZone | undefined): Check {
  const subject = { check: "dns-domain", lookedAt: `the domain ${domain} of the applications` };
  return found === undefined
    ? warning(
        subject,
        "no zone serves it, as far as this machine can see",
        "Delegate it, or a domain above it, before applications are to be reached by their names.",
      )
    : passed(subject, `the zone ${found.zone} serves it`);
}

/** Checks the domain of the applications. */
export async function domainCheck(domain: string, network: Network | undefined): Promise<Check> {
  return network === undefined
    ? skipped({ check: "dns-domain", lookedAt: `the domain ${domain} of the applications` }, noNetwork)
    : judgeDomain(domain, await zoneOf(domain, network));
}
