import assert from "node:assert/strict";

import { FakeCluster } from "./support/fake-cluster.ts";

const echo = ["--echo-url", "http://192.0.2.10/"];

describe("the check egress", () => {
  let cluster: FakeCluster;
  beforeEach(() => {
    cluster = new FakeCluster();
    cluster.has(
      "namespaces",
      { metadata: { name: "billing", labels: { team: "blue" } } },
      { metadata: { name: "default", labels: {} } },
    );
  });
  afterEach(() => {
    cluster[Symbol.dispose]();
  });

  const inNamespaces = (...values: string[]) => ({
    podSelector: { matchExpressions: [{ key: "io.kubernetes.pod.namespace", operator: "In", values }] },
  });
  /** As the API server hands it out: with the empty list that it fills in. */
  const policy = (name: string, change: object = {}) => ({
    metadata: { name },
    spec: {
      selectors: [inNamespaces("billing")],
      destinationCIDRs: ["0.0.0.0/0"],
      egressGateway: { nodeSelector: {}, egressIP: "203.0.113.5" },
      egressGateways: [],
      ...change,
    },
  });
  const has = (...policies: object[]) => {
    cluster.has("ciliumegressgatewaypolicies", ...policies);
  };

  it("passes when the caller is known by the address of the policy", async () => {
    has(policy("bank"));
    cluster.tries({ output: "203.0.113.5\n" });

    assert.deepEqual(await cluster.check("egress", ...echo), {
      status: "passed",
      detail: "bank: a pod of namespace billing is known as 203.0.113.5",
    });
    const [job] = cluster.jobs();
    assert.equal(job?.metadata.namespace, "billing");
    assert.match(JSON.stringify(job), /"name":"URL","value":"http:\/\/192\.0\.2\.10\/"/);
  });

  it("fails when it is known by another one", async () => {
    has(policy("bank"));
    cluster.tries({ output: "192.0.2.77" });

    assert.deepEqual(await cluster.check("egress", ...echo), {
      status: "failed",
      detail:
        "bank: a pod of namespace billing should be known as 203.0.113.5, and http://192.0.2.10/ said: 192.0.2.77",
    });
  });

  it("calls until the address is the wanted one, which for a new pod takes a while", async () => {
    has(policy("bank"));
    cluster.tries({ output: "203.0.113.5" });
    await cluster.check("egress", ...echo);
    cluster.install("curl", "sleep");
    cluster.on("sleep", /^2\n/, {});
    const call = /^--silent --show-error --max-time 5 http:\/\/192\.0\.2\.10\/\n/;
    cluster.on("curl", call, { stdout: "203.0.113.5\n" });
    cluster.on("curl", call, { stderr: "curl: (28) Connection timed out\n", exitCode: 28, once: true });

    assert.deepEqual(cluster.runScript(), { exitCode: 0, output: "203.0.113.5" });
    assert.equal(cluster.calls().filter(({ program }) => program === "curl").length, 2);
  });

  it("says what was answered when that never happens", async () => {
    has(policy("bank"));
    cluster.tries({ output: "203.0.113.5" });
    await cluster.check("egress", ...echo);
    cluster.install("curl", "sleep");
    cluster.on("sleep", /^/, {});
    cluster.on("curl", /^/, { stdout: "203.0.113.50" });

    assert.deepEqual(cluster.runScript(), { exitCode: 0, output: "203.0.113.50" });
  });

  it("takes the address of any of several gateways", async () => {
    const nodes = ["203.0.113.5", "203.0.113.6"].map((egressIP) => ({ nodeSelector: {}, egressIP }));
    has(policy("bank", { egressGateways: nodes }));
    cluster.tries({ output: "203.0.113.6" });

    assert.equal((await cluster.check("egress", ...echo)).status, "passed");
  });

  it("makes the pod one that the policy selects, in the namespace default where that will do", async () => {
    const podSelector = {
      matchLabels: { "app.kubernetes.io/component": "client" },
      matchExpressions: [
        { key: "tier", operator: "In", values: ["front", "back"] },
        { key: "k8s:owner", operator: "Exists" },
        { key: "legacy", operator: "DoesNotExist" },
        { key: "io.kubernetes.pod.namespace", operator: "NotIn", values: ["kube-system"] },
      ],
    };
    has(policy("bank", { selectors: [{ podSelector }] }));
    cluster.tries({ output: "203.0.113.5" });

    await cluster.check("egress", ...echo);

    const [job] = cluster.jobs();
    assert.equal(job?.metadata.namespace, "default");
    const { "infraflux.io/acceptance": own, ...labels } = job.spec.template.metadata.labels;
    assert.deepEqual(labels, { "app.kubernetes.io/component": "client", tier: "front", owner: "acceptance" });
    assert.match(own ?? "", /^infraflux-acceptance-egress-[0-9a-f]{6}$/);
  });

  const byNamespace = [
    { podSelector: {}, namespaceSelector: { matchLabels: { team: "blue" } } },
    { podSelector: { matchLabels: { "k8s:io.cilium.k8s.namespace.labels.team": "blue" } } },
  ];
  for (const selector of byNamespace) {
    it(`finds the namespace by its labels: ${JSON.stringify(selector)}`, async () => {
      has(policy("bank", { selectors: [selector] }));
      cluster.tries({ output: "203.0.113.5" });

      await cluster.check("egress", ...echo);

      assert.equal(cluster.jobs()[0]?.metadata.namespace, "billing");
    });
  }

  const notRun: Record<string, [change: object, reason: string]> = {
    "names no address": [
      { egressGateway: { nodeSelector: {} } },
      "it names no egressIP, so that there is no address to expect",
    ],
    "names an address for one of its gateways only": [
      { egressGateways: [{ egressIP: "203.0.113.5" }, { interface: "eth1" }] },
      "it names no egressIP, so that there is no address to expect",
    ],
    "is for other destinations": [
      { destinationCIDRs: ["198.51.100.0/24"] },
      "its destinationCIDRs do not cover 192.0.2.10, the host of --echo-url",
    ],
    "leaves the destination out": [
      { excludedCIDRs: ["192.0.2.0/24"] },
      "its destinationCIDRs do not cover 192.0.2.10, the host of --echo-url",
    ],
    "selects pods of a namespace that is not there": [
      { selectors: [inNamespaces("gone")] },
      "its selectors choose pods of no namespace that there is, or by their node",
    ],
    "selects pods by their node": [
      { selectors: [{ podSelector: {}, nodeSelector: {} }] },
      "its selectors choose pods of no namespace that there is, or by their node",
    ],
  };
  for (const [what, [change, reason]] of Object.entries(notRun)) {
    it(`is not run on a policy that ${what}`, async () => {
      has(policy("bank", change));

      assert.deepEqual(await cluster.check("egress", ...echo), {
        status: "notRun",
        detail: `bank: ${reason}`,
      });
      assert.deepEqual(cluster.jobs(), []);
    });
  }

  it("judges each policy, and one that fails spoils the rest", async () => {
    has(
      policy("bank"),
      policy("crawler", { egressGateway: { egressIP: "203.0.113.9" } }),
      policy("open", { egressGateway: {} }),
    );
    cluster.tries({ output: "203.0.113.5" });

    const { status, detail } = await cluster.check("egress", ...echo);

    assert.equal(status, "failed");
    assert.match(
      detail,
      /^bank: .+ is known as 203\.0\.113\.5\ncrawler: .+ should be known as 203\.0\.113\.9.+\nopen: it/,
    );
  });

  it("is not run without a policy, or without a place that tells addresses", async () => {
    assert.deepEqual(await cluster.check("egress", ...echo), {
      status: "notRun",
      detail: "no egress policy is configured",
    });

    has(policy("bank"));
    const { status, detail } = await cluster.check("egress");
    assert.equal(status, "notRun");
    assert.match(detail, /--echo-url$/);
  });
});
