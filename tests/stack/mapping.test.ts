import assert from "node:assert/strict";

import { fluxFacts } from "../../components/platform/index.ts";
import { RELEASES } from "../../config/versions.ts";
import { clusterFacts } from "../../stack/facts.ts";
import { machineSettings } from "../../stack/talos.ts";
import { problemsOf, resolved } from "../config/base.ts";
import { committedValues } from "../support/engine.ts";
import { recordProgram } from "../support/program.ts";

const stacks = ["dev", "staging", "prod"];

/** The merge of two levels of a configuration, as far as tests need it. */
function changed(stack: string, section: string, changes: object): Record<string, unknown> {
  const values = committedValues(stack);
  return { ...values, [section]: { ...(values[section] as object), ...changes } };
}

describe("the stack program", () => {
  it("puts disks where the configuration wants them, and tells Talos of each", async () => {
    const { resources } = await recordProgram(
      "dev",
      changed("dev", "controlPlane", {
        datastore: "ssd",
        etcdDisk: { size: 10, datastore: "local-lvm" },
        installDisk: { selector: { type: "nvme" } },
        dataDisks: [
          { name: "fast", size: 20 },
          { name: "ceph", size: 30, kind: "raw", datastore: "ceph" },
        ],
      }),
    );
    const machine = resources.find(({ name }) => name.endsWith("cp-1") && name.includes("machines"));
    const { disks } = machine?.inputs as { disks: { datastoreId: string; serial?: string; size: number }[] };
    assert.deepEqual(
      disks.slice(1).map(({ serial, datastoreId, size }) => [serial, datastoreId, size]),
      [
        ["etcd", "local-lvm", 10],
        ["fast", "ssd", 20],
        ["ceph", "ceph", 30],
      ],
    );
    assert.equal(disks[0]?.datastoreId, "ssd");

    const applied = resources.find(
      ({ name, type }) => type.includes("ConfigurationApply") && name.endsWith("cp-1"),
    );
    const patches = JSON.stringify(applied?.inputs["configPatches"]);
    for (const wanted of [
      /diskSelector.{1,12}type.{1,12}nvme/s,
      /UserVolumeConfig/,
      /RawVolumeConfig/,
      /ephemeral/i,
    ]) {
      assert.match(patches, wanted);
    }
  });

  for (const stack of stacks) {
    it(`follows in ${stack} the Git ref that its stack file pins`, async () => {
      const { ref } = committedValues(stack)["gitops"] as { ref: object };
      const source = (await recordProgram(stack, committedValues(stack))).only(
        "kubernetes:source.toolkit.fluxcd.io/v1:GitRepository",
      );
      assert.deepEqual((source.inputs["spec"] as { ref: object }).ref, ref);
    });
  }

  it("takes snapshots of etcd in prod, with the schedule and bucket of the configuration", async () => {
    const { etcd } = committedValues("prod")["backup"] as {
      etcd: { schedule?: string; target: { s3: { bucket: string } } };
    };
    const job = (await recordProgram("prod", committedValues("prod"))).named(
      "infraflux-prod-etcd-backup-job",
    );
    assert.equal((job.inputs["spec"] as { schedule: string }).schedule, etcd.schedule ?? "0 */6 * * *");
    assert.ok(JSON.stringify(job.inputs).includes(etcd.target.s3.bucket));
  });

  it("deletes snapshots after the days of the configuration, and none where it says 0", async () => {
    const { etcd } = committedValues("prod")["backup"] as { etcd: object };
    const jobs = async (retentionDays: number) =>
      (
        await recordProgram("prod", changed("prod", "backup", { etcd: { ...etcd, retentionDays } }))
      ).resources.filter(({ type }) => type === "kubernetes:batch/v1:CronJob");

    const [pruning] = (await jobs(12)).filter(({ name }) => name.endsWith("-pruning"));
    const inputs = JSON.stringify(pruning?.inputs);
    assert.match(inputs, /\{"name":"DAYS","value":"12"\}/);
    assert.ok(inputs.includes(RELEASES[0].etcdPruningImage));
    assert.deepEqual(
      (await jobs(0)).map(({ name }) => name),
      ["infraflux-prod-etcd-backup-job"],
    );
  });

  it("writes a DNS record for the VIP where one is asked for, and none elsewhere", async () => {
    const dns = { zoneId: "0123456789abcdef0123456789abcdef", name: "api.dev.example.org" };
    const values = changed("dev", "endpoint", { dns });
    const record = (await recordProgram("dev", values)).only("cloudflare:index/dnsRecord:DnsRecord");
    assert.equal(record.inputs["content"], (values["proxmox"] as { vip: string }).vip);
    const types = (await recordProgram("dev", committedValues("dev"))).types();
    assert.ok(!types.some((type) => type.startsWith("cloudflare:")));
  });
});

describe("machineSettings", () => {
  it("enforces restricted by default, and leaves only the listed namespaces alone", () => {
    assert.deepEqual(machineSettings(resolved().config, "installer").podSecurity, {
      level: "restricted",
      exemptNamespaces: ["kube-system"],
    });
  });

  it("turns debugging on in dev, which other environments may not", () => {
    const debug = { environment: { debug: true } };
    assert.equal(machineSettings(resolved(debug).config, "installer").debug, true);
    assert.equal(machineSettings(resolved().config, "installer").debug, false);
    const rules = problemsOf({ environment: { name: "staging", debug: true } }).map(({ rule }) => rule);
    assert.deepEqual(rules, ["debug-outside-dev"]);
  });
});

describe("kube-proxy", () => {
  it("runs exactly where Cilium does not take its place", () => {
    const kubeProxy = (changes: Record<string, unknown>) =>
      machineSettings(resolved(changes).config, "").kubeProxy;
    const left = { gatewayAPI: false, ingress: false, egressGateway: false };
    const capabilities = { ...left, kubeProxyReplacement: false };
    const settings = { announcement: "none" };

    assert.equal(kubeProxy({}), false);
    assert.equal(kubeProxy({ cilium: { capabilities, settings } }), true);
  });
});

describe("the firewall of the machines", () => {
  const opened = (edge: object) => {
    const { config } = resolved({ cilium: { settings: { edge } } });
    return machineSettings(config, "").ingressFirewall?.servicePorts;
  };

  it("opens the ports of the edge", () => {
    assert.deepEqual(opened({}), [80, 443]);
    assert.deepEqual(opened({ ports: [80, 443, 8443] }), [80, 443, 8443]);
  });

  it("opens the port that Ingress listens on where it listens on the host", () => {
    assert.deepEqual(opened({ ingress: { hostPort: 8081 } }), [80, 443]);
    assert.deepEqual(opened({ ingress: { hostNetwork: true } }), [80, 443, 8080]);
    assert.deepEqual(opened({ ingress: { hostNetwork: true, hostPort: 443 } }), [80, 443]);
  });
});

describe("clusterFacts", () => {
  it("keeps the suffix of applications apart from the DNS domain of the cluster", () => {
    const { config } = resolved({ cluster: { domain: "k8s.internal" } });
    const facts = clusterFacts(config, "192.168.10.5");
    assert.equal(facts.environment.domain, "dev.example.org");
    assert.equal(facts.cluster.dnsDomain, "k8s.internal");
  });

  it("gives Flux the facts by the names that the tree in gitops/ uses", () => {
    const facts = fluxFacts(clusterFacts(resolved().config, "192.168.10.5"));
    for (const name of ["CLUSTER_NAME", "CLUSTER_ID", "CLUSTER_IP", "API_SERVER_IP"]) {
      assert.ok(facts[name as keyof typeof facts], name);
    }
  });
});
