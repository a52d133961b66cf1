import { isIPv4 } from "node:net";

import type { SimulatedResource } from "../../core/kind.ts";
import { ArmError, armResource, byName, textOf } from "./arm.ts";

/** A record set in a DNS zone. */
export const recordSet: SimulatedResource = armResource({
  token: "azure-native:dns:RecordSet",
  collection: "azureRecordSet",
  nameKey: "relativeRecordSetName",
  type: "Microsoft.Network/dnszones/A",
  path: ({ zoneName, recordType, relativeRecordSetName }) =>
    `Microsoft.Network/dnsZones/${textOf(zoneName)}/${textOf(recordType)}/${textOf(relativeRecordSetName)}`,
  replaceOn: ["zoneName", "recordType"],
  refersTo: [byName("zoneName", "azureZone", "dnsZones")],
  rules({ recordType, aRecords = [], ttl }) {
    if (recordType !== "A") {
      throw new ArmError(
        400,
        "BadRequest",
        `the simulator has record sets of type A only, got '${textOf(recordType)}'.`,
      );
    }
    const addresses = (aRecords as readonly { readonly ipv4Address?: string }[]).map(
      ({ ipv4Address }) => ipv4Address ?? "",
    );
    const wrong = addresses.find((address) => !isIPv4(address));
    if (wrong !== undefined || addresses.length === 0) {
      throw new ArmError(400, "BadRequest", `The value '${wrong ?? ""}' is not a valid IPv4 address.`);
    }
    if (typeof ttl !== "number" || ttl < 1 || ttl > 2_147_483_647) {
      throw new ArmError(400, "BadRequest", "The TTL must be between 1 and 2147483647.");
    }
  },
  computed: (_id, { zoneName, relativeRecordSetName }) => ({
    fqdn: `${relativeRecordSetName === "@" ? "" : `${textOf(relativeRecordSetName)}.`}${textOf(zoneName)}.`,
  }),
});
