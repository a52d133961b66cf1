import type { Check } from "../check.ts";
import { warning } from "../check.ts";
import type { Inquiry } from "../inquiry.ts";
import type { Surroundings } from "../surroundings.ts";
import { endpointZoneCheck } from "./dns.ts";

/** A zone, as `getZone` gives it. */
interface Zone {
  readonly name: string;
  readonly nameServers: readonly string[];
}

/** What there is to find out about the zone of the API endpoint at Cloudflare; nothing where there is none. */
export function cloudflareInquiry({ config, secrets, network }: Surroundings): Inquiry[] {
  const { dns } = config.endpoint;
  if (dns?.provider !== "cloudflare") {
    return [];
  }
  return [
    {
      provider: {
        name: "cloudflare",
        sdk: "@pulumi/cloudflare",
        settings: {},
        secrets: { apiToken: secrets.cloudflareApiToken },
      },
      async look(ask): Promise<Check[]> {
        const zone = await ask<Zone>("cloudflare:index/getZone:getZone", { zoneId: dns.zoneId });
        return "value" in zone
          ? endpointZoneCheck(dns.name, zone.value, network)
          : [
              // A token that may edit records need not be allowed to read the zone.
              warning(
                { check: "dns-zone", lookedAt: `the zone of ${dns.name} at Cloudflare` },
                zone.problem,
                "See that `endpoint.dns.zoneId` is right, and that the token `cloudflareApiToken` may edit its DNS records.",
              ),
            ];
      },
    },
  ];
}
