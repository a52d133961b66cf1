import assert from "node:assert/strict";

import {
  Route53EndpointRecord,
  type Route53EndpointRecordArgs,
} from "../../../../components/dns/aws/index.ts";
import { record } from "../../../support/record.ts";

const args: Route53EndpointRecordArgs = {
  zoneId: "Z0123456789ABCDEFGHIJ",
  name: "api.dev.example.org",
  host: "edge-api-0123456789abcdef.elb.eu-central-1.amazonaws.com",
};

const recordOf = (changes: Partial<Route53EndpointRecordArgs> = {}) =>
  record(() => new Route53EndpointRecord("edge-dns", { ...args, ...changes }));

describe("Route53EndpointRecord", () => {
  it("is one record that leads to the load balancer by its name", async () => {
    const { name, parent, inputs } = (await recordOf()).only("aws:route53/record:Record");

    assert.deepEqual([name, parent], ["edge-dns-record", "edge-dns"]);
    assert.deepEqual(inputs, {
      zoneId: args.zoneId,
      name: args.name,
      type: "CNAME",
      ttl: 300,
      records: [args.host],
    });
  });

  it("is kept by resolvers as long as is asked for", async () => {
    const { inputs } = (await recordOf({ ttlSeconds: 60 })).only("aws:route53/record:Record");
    assert.equal(inputs["ttl"], 60);
  });

  it("is refused with everything that is wrong", async () => {
    await assert.rejects(recordOf({ zoneId: "zone", name: "API", ttlSeconds: 1 }), {
      message:
        'zoneId: want the id of a hosted zone such as "Z0123456789ABCDEFGHIJ", got "zone"\n' +
        'name: want a full name in lower case such as "api.dev.example.org", got "API"\n' +
        'ttlSeconds: want a whole number from 60 to 86400, got "1"',
    });
  });
});
