import type { Input, Resource } from "@pulumi/pulumi";

import { isCloud, type Configuration } from "../config/index.ts";
import { given } from "./given.ts";
import { providerModule } from "./providers/load.ts";

/**
 * Writes the DNS record of the Kubernetes API, and returns what to depend on; nothing where none is asked for.
 *
 * @param apiHost Where the API is reached: the address that control planes share, or a load balancer's name or address.
 */
export async function recordEndpoint(
  name: string,
  configuration: Configuration,
  apiHost: Input<string>,
): Promise<Resource | undefined> {
  const { config, secrets } = configuration;
  const { dns, vip } = config.endpoint;
  if (dns === undefined || (vip === undefined && !isCloud(config.provider))) {
    return undefined;
  }
  if (dns.provider !== "cloudflare") {
    const { recordOn } = await providerModule(config.provider);
    return given(recordOn, `a DNS service of ${config.provider}`)(name, configuration, apiHost);
  }
  // Loaded only here: the SDK is large, and most stacks have no use for it.
  const { ApiEndpointRecord } = await import("../components/dns/index.ts");
  return new ApiEndpointRecord(name, {
    zoneId: dns.zoneId,
    name: dns.name,
    address: vip ?? apiHost,
    // The load balancer of AWS has a name and no address of its own.
    ...(config.provider === "aws" && { type: "CNAME" as const }),
    ttlSeconds: dns.ttl,
    apiToken: given(secrets.cloudflareApiToken, "cloudflareApiToken"),
  });
}
