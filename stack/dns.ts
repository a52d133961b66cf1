import type { Resource } from "@pulumi/pulumi";

import type { Configuration } from "../config/index.ts";

/** Writes the DNS record of the Kubernetes API, and returns what to depend on; nothing where none is asked for. */
export async function recordEndpoint(
  name: string,
  { config, secrets }: Configuration,
): Promise<Resource | undefined> {
  const { dns, vip } = config.endpoint;
  if (dns === undefined || vip === undefined || secrets.cloudflareApiToken === undefined) {
    return undefined;
  }
  // Loaded only here: the SDK is large, and most stacks have no use for it.
  const { ApiEndpointRecord } = await import("../components/dns/index.ts");
  return new ApiEndpointRecord(name, {
    zoneId: dns.zoneId,
    name: dns.name,
    address: vip,
    ttlSeconds: dns.ttl,
    apiToken: secrets.cloudflareApiToken,
  });
}
