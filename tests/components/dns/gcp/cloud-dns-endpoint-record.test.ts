import assert from "node:assert/strict";

import {
  CloudDnsEndpointRecord,
  type CloudDnsEndpointRecordArgs,
} from "../../../../components/dns/gcp/index.ts";
import { record } from "../../../support/record.ts";

const args: CloudDnsEndpointRecordArgs = {
  zone: "example-org",
  name: "api.edge.example.org",
  address: "203.0.113.9",
};

const recordDns = (changes: Partial<CloudDnsEndpointRecordArgs> = {}) =>
  record(() => new CloudDnsEndpointRecord("edge-api", { ...args, ...changes }));

describe("CloudDnsEndpointRecord", () => {
  it("writes one address record, whose name ends in the root", async () => {
    const { inputs, name, parent } = (await recordDns()).only("gcp:dns/recordSet:RecordSet");

    assert.deepEqual([name, parent], ["edge-api-record", "edge-api"]);
    assert.deepEqual(inputs, {
      managedZone: "example-org",
      name: "api.edge.example.org.",
      type: "A",
      ttl: 300,
      rrdatas: ["203.0.113.9"],
    });
  });

  it("says the name without the root", async () => {
    const hostname = await new Promise((resolve) => {
      void record(() => {
        new CloudDnsEndpointRecord("edge-api", args).hostname.apply(resolve);
      });
    });

    assert.equal(hostname, "api.edge.example.org");
  });

  it("refuses what can never work, all at once", async () => {
    const changes = { zone: "Example", name: "api", address: "10.0.0", ttlSeconds: 5 };

    await assert.rejects(recordDns(changes), {
      message: [
        'zone: want the name of a managed zone such as "example-org", got "Example"',
        'name: want a full name in lower case such as "api.dev.example.org", got "api"',
        'address: want an IPv4 address, got "10.0.0"',
        'ttlSeconds: want a whole number from 60 to 86400, got "5"',
      ].join("\n"),
    });
  });
});
