import assert from "node:assert/strict";

import { ConfigMap } from "@pulumi/kubernetes/core/v1/index.js";

import { CiliumStack } from "../../../components/cilium/index.ts";
import type { CiliumStackArgs } from "../../../components/cilium/index.ts";
import { record } from "../../support/record.ts";
import { everything } from "./arguments.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const GATE = "infraflux:index:ClusterGate";

const client = {
  host: "https://10.0.0.10:6443",
  caCertificate: "Y2E=",
  clientCertificate: "Y2VydA==",
  clientKey: "a2V5LXNlY3JldA==",
};
const args: CiliumStackArgs = { ...everything, client };

const run = (change: Partial<CiliumStackArgs> = {}) =>
  record(() => new CiliumStack("edge", { ...args, ...change }));

describe("CiliumStack", () => {
  it("parents every child to itself and prefixes its name", async () => {
    const seen = await run();
    const children = seen.resources.filter(({ type }) => type !== "command:local:Command");

    assert.ok(children.length > 10);
    for (const child of children.slice(1)) {
      assert.equal(child.parent, "edge", child.name);
      assert.match(child.name, /^edge-/);
    }
  });

  it("installs the pinned chart from the default repository without awaiting it", async () => {
    const { inputs } = (await run()).named("edge-release");

    assert.deepEqual(
      [inputs["chart"], inputs["version"], inputs["name"], inputs["namespace"], inputs["skipAwait"]],
      ["cilium", "1.20.0", "cilium", "kube-system", true],
    );
    assert.deepEqual(inputs["repositoryOpts"], { repo: "https://helm.cilium.io" });
  });

  it("takes both charts from an OCI mirror when one is given", async () => {
    const charts = { ...everything.charts, repository: "oci://mirror.example.org/charts" };
    const releases = (await run({ charts })).all(RELEASE);

    assert.deepEqual(
      releases.map(({ inputs }) => [inputs["chart"], inputs["repositoryOpts"]]),
      [
        ["oci://mirror.example.org/charts/cilium", undefined],
        ["oci://mirror.example.org/charts/tetragon", undefined],
      ],
    );
  });

  it("waits for the CRDs it uses and for the nodes after the release, and adds its objects after both", async () => {
    const seen = await run();

    assert.deepEqual(
      [seen.named("edge-crds"), seen.named("edge-nodes")].map(({ type, inputs, dependsOn }) => [
        ...[type, inputs["gate"], dependsOn],
      ]),
      [
        [
          GATE,
          {
            kind: "crds",
            crds: [
              "ciliumnetworkpolicies.cilium.io",
              "ciliumloadbalancerippools.cilium.io",
              "ciliuml2announcementpolicies.cilium.io",
              "ciliumclusterwidenetworkpolicies.cilium.io",
            ],
          },
          ["edge-release"],
        ],
        [GATE, { kind: "nodes", count: 4 }, ["edge-release"]],
      ],
    );
    assert.deepEqual(seen.named("edge-rollout").dependsOn, ["edge-nodes"]);
    assert.deepEqual(seen.named("edge-pool").dependsOn, ["edge-crds", "edge-rollout"]);
    assert.deepEqual(seen.named("edge-tetragon").dependsOn, ["edge-rollout"]);
  });

  it("waits for the agents anew when a value of the chart changes, and then only", async () => {
    const triggers = async (change: Partial<CiliumStackArgs>) =>
      (await run(change)).named("edge-rollout").inputs["triggers"];
    const usual = await triggers({});

    assert.deepEqual(await triggers({ networkPolicies: "none" }), usual);
    assert.notDeepEqual(await triggers({ capabilities: { bgp: false } }), usual);
  });

  it("gives a large cluster the time to restart its agents", async () => {
    const seconds = async (nodeCount: number) =>
      (await run({ nodeCount })).named("edge-rollout").inputs["timeoutSeconds"];

    assert.deepEqual([await seconds(4), await seconds(100)], [900, 3000]);
  });

  it("denies only after everything is allowed that must be", async () => {
    const seen = await run();

    assert.deepEqual(seen.named("edge-default-deny").dependsOn, [
      ...["edge-crds", "edge-rollout", "edge-allow-dns", "edge-allow-kubelet", "edge-allow-webhooks"],
      ...["edge-allow-platform", "edge-allow-api-server", "edge-allow-outside", "edge-allow-talos-api"],
      "edge-allow-metrics",
    ]);
  });

  it("holds its release back for what it depends on itself", async () => {
    const seen = await record(() => {
      const before = new ConfigMap("api-answers", { metadata: { name: "a" } });
      new CiliumStack("edge", args, { dependsOn: [before] });
    });

    assert.deepEqual(seen.named("edge-release").dependsOn, ["api-answers"]);
  });

  it("leaves Tetragon out when it is off", async () => {
    const seen = await run({ capabilities: { tetragon: false }, charts: { ciliumVersion: "1.20.0" } });

    assert.deepEqual(
      seen.all(RELEASE).map(({ name }) => name),
      ["edge-release"],
    );
  });

  it("shows the same resources in a preview as in an update", async () => {
    const preview = await record(() => new CiliumStack("edge", args), { preview: true });

    assert.deepEqual(preview.types().sort(), (await run()).types().sort());
  });

  it("never shows the client's key, not even in its own inputs", async () => {
    const seen = await run();

    assert.deepEqual(seen.leaking(client.clientKey), []);
  });

  it("has the capabilities that are on among its outputs", async () => {
    const capabilities = await new Promise((resolve, reject) => {
      record(() => {
        new CiliumStack("edge", {
          ...args,
          capabilities: { bgp: false, l7Visibility: { enabled: false } },
        }).capabilities.apply(resolve);
      }).catch(reject);
    });

    assert.deepEqual(capabilities, [
      ...["kubeProxyReplacement", "l4lb", "gatewayAPI", "ingress", "clustermesh", "bandwidthManager"],
      ...["egressGateway", "multicast", "hostFirewall", "serviceMap", "flowLogs", "metricsTracing"],
      ...["wireguard", "tetragon", "advancedPolicy"],
    ]);
  });

  it("two of them can live in one stack", async () => {
    await record(() => [new CiliumStack("a", args), new CiliumStack("b", args)]);
  });

  it("names every problem of its arguments at once", async () => {
    const wrong = { ...args, clusterId: 0, charts: { ciliumVersion: "latest" } };

    await record(() => {
      assert.throws(() => new CiliumStack("edge", wrong), {
        message: [
          "clusterId: want a whole number from 1 to 255, got 0",
          'charts.ciliumVersion: want an exact version such as "1.20.0", got "latest"',
          "charts.tetragonVersion: want an exact version, got none; give one or switch capabilities.tetragon off",
        ].join("\n"),
      });
    });
  });
});
