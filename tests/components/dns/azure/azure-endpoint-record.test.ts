import assert from "node:assert/strict";

import { AzureEndpointRecord, type AzureEndpointRecordArgs } from "../../../../components/dns/azure/index.ts";
import { record } from "../../../support/record.ts";

const zoneId =
  "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.org";
const args: AzureEndpointRecordArgs = { zoneId, name: "api.edge.example.org", address: "192.0.2.10" };

const recordRecord = (changed: Partial<AzureEndpointRecordArgs> = {}) =>
  record(() => new AzureEndpointRecord("edge-api", { ...args, ...changed }));

describe("AzureEndpointRecord", () => {
  it("writes one record set into the zone, under its name there", async () => {
    const { inputs, name, parent } = (await recordRecord()).only("azure-native:dns:RecordSet");

    assert.deepEqual([name, parent], ["edge-api-record", "edge-api"]);
    assert.deepEqual(inputs, {
      resourceGroupName: "dns",
      zoneName: "example.org",
      relativeRecordSetName: "api.edge",
      recordType: "A",
      ttl: 300,
      aRecords: [{ ipv4Address: "192.0.2.10" }],
      metadata: { purpose: "Kubernetes API, managed by InfraFlux" },
    });
  });

  it("can be the name of the zone itself", async () => {
    const { inputs } = (await recordRecord({ name: "example.org" })).only("azure-native:dns:RecordSet");

    assert.equal(inputs["relativeRecordSetName"], "@");
  });

  const mistakes: readonly (readonly [Partial<AzureEndpointRecordArgs>, RegExp])[] = [
    [{ zoneId: "example.org" }, /zoneId: want the ARM id of a DNS zone/],
    [{ name: "api.example.net" }, /name: want a name in the zone example\.org, got "api\.example\.net"/],
    [{ name: "apiexample.org" }, /name: want a name in the zone/],
    [{ ttlSeconds: 30 }, /ttlSeconds: want a whole number from 60 to 86400, got "30"/],
  ];
  for (const [changed, message] of mistakes) {
    it(`refuses ${JSON.stringify(changed)}`, async () => {
      await assert.rejects(recordRecord(changed), message);
    });
  }
});
