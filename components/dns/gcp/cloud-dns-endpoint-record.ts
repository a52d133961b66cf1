import { RecordSet } from "@pulumi/gcp/dns/recordSet.js";
import * as pulumi from "@pulumi/pulumi";
import ipaddr from "ipaddr.js";

import { ArgsCheck } from "../../shared/args-check.ts";

/** Arguments of `CloudDnsEndpointRecord`. */
export interface CloudDnsEndpointRecordArgs {
  /** Name of the managed zone that the record is written to, such as `example-org`. */
  readonly zone: string;

  /** Full name of the record, such as `api.dev.example.org`. */
  readonly name: string;

  /** IPv4 address that the Kubernetes API answers at. */
  readonly address: pulumi.Input<string>;

  /** Seconds that resolvers may keep the answer, 60 to 86400. Default: 300. */
  readonly ttlSeconds?: number;
}

/** What an argument means when it is left out. */
const defaults = { ttlSeconds: 300 } as const;

/**
 * A name for the Kubernetes API in a managed zone of Cloud DNS. The component owns one record and nothing else of the zone.
 *
 * @example
 * new CloudDnsEndpointRecord("edge-api", { zone: "example-org", name: "api.edge.example.org", address: machines.endpoint.host });
 */
export class CloudDnsEndpointRecord extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:CloudDnsEndpointRecord";

  /** @internal */
  static override isInstance(obj: unknown): obj is CloudDnsEndpointRecord {
    return (
      (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === CloudDnsEndpointRecord.__pulumiType
    );
  }

  /** Full name of the record, known once it exists. */
  readonly hostname: pulumi.Output<string>;

  constructor(name: string, args: CloudDnsEndpointRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super(CloudDnsEndpointRecord.__pulumiType, name, { ...args }, opts);
    checkArgs(this, args);

    const record = new RecordSet(
      `${name}-record`,
      {
        managedZone: args.zone,
        // Cloud DNS wants names that end in the root.
        name: `${args.name}.`,
        type: "A",
        ttl: args.ttlSeconds ?? defaults.ttlSeconds,
        rrdatas: [args.address],
      },
      { parent: this },
    );

    this.hostname = record.name.apply((full) => full.replace(/\.$/, ""));
    this.registerOutputs({ hostname: this.hostname });
  }
}

/** Refuses plain values that can never work. Values still unknown are checked by Google Cloud itself. */
function checkArgs(
  component: pulumi.Resource,
  { zone, name, address, ttlSeconds = defaults.ttlSeconds }: CloudDnsEndpointRecordArgs,
): void {
  const plainAddress = typeof address === "string" ? address : undefined;
  new ArgsCheck(component)
    .expect(
      /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(zone),
      "zone",
      `want the name of a managed zone such as "example-org", got "${zone}"`,
    )
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
