import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

import type { ClusterRecord, KnownFacts } from "../../../components/platform/record.ts";
import { clusterRecord, fluxFacts, recordVersion } from "../../../components/platform/record.ts";
import { caData, fullFacts, leastFacts } from "./samples.ts";

interface Schema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const schema = JSON.parse(
  readFileSync(new URL("../../../components/platform/record.schema.json", import.meta.url), "utf8"),
) as Schema;
const platform = { namespace: "argocd", workloadNamespaces: ["platform"] };

describe("clusterRecord", () => {
  const validate = addFormats.default(new Ajv2020({ allErrors: true, strict: true })).compile(schema);
  const problems = (record: unknown) => {
    validate(record);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
  };

  it("writes what the schema describes, with every fact and with none of the optional ones", () => {
    assert.deepEqual(problems(clusterRecord(fullFacts, caData, platform)), []);
    assert.deepEqual(problems(clusterRecord(leastFacts, caData, platform)), []);
  });

  it("writes every field of the schema, and no other", () => {
    assert.deepEqual(paths(clusterRecord(fullFacts, caData, platform)), schemaPaths(schema));
  });

  it("writes exactly the required fields where the optional facts are missing", () => {
    assert.deepEqual(paths(clusterRecord(leastFacts, caData, platform)), requiredPaths(schema));
  });

  it("writes the same bytes for the same facts in another order", () => {
    const { capabilities, ingress, cluster, ...rest } = fullFacts;
    const shuffled = {
      ingress: {
        gatewayClasses: [...ingress.gatewayClasses].reverse(),
        ingressClasses: ingress.ingressClasses,
      },
      capabilities: [...capabilities].reverse(),
      ...rest,
      cluster: {
        provider: cluster.provider,
        dnsDomain: cluster.dnsDomain,
        id: cluster.id,
        name: cluster.name,
      },
    };

    assert.equal(
      JSON.stringify(clusterRecord(shuffled, caData, platform)),
      JSON.stringify(clusterRecord(fullFacts, caData, platform)),
    );
  });

  it("leaves out facts that it does not know of", () => {
    const facts: KnownFacts = {
      ...leastFacts,
      ...{ token: "s3cret" },
      environment: { ...leastFacts.environment, ...{ token: "s3cret" } },
    };

    assert.ok(!JSON.stringify(clusterRecord(facts, caData, platform)).includes("s3cret"));
  });

  const record = clusterRecord(fullFacts, caData, platform);
  const broken: Record<string, [ClusterRecord | object, string]> = {
    "another version": [
      { ...record, recordVersion: recordVersion + 1 },
      "/recordVersion must be equal to constant",
    ],
    "a cluster id of 256": [
      { ...record, cluster: { ...record.cluster, id: 256 } },
      "/cluster/id must be <= 255",
    ],
    "a server without TLS": [
      { ...record, api: { ...record.api, server: "http://10.0.0.10:6443" } },
      '/api/server must match pattern "^https://"',
    ],
    "a certificate in clear PEM": [
      { ...record, api: { ...record.api, caData: "-----BEGIN CERTIFICATE-----" } },
      '/api/caData must match pattern "^[A-Za-z0-9+/]+={0,2}$"',
    ],
    "a missing network": [{ ...record, network: undefined }, " must have required property 'network'"],
  };
  for (const [what, [value, problem]] of Object.entries(broken)) {
    it(`has a schema that refuses ${what}`, () => {
      assert.deepEqual(problems(JSON.parse(JSON.stringify(value))), [problem]);
    });
  }

  it("has a schema that lets fields of a later record of the same version pass", () => {
    assert.deepEqual(problems({ ...record, storage: { classes: ["fast"] } }), []);
  });
});

describe("fluxFacts", () => {
  it("names the facts as cluster templates do", () => {
    assert.deepEqual(fluxFacts(fullFacts), {
      CLUSTER_NAME: "edge",
      CLUSTER_ID: "7",
      CLUSTER_IP: "10.0.0.10",
      CLUSTER_DNS_DOMAIN: "cluster.local",
      API_SERVER_IP: "10.0.0.10",
      API_SERVER_PORT: "6443",
      ENVIRONMENT: "prod",
      DOMAIN: "apps.example.org",
      POD_CIDR: "10.244.0.0/16",
      SERVICE_CIDR: "10.96.0.0/12",
      PROVIDER: "proxmox",
      INGRESS_CLASS: "cilium",
      GATEWAY_CLASS: "cilium",
    });
  });

  it("leaves out the classes that a cluster does not have, so that what needs one fails to build", () => {
    const facts = Object.keys(fluxFacts(leastFacts));

    assert.ok(!facts.includes("INGRESS_CLASS"));
    assert.ok(!facts.includes("GATEWAY_CLASS"));
  });

  it("names no place of charts where there is no mirror", () => {
    const facts = Object.keys(fluxFacts(fullFacts));

    assert.deepEqual(
      facts.filter((name) => name.startsWith("CHARTS_")),
      [],
    );
  });

  const places: [charts: string, mirror: string, type: string][] = [
    ["oci://registry.example.org/charts", "oci://registry.example.org/charts", "oci"],
    ["oci://registry.example.org/charts/", "oci://registry.example.org/charts", "oci"],
    ["https://charts.example.org", "https://charts.example.org", "default"],
  ];
  for (const [charts, mirror, type] of places) {
    it(`names ${charts} in the form of a HelmRepository`, () => {
      const { CHARTS_MIRROR, CHARTS_TYPE, ...others } = fluxFacts(fullFacts, charts);

      assert.deepEqual([CHARTS_MIRROR, CHARTS_TYPE], [mirror, type]);
      assert.deepEqual(others, fluxFacts(fullFacts));
    });
  }

  it("takes the host for the address where nothing else is known", () => {
    assert.equal(fluxFacts(leastFacts).CLUSTER_IP, leastFacts.api.host);
  });
});

/** Paths of all values that are not objects, sorted. */
function paths(value: object, at = ""): string[] {
  return Object.entries(value)
    .flatMap(([key, below]: [string, unknown]) =>
      typeof below === "object" && below !== null && !Array.isArray(below)
        ? paths(below, `${at}/${key}`)
        : [`${at}/${key}`],
    )
    .sort();
}

function schemaPaths({ properties = {} }: Schema, at = ""): string[] {
  return Object.entries(properties)
    .flatMap(([key, below]) => (below.properties ? schemaPaths(below, `${at}/${key}`) : [`${at}/${key}`]))
    .sort();
}

function requiredPaths({ properties = {}, required = [] }: Schema, at = ""): string[] {
  return required
    .flatMap((key) => {
      const below = properties[key];
      return below?.properties ? requiredPaths(below, `${at}/${key}`) : [`${at}/${key}`];
    })
    .sort();
}
