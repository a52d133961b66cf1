import assert from "node:assert/strict";
import fc from "fast-check";
import { ConfigurationError } from "../../config/problems.ts";
import { ADVICE, RULES } from "../../config/rules/index.ts";
import { ENVIRONMENTS } from "../../config/schema/cluster.ts";
import { settingsSchema } from "../../config/schema.ts";
import { resolved } from "../config/base.ts";

const octet = fc.integer({ min: 0, max: 255 });
// Of few networks, so that ranges meet often enough.
const address = fc
  .tuple(fc.constantFrom("10.0.0", "10.0.1", "192.168.10"), octet)
  .map(([net, last]) => `${net}.${last}`);
const cidr = fc
  .tuple(address, fc.integer({ min: 8, max: 30 }))
  .map(([first, length]) => `${first}/${length}`);
const range = fc.record({ from: address, to: address });
const label = fc.constantFrom("a", "cp", "gpu", "pve-1", "pve-2", "rack-a", "worker");
const optional = { requiredKeys: [] as [] };

const pool = fc.record(
  {
    cpu: fc.integer({ min: 1, max: 16 }),
    memory: fc.oneof(fc.integer({ min: 1, max: 65536 }), fc.constantFrom("512Mi", "8Gi", "3G")),
    disk: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.constantFrom("5Gi", "1Ti")),
    hosts: fc.array(label, { minLength: 1, maxLength: 3 }),
    zones: fc.array(label, { minLength: 1, maxLength: 2 }),
    dataDisks: fc.array(fc.record({ name: label, size: fc.integer({ min: 1, max: 50 }) }), { maxLength: 2 }),
  },
  optional,
);

const sections = fc.record({
  profile: fc.constantFrom("turnkey", "blank"),
  environment: fc.record({ name: fc.constantFrom(...ENVIRONMENTS), debug: fc.boolean() }, optional),
  cluster: fc.record(
    {
      name: label,
      id: fc.integer({ min: 1, max: 255 }),
      size: fc.constantFrom("small", "medium", "large"),
      versions: fc.record(
        {
          release: fc.constantFrom("talos-1.13-kubernetes-1.35", "talos-1.13-kubernetes-1.36", "2020"),
          kubernetes: fc.constantFrom("1.30.0", "1.35.9", "1.36.3"),
          cilium: fc.constantFrom("1.20.0", "1.20.1", "1.21.0"),
        },
        optional,
      ),
    },
    optional,
  ),
  endpoint: fc.record({ host: address }, optional),
  network: fc.record(
    { nodeCidr: cidr, podCidr: cidr, serviceCidr: cidr, loadBalancerRange: fc.option(range) },
    optional,
  ),
  controlPlane: fc.tuple(pool, fc.integer({ min: 1, max: 7 })).map(([rest, count]) => ({ ...rest, count })),
  workers: fc.dictionary(
    label,
    fc.option(
      fc
        .tuple(pool, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 12 }))
        .map(([rest, count, maxCount]) => ({ ...rest, count, maxCount })),
    ),
    { maxKeys: 3 },
  ),
  proxmox: fc.record(
    {
      hosts: fc.array(fc.record({ name: label, zone: label }), { minLength: 1, maxLength: 3 }),
      addressRange: range,
      gateway: address,
      dns: fc.array(address, { minLength: 1, maxLength: 2 }),
    },
    optional,
  ),
  cilium: fc.record({
    capabilities: fc.record(
      { kubeProxyReplacement: fc.boolean(), l4lb: fc.boolean(), multicast: fc.boolean() },
      optional,
    ),
    settings: fc.record(
      { announcement: fc.constantFrom("l2", "none"), tunnelProtocol: fc.constantFrom("vxlan", "geneve") },
      optional,
    ),
  }),
  gitops: fc.record({ ref: fc.record({ branch: fc.constant("main"), tag: fc.constant("v1") }, optional) }),
});

/** Changes of a few sections of a valid configuration: well-formed each, and not always sensible. */
const changes = fc
  .tuple(
    sections,
    fc.subarray(["profile", "cluster", "environment", "controlPlane", "workers"]),
    fc.subarray(["endpoint", "network", "proxmox", "cilium", "gitops"], { maxLength: 2 }),
  )
  .map(([all, some, others]) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => [...some, ...others].includes(key))),
  );

describe("resolveConfig, for any configuration that the schema accepts", () => {
  const names = [...RULES, ...ADVICE].map(({ name }) => name);

  it("makes a configuration, or refuses it by named rules in full sentences", () => {
    const ends = { made: 0, refused: 0 };
    fc.assert(
      fc.property(changes, (tree) => {
        try {
          const { config, settings: merged } = resolved(tree);
          assert.ok(settingsSchema.safeParse(merged).success, "what came out can go in again");
          assert.equal(
            config.nodeCount,
            config.pools.reduce((sum, { count }) => sum + count, 0),
          );
          ends.made += 1;
        } catch (error) {
          assert.ok(error instanceof ConfigurationError, String(error));
          ends.refused += 1;
          for (const { rule, key, value, allowed, remedy } of error.problems) {
            assert.ok(names.includes(rule), rule);
            assert.ok(key !== "" && value !== "" && allowed !== "", rule);
            assert.match(remedy, /^[A-Z].*[.?]$/, rule);
          }
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(ends.made > 0 && ends.refused > 0, "both ends are met");
  });
});
