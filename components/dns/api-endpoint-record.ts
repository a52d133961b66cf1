import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import ipaddr from "ipaddr.js";

import { ArgsCheck } from "../shared/args-check.ts";

/** Arguments of `ApiEndpointRecord`. */
export interface ApiEndpointRecordArgs {
  /** Zone that the record is written to: the 32 hexadecimal characters that Cloudflare shows for it. */
  readonly zoneId: string;

  /** Full name of the record, such as `api.dev.example.org`. */
  readonly name: string;

  /** IPv4 address that the Kubernetes API answers at, or the name of its load balancer. */
  readonly address: pulumi.Input<string>;

  /** What `address` is: `A` for an address, `CNAME` for a name. Default: `A`. */
  readonly type?: "A" | "CNAME";

  /** Seconds that resolvers may keep the answer, 60 to 86400. Default: 300. */
  readonly ttlSeconds?: number;

  /** API token with the right to edit DNS records of the zone, kept as a secret in state. */
  readonly apiToken: pulumi.Input<string>;
}

/** What an argument means when it is left out. */
const defaults = { ttlSeconds: 300, type: "A" } as const;

/**
 * A name for the Kubernetes API in a DNS zone of Cloudflare.
 *
 * The component owns one record and nothing else of the zone. The record is never proxied: the API speaks TLS
 * with certificates of its own.
 *
 * @example
 * new ApiEndpointRecord("edge-api", { zoneId, name: "api.edge.example.org", address: "10.0.0.10", apiToken });
 */
export class ApiEndpointRecord extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:ApiEndpointRecord";

  /** @internal */
  static override isInstance(obj: unknown): obj is ApiEndpointRecord {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === ApiEndpointRecord.__pulumiType;
  }

  /** Full name of the record, known once it exists. */
  readonly hostname: pulumi.Output<string>;

  constructor(name: string, args: ApiEndpointRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super(ApiEndpointRecord.__pulumiType, name, sealed(args), opts);
    checkArgs(this, args);

    const child = { parent: this };
    const provider = new cloudflare.Provider(
      `${name}-provider`,
      { apiToken: pulumi.secret(args.apiToken) },
      child,
    );

    const record = new cloudflare.DnsRecord(
      `${name}-record`,
      {
        zoneId: args.zoneId,
        name: args.name,
        type: args.type ?? defaults.type,
        content: args.address,
        ttl: args.ttlSeconds ?? defaults.ttlSeconds,
        proxied: false,
        comment: "Kubernetes API, managed by InfraFlux",
      },
      { ...child, provider },
    );

    this.hostname = record.name;
    this.registerOutputs({ hostname: this.hostname });
  }
}

/** The arguments as they may enter the state file: credentials wrapped, the rest as given. */
function sealed(args: ApiEndpointRecordArgs): pulumi.Inputs {
  return { ...args, apiToken: pulumi.secret(args.apiToken) };
}

/** Refuses plain values that can never work. Values still unknown are checked by Cloudflare itself. */
function checkArgs(
  component: pulumi.Resource,
  { zoneId, name, address, ttlSeconds = defaults.ttlSeconds, type = defaults.type }: ApiEndpointRecordArgs,
): void {
  const plainAddress = typeof address === "string" && type === "A" ? address : undefined;
  new ArgsCheck(component)
    .expect(/^[0-9a-f]{32}$/.test(zoneId), "zoneId", `want 32 hexadecimal characters, got "${zoneId}"`)
    .expect(
      /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(name),
      "name",
      `want a full name in lower case such as "api.dev.example.org", got "${name}"`,
    )
    .expect(
      plainAddress === undefined || ipaddr.IPv4.isValidFourPartDecimal(plainAddress),
      "address",
      `want an IPv4 address, got "${plainAddress ?? ""}"`,
    )
    .expect(
      Number.isInteger(ttlSeconds) && ttlSeconds >= 60 && ttlSeconds <= 86_400,
      "ttlSeconds",
      `want a whole number from 60 to 86400, got "${ttlSeconds}"`,
    )
    .done();
}
