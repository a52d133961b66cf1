import { RecordSet } from "@pulumi/azure-native/dns/recordSet.js";
import * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../../shared/args-check.ts";

/** Arguments of `AzureEndpointRecord`. */
export interface AzureEndpointRecordArgs {
  /** ARM id of the DNS zone, whose last part is the name of the zone. */
  readonly zoneId: string;

  /** Full name of the record, such as `api.dev.example.org`, in the zone. */
  readonly name: string;

  /** IPv4 address that the Kubernetes API answers at. */
  readonly address: pulumi.Input<string>;

  /** Seconds that resolvers may keep the answer, 60 to 86400. Default: 300. */
  readonly ttlSeconds?: number;
}

/** What an argument means when it is left out. */
const defaults = { ttlSeconds: 300 } as const;

/**
 * A name for the Kubernetes API in a DNS zone of Azure. The component owns one record set and nothing else of the zone.
 *
 * @example
 * new AzureEndpointRecord("edge-api", { zoneId, name: "api.edge.example.org", address }, { providers: [azure] });
 */
export class AzureEndpointRecord extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:AzureEndpointRecord";

  /** @internal */
  static override isInstance(obj: unknown): obj is AzureEndpointRecord {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === AzureEndpointRecord.__pulumiType;
  }

  /** Full name of the record, known once it exists. */
  readonly hostname: pulumi.Output<string>;

  constructor(name: string, args: AzureEndpointRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super(AzureEndpointRecord.__pulumiType, name, { ...args }, opts);
    const zone = zoneOf(args.zoneId);
    checkArgs(this, args, zone?.name);

    const record = new RecordSet(
      `${name}-record`,
      {
        resourceGroupName: zone?.resourceGroup ?? "",
        zoneName: zone?.name ?? "",
        relativeRecordSetName: relativeName(args.name, zone?.name ?? ""),
        recordType: "A",
        ttl: args.ttlSeconds ?? defaults.ttlSeconds,
        aRecords: [{ ipv4Address: args.address }],
        metadata: { purpose: "Kubernetes API, managed by InfraFlux" },
      },
      { parent: this },
    );
    this.hostname = record.name.apply(() => args.name);
    this.registerOutputs({ hostname: this.hostname });
  }
}

function zoneOf(zoneId: string): { readonly resourceGroup: string; readonly name: string } | undefined {
  const [, resourceGroup, name] =
    /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Network\/dnsZones\/([^/]+)$/i.exec(
      zoneId,
    ) ?? [];
  return resourceGroup === undefined || name === undefined ? undefined : { resourceGroup, name };
}

/** The name within its zone; that of the zone itself is `@`. */
function relativeName(name: string, zone: string): string {
  return name === zone ? "@" : name.slice(0, -(zone.length + 1));
}

/** Refuses plain values that can never work. Values still unknown are checked by Azure itself. */
function checkArgs(
  component: pulumi.Resource,
  { zoneId, name, ttlSeconds = defaults.ttlSeconds }: AzureEndpointRecordArgs,
  zone: string | undefined,
): void {
  new ArgsCheck(component)
    .expect(
      zone !== undefined,
      "zoneId",
      `want the ARM id of a DNS zone: /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/dnsZones/<zone>, got "${zoneId}"`,
    )
    .expect(
      zone === undefined || name === zone || name.endsWith(`.${zone}`),
      "name",
      `want a name in the zone ${zone ?? ""}, got "${name}"`,
    )
    .expect(
      Number.isInteger(ttlSeconds) && ttlSeconds >= 60 && ttlSeconds <= 86_400,
      "ttlSeconds",
      `want a whole number from 60 to 86400, got "${ttlSeconds}"`,
    )
    .done();
}
