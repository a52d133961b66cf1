import { Record } from "@pulumi/aws/route53/record.js";
import * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../../shared/args-check.ts";

/** Arguments of `Route53EndpointRecord`. */
export interface Route53EndpointRecordArgs {
  /** Hosted zone that the record is written to, such as `Z0123456789ABCDEFGHIJ`. */
  readonly zoneId: string;

  /** Full name of the record, such as `api.dev.example.org`. Not that of the zone itself, which can be no alias. */
  readonly name: string;

  /** Name of the load balancer that the Kubernetes API answers at. */
  readonly host: pulumi.Input<string>;

  /** Seconds that resolvers may keep the answer, 60 to 86400. Default: 300. */
  readonly ttlSeconds?: number;
}

/** What an argument means when it is left out. */
const defaults = { ttlSeconds: 300 } as const;

/**
 * A name for the Kubernetes API in a hosted zone of Route 53. The component owns one record and nothing else of the zone.
 *
 * @example
 * new Route53EndpointRecord("edge-api", { zoneId, name: "api.edge.example.org", host: machines.endpoint.host });
 */
export class Route53EndpointRecord extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:Route53EndpointRecord";

  /** @internal */
  static override isInstance(obj: unknown): obj is Route53EndpointRecord {
    return (
      (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === Route53EndpointRecord.__pulumiType
    );
  }

  /** Full name of the record, known once it exists. */
  readonly hostname: pulumi.Output<string>;

  constructor(name: string, args: Route53EndpointRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Route53EndpointRecord.__pulumiType, name, { ...args }, opts);
    checkArgs(this, args);

    const record = new Record(
      `${name}-record`,
      {
        zoneId: args.zoneId,
        name: args.name,
        type: "CNAME",
        ttl: args.ttlSeconds ?? defaults.ttlSeconds,
        records: [args.host],
      },
      { parent: this },
    );

    this.hostname = record.fqdn;
    this.registerOutputs({ hostname: this.hostname });
  }
}

/** Refuses plain values that can never work. */
function checkArgs(
  component: pulumi.Resource,
  { zoneId, name, ttlSeconds = defaults.ttlSeconds }: Route53EndpointRecordArgs,
): void {
  new ArgsCheck(component)
    .expect(
      /^Z[A-Z0-9]{1,31}$/.test(zoneId),
      "zoneId",
      `want the id of a hosted zone such as "Z0123456789ABCDEFGHIJ", got "${zoneId}"`,
    )
    .expect(
      /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(name),
      "name",
      `want a full name in lower case such as "api.dev.example.org", got "${name}"`,
    )
    .expect(
      Number.isInteger(ttlSeconds) && ttlSeconds >= 60 && ttlSeconds <= 86_400,
      "ttlSeconds",
      `want a whole number from 60 to 86400, got "${ttlSeconds}"`,
    )
    .done();
}
