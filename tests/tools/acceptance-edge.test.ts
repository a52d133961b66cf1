import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { FakeCluster } from "./support/fake-cluster.ts";

let cluster: FakeCluster;
beforeEach(() => {
  cluster = new FakeCluster();
});
afterEach(() => {
  cluster[Symbol.dispose]();
});

describe("the check edge", () => {
  const metadata = { name: "podinfo" };
  let server: Server;
  let port: number;
  let status: number;
  beforeEach(async () => {
    status = 200;
    server = createServer(({ url, headers: { host } }, response) => {
      response.statusCode = url === "/version" ? status : 404;
      response.end(`{"host":"${host ?? ""}"}\n`);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);

    const ports = [
      { name: "grpc", port: 9999 },
      { name: "http", port: 9898 },
    ];
    cluster.has("services", { metadata, spec: { clusterIP: "10.96.0.5", ports } });
    cluster.has("configmaps", { data: {} });
    cluster.tries({ exitCode: 28, output: "curl: (28) Connection timed out" });
  });
  afterEach(() => {
    server.close();
  });

  const hasGateway = (...addresses: string[]) => {
    const listeners = [
      { protocol: "HTTPS", port: 443 },
      { protocol: "HTTP", port, hostname: "podinfo.example.org" },
    ];
    cluster.has("gateways", {
      metadata,
      spec: { listeners },
      status: { addresses: addresses.map((value) => ({ value })) },
    });
  };
  const hasIngress = (...ingress: object[]) => {
    cluster.has("ingresses", {
      metadata,
      spec: { rules: [{ host: "podinfo-ingress.example.org" }] },
      status: { loadBalancer: { ingress } },
    });
  };

  it("passes when both ways answer to their names and another pod is refused", async () => {
    hasGateway("127.0.0.1");
    hasIngress({ ip: "127.0.0.1", ports: [{ port, protocol: "TCP" }] });

    assert.deepEqual(await cluster.check("edge"), {
      status: "passed",
      detail: [
        `Gateway: podinfo.example.org at 127.0.0.1:${port} answers {"host":"podinfo.example.org"}`,
        `Ingress: podinfo-ingress.example.org at 127.0.0.1:${port} answers {"host":"podinfo-ingress.example.org"}`,
        "Other pods: a pod of the namespace default is refused",
      ].join("\n"),
    });
    const [job] = cluster.jobs();
    assert.equal(job?.metadata.namespace, "default");
    assert.deepEqual(job.spec.template.spec.containers[0]?.env, [
      { name: "URL", value: "http://10.96.0.5:9898/version" },
    ]);
  });

  it("fails when another pod gets an answer", async () => {
    hasGateway("127.0.0.1");
    cluster.tries({ exitCode: 0 });

    const { status: verdict, detail } = await cluster.check("edge");

    assert.equal(verdict, "failed");
    assert.match(detail, /\nIngress: there is none\nOther pods: .+ gets an answer, which the policy/);
  });

  it("asks from the other pod three times, and stops at the first answer", async () => {
    await cluster.check("edge");
    cluster.install("curl");
    cluster.on("curl", /^.* http:\/\/10\.96\.0\.5:9898\/version\n/, { exitCode: 28 });
    const asked = () => cluster.calls().filter(({ program }) => program === "curl").length;
    assert.equal(cluster.runScript().exitCode, 28);
    assert.equal(asked(), 3);

    cluster.on("curl", /^/, {});
    assert.equal(cluster.runScript().exitCode, 0);
    assert.equal(asked(), 4);
  });

  it("fails when the other pod could not ask, which proves nothing", async () => {
    hasGateway("127.0.0.1");
    cluster.tries({ exitCode: 127, output: "sh: curl: not found" });

    assert.match((await cluster.check("edge")).detail, /could not ask: sh: curl: not found$/);
  });

  it("fails when the application answers with an error", async () => {
    hasGateway("127.0.0.1");
    status = 503;

    assert.match((await cluster.check("edge")).detail, /^Gateway: podinfo\.example\.org at .+ answers 503$/m);
  });

  it("fails when nothing answers there", async () => {
    hasGateway("127.0.0.1");
    server.close();
    await once(server, "close");

    const { status: verdict, detail } = await cluster.check("edge");

    assert.equal(verdict, "failed");
    assert.match(detail, /^Gateway: http:.+\/version with the host podinfo\.example\.org: .*ECONNREFUSED/);
  });

  it("fails when a Gateway or an Ingress has no address", async () => {
    hasGateway();
    hasIngress();

    const { status: verdict, detail } = await cluster.check("edge");

    assert.equal(verdict, "failed");
    assert.match(detail, /^Gateway: it has no address; .+\nIngress: it has no address; /);
  });

  it("does not look for an Ingress that listens on the nodes", async () => {
    hasIngress();
    cluster.has("configmaps", { data: { "ingress-hostnetwork-enabled": "true" } });

    const { detail } = await cluster.check("edge");

    assert.match(detail, /^Ingress: it listens on the nodes/m);
  });

  it("is not run without the sample application", async () => {
    cluster.has("services");

    assert.deepEqual(await cluster.check("edge"), {
      status: "notRun",
      detail: "the sample application podinfo is not on the cluster",
    });
  });
});

describe("the check metrics", () => {
  beforeEach(() => {
    cluster.has("configmaps", { data: { "hubble-metrics-server": ":9965" } });
    const agent = {
      metadata: { name: "cilium-7" },
      spec: { nodeName: "node-b" },
      status: { hostIP: "10.0.0.7" },
    };
    cluster.kubectl(/^get pods .*k8s-app=cilium /, { stdout: { items: [agent] } });
  });

  const page = [
    "# TYPE hubble_flows_processed_total counter",
    'hubble_flows_processed_total{source="a b",verdict="FORWARDED"} 12',
    'hubble_flows_processed_total{source="c",verdict="DROPPED"} 0',
    'hubble_drop_total{reason="POLICY_DENIED"} 1.5e+06',
    "hubble_lost_events_total 0",
    "go_goroutines 200",
  ];

  it("passes when the page has series with values, and names some", async () => {
    cluster.tries({ output: page.filter((line) => line.startsWith("hubble_")).join("\n") });

    assert.deepEqual(await cluster.check("metrics"), {
      status: "passed",
      detail: "on node-b 2 metrics have values, such as hubble_flows_processed_total, hubble_drop_total",
    });
    assert.deepEqual(cluster.jobs()[0]?.metadata.namespace, "kube-system");
  });

  it("fetches the page of that node, and keeps what is Hubble's", async () => {
    cluster.tries();
    await cluster.check("metrics");
    cluster.install("curl");
    cluster.on("curl", /^.* http:\/\/10\.0\.0\.7:9965\/metrics\n/, { stdout: page.join("\n") });

    const { output } = cluster.runScript();

    assert.deepEqual(
      output.split("\n"),
      page.filter((line) => line.startsWith("hubble_")),
    );
  });

  it("tells of a page that cannot be fetched by the exit code of curl", async () => {
    cluster.tries();
    await cluster.check("metrics");
    cluster.install("curl");
    cluster.on("curl", /^/, { stderr: "curl: (7) refused", exitCode: 7 });

    assert.deepEqual(cluster.runScript(), { exitCode: 7, output: "curl: (7) refused" });
  });

  for (const [what, tried, detail] of [
    [
      "the page cannot be fetched",
      { exitCode: 7, output: "curl: (7) refused" },
      "gives no metrics: curl: (7) refused",
    ],
    ["the page has none of Hubble", { exitCode: 1 }, "gives no metrics: its page has none of its own"],
    ["nothing was counted", { output: "hubble_lost_events_total 0" }, "is 0"],
  ] as const) {
    it(`fails when ${what}`, async () => {
      cluster.tries(tried);

      const found = await cluster.check("metrics");

      assert.equal(found.status, "failed");
      assert.ok(found.detail.endsWith(detail), found.detail);
    });
  }

  it("fails where no agent runs", async () => {
    cluster.kubectl(/^get pods .*k8s-app=cilium /, { stdout: { items: [] } });

    assert.deepEqual(await cluster.check("metrics"), {
      status: "failed",
      detail: "no agent of Cilium is running",
    });
  });

  it("is not run where Hubble serves none", async () => {
    cluster.has("configmaps", { data: {} });

    assert.deepEqual(await cluster.check("metrics"), {
      status: "notRun",
      detail: "Hubble serves no metrics: the capability metricsTracing is off",
    });
  });
});
