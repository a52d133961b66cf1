import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Tree } from "../../config/layers.ts";
import type { Problem } from "../../config/problems.ts";
import { ADVICE, RULES } from "../../config/rules/index.ts";
import type { SecretKey } from "../../config/secrets.ts";
import { problemsOf, resolved } from "./base.ts";

/** One mistake: what is changed in a valid stack, and every problem that has to be reported. */
interface Mistake {
  readonly title: string;

  /** Name of the stack. Default: dev. */
  readonly stack?: string;

  /** Secrets that are given. Default: all. */
  readonly secrets?: readonly SecretKey[];
  readonly changes: Tree;
  readonly problems: readonly Problem[];
}

const folder = join(import.meta.dirname, "mistakes");
const files = readdirSync(folder).map((file) => ({
  file,
  mistakes: parse(readFileSync(join(folder, file), "utf8")) as readonly Mistake[],
}));

describe("resolveConfig, given a mistake", () => {
  for (const { file, mistakes } of files) {
    describe(file, () => {
      for (const { title, changes, problems, stack = "dev", secrets } of mistakes) {
        it(`says what is wrong when ${title}`, () => {
          const input = { stack, ...(secrets && { secrets: new Set(secrets) }) };
          assert.deepEqual(problemsOf(changes, input), problems);
        });
      }
    });
  }

  it("has an example for every rule", () => {
    const shown = new Set(
      files.flatMap(({ mistakes }) => mistakes).flatMap(({ problems }) => problems.map(({ rule }) => rule)),
    );
    assert.deepEqual(
      RULES.map(({ name }) => name).filter((name) => !shown.has(name)),
      [
        // No choice of a user breaks it: it guards the rows of the matrix, and versions.test.ts breaks some.
        "unsupported-combination",
        // The schema refuses such texts before, see the tests of the mesh, of BGP and of egress gateways in tests/components/cilium.
        "mesh-peer-malformed",
        "bgp-peer-by-name",
        "egress-notation",
        // Every configuration gives the network of the machines, see tests/components/cilium/host-firewall.test.ts.
        "host-firewall-locks-machines-out",
        // Every release has a kernel and a Cilium that can, see tests/components/cilium/encryption.test.ts.
        "ipsec-needs-new-kernel-for-ebpf-host-routing",
        // The schema knows the names, see tests/components/cilium/tracing-policies.test.ts.
        "tracing-policy-exists",
        // These guard the component where it is used alone, see tests/components/cilium/check.test.ts.
        "default-deny-cuts-off-platform",
        "host-dns-needs-legacy-host-routing",
        // The kernel comes with the release, see tests/components/cilium/load-balancing.test.ts.
        "kernel-too-old",
      ],
    );
  });

  it("reports all problems of different kinds in one run", () => {
    const problems = problemsOf({
      cluster: { size: "huge" },
      network: { podCdir: "10.1.0.0/16" },
      controlPlane: { count: 2 },
      proxmox: { vip: "192.168.10.25" },
      gitops: { ref: null },
    });
    assert.deepEqual(problems.map(({ rule, key }) => `${key}: ${rule}`).sort(), [
      "cluster.size: not-allowed",
      "controlPlane.count: control-plane-quorum",
      "gitops.ref: git-source",
      "network.podCdir: unknown-key",
      "proxmox.vip: address-conflict",
    ]);
  });

  it("says nothing of rules about a key whose value it refuses already", () => {
    const problems = problemsOf({ proxmox: { vip: "192.168.10" } });
    assert.deepEqual(
      problems.map(({ rule, key }) => `${key}: ${rule}`),
      ["proxmox.vip: not-allowed"],
    );
  });

  it("finds nothing wrong with the stack that the mistakes are made in", () => {
    assert.deepEqual(problemsOf({}), []);
  });
});

describe("resolveConfig, given what is allowed and still worth saying", () => {
  const warnings = (changes: Tree) =>
    resolved(changes).warnings.map(({ rule, key, value }) => ({ rule, key, value }));

  it("warns of a provider outside the range that it states", () => {
    assert.deepEqual(warnings({}), [
      { rule: "untested-version", key: "cluster.versions.release", value: '"talos-1.13-kubernetes-1.35"' },
    ]);
  });

  it("warns of a patch release that the release was not put together with", () => {
    assert.deepEqual(warnings({ profile: "blank", cluster: { versions: { kubernetes: "1.35.9" } } }), [
      { rule: "untested-version", key: "cluster.versions.kubernetes", value: '"1.35.9"' },
    ]);
  });

  it("warns of an exemption that nothing makes use of", () => {
    const exemptions = [{ name: "audit-policy", reason: "The lab has no disk for it." }];
    assert.deepEqual(warnings({ profile: "blank", security: { exemptions } }), [
      { rule: "unused-exemption", key: "security.exemptions", value: '"audit-policy"' },
    ]);
  });

  it("warns of a mesh API server that has to be started once more to export Services", () => {
    const cilium = { settings: { mesh: { serviceExport: true } } };

    assert.deepEqual(warnings({ profile: "blank", cilium }), [
      { rule: "service-export-restart", key: "cilium.settings.mesh.serviceExport", value: "true" },
    ]);
  });

  it("warns of prod without snapshots of etcd, and of hosts of one's own that are too few for it", () => {
    assert.deepEqual(
      warnings({ profile: "blank", environment: { name: "prod" }, cluster: { size: "large" } }),
      [
        { rule: "no-backup-in-prod", key: "backup.etcd.enabled", value: "false" },
        { rule: "few-failure-domains-in-prod", key: "controlPlane.zones", value: '["rack-a","pve-2"]' },
      ],
    );
  });

  it("warns of a range of load balancer addresses that a cloud's network does not know", () => {
    const rules = warnings({ profile: "blank", provider: "aws", aws: { region: "eu-central-1" } });

    assert.deepEqual(rules, [
      {
        rule: "load-balancer-range-unused",
        key: "network.loadBalancerRange",
        value: '"192.168.10.200 to 192.168.10.219"',
      },
    ]);
  });

  it("warns of labels that choose no machine, unless they come from elsewhere", () => {
    const gateway = (nodeLabels: object) => ({
      workers: { worker: { labels: { "example.org/egress": "a" } } },
      cilium: {
        settings: { egress: { policies: [{ name: "a", namespaces: ["a"], gateways: [{ nodeLabels }] }] } },
      },
    });
    const labels = { "example.org/egress": "b" };

    assert.deepEqual(warnings({ profile: "blank", ...gateway({ "example.org/egress": "a" }) }), []);
    assert.deepEqual(
      warnings({ profile: "blank", ...gateway({ "kubernetes.io/hostname": "edge-cp-1" }) }),
      [],
    );
    assert.deepEqual(warnings({ profile: "blank", ...gateway(labels) }), [
      {
        rule: "label-of-no-machine",
        key: "cilium.settings.egress.policies[0].gateways[0].nodeLabels",
        value: '{"example.org/egress":"b"}',
      },
    ]);
  });

  it("has an example for every advice", () => {
    assert.deepEqual(ADVICE.map(({ name }) => name).sort(), [
      "few-failure-domains-in-prod",
      "label-of-no-machine",
      "load-balancer-range-unused",
      "no-backup-in-prod",
      "service-export-restart",
      "untested-version",
      "unused-exemption",
    ]);
  });

  it("lets a named exemption relax the baseline", () => {
    const exemptions = [{ name: "audit-policy", reason: "The lab has no disk for it." }];
    const { config, warnings: none } = resolved({
      profile: "blank",
      security: { auditPolicy: "none", exemptions },
    });
    assert.equal(config.security.auditPolicy, "none");
    assert.deepEqual(none, []);
  });
});
