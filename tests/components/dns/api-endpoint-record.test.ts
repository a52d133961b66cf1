import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { ApiEndpointRecordArgs } from "../../../components/dns/index.ts";
import { ApiEndpointRecord } from "../../../components/dns/index.ts";
import { record } from "../../support/record.ts";

const args: ApiEndpointRecordArgs = {
  zoneId: "023e105f4ecef8ad9ca31a8372d0c353",
  name: "api.edge.example.org",
  address: "10.0.0.10",
  apiToken: "s3cret",
};

const recorded = (given = args) => record(() => new ApiEndpointRecord("edge", given));

describe("ApiEndpointRecord", () => {
  it("writes one address record that is not proxied, with a provider of its own", async () => {
    const seen = await recorded();

    assert.deepEqual(
      seen.resources.map(({ type, name, parent }) => [type, name, parent]),
      [
        ["infraflux:index:ApiEndpointRecord", "edge", undefined],
        ["pulumi:providers:cloudflare", "edge-provider", "edge"],
        ["cloudflare:index/dnsRecord:DnsRecord", "edge-record", "edge"],
      ],
    );
    const record = seen.named("edge-record");
    assert.deepEqual(record.inputs, {
      zoneId: "023e105f4ecef8ad9ca31a8372d0c353",
      name: "api.edge.example.org",
      type: "A",
      content: "10.0.0.10",
      ttl: 300,
      proxied: false,
      comment: "Kubernetes API, managed by InfraFlux",
    });
    assert.ok(record.opts.provider);
  });

  it("never shows the token, not even in its own inputs", async () => {
    assert.deepEqual((await recorded()).leaking("s3cret"), []);
  });

  it("takes an address that only an update knows", async () => {
    const address = pulumi.output(Promise.resolve("10.0.0.11"));

    assert.equal((await recorded({ ...args, address })).named("edge-record").inputs["content"], "10.0.0.11");
  });

  it("two of them can live in one stack", async () => {
    await record(() => [new ApiEndpointRecord("a", args), new ApiEndpointRecord("b", args)]);
  });

  it("reports all bad arguments at once", async () => {
    const bad = { ...args, zoneId: "example.org", name: "api", address: "10.0.0.256", ttlSeconds: 30 };
    let message = "";
    await record(() => {
      assert.throws(
        () => new ApiEndpointRecord("edge", bad),
        (error) => {
          assert.ok(pulumi.ResourceError.isInstance(error));
          message = error.message;
          return true;
        },
      );
    });

    assert.deepEqual(message.split("\n"), [
      'zoneId: want 32 hexadecimal characters, got "example.org"',
      'name: want a full name in lower case such as "api.dev.example.org", got "api"',
      'address: want an IPv4 address, got "10.0.0.256"',
      'ttlSeconds: want a whole number from 60 to 86400, got "30"',
    ]);
  });
});
