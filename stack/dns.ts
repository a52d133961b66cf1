import type { Configuration } from "../config/index.ts";

/** Writes the DNS record of the Kubernetes API, where one is asked for. */
export async function recordEndpoint(name: string, { config, secrets }: Configuration): Promise<void> {
  const { dns, vip } = config.endpoint;
  if (dns === undefined || vip === undefined || secrets.cloudflareApiToken === undefined) {
    return;
  }
  // Loaded only here: the SDK is large, and most stacks have no use for it.
  const { ApiEndpointRecord } = await import("../components/dns/index.ts");
  new ApiEndpointRecord(name, {
    zoneId: dns.zoneId,
    name: dns.name,
    address: vip,
    ttlSeconds: dns.ttl,
    apiToken: secrets.cloudflareApiToken,
  });
}
