import schemas from "../../schemas/cloudflare.json" with { type: "json" };
import type { InputSchema, Properties, SimulatedPackage } from "../../core/kind.ts";
import { dnsRecord, dnsRecordToken, getZone, getZoneToken } from "./dns-record.ts";

export { seedZone } from "./dns-record.ts";

/** The part of Cloudflare that the program uses: DNS records in zones that exist. */
export const simulated: SimulatedPackage = {
  name: "cloudflare",
  version: "6.22.1",
  configSchema: schemas["pulumi:providers:cloudflare"] as InputSchema,
  configure({ apiToken, apiKey }: Properties): void {
    if (apiToken === undefined && apiKey === undefined) {
      throw new Error(`must provide one of "api_key", "api_token" or "api_user_service_key"`);
    }
  },
  resource: (token) => (token === dnsRecordToken ? dnsRecord : undefined),
  invoke(token, args, { world }) {
    if (token !== getZoneToken) {
      throw new Error(`the simulated package cloudflare has no function ${token}`);
    }
    return getZone(args, world);
  },
};
