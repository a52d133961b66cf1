import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { tracingPolicies } from "../../components/cilium/plan/index.ts";
import { FakeCluster } from "./support/fake-cluster.ts";

const name = "infraflux-network-mining-port";

describe("the check violation", () => {
  let cluster: FakeCluster;
  beforeEach(() => {
    cluster = new FakeCluster();
    cluster.has("tracingpolicies", { metadata: { name }, spec: { podSelector: {} } });
    cluster.tries();
    cluster.kubectl(/^get pods .*name=tetragon --field-selector=spec\.nodeName=node-a /, {
      stdout: { items: [{ metadata: { name: "tetragon-7" } }] },
    });
  });
  afterEach(() => {
    cluster[Symbol.dispose]();
  });

  const event = (policy: string, pod: string, args = "") =>
    JSON.stringify({
      process_kprobe: { policy_name: policy, process: { pod: { name: pod }, arguments: args } },
    });
  /** What Tetragon has logged on the node of the pod, since the Job was made. */
  const logs = (...lines: string[]) => {
    const call =
      /^logs --namespace=kube-system pod\/tetragon-7 --container=export-stdout --since-time=2026-09-01T10:00:00Z\n/;
    cluster.kubectl(call, { stdout: lines.join("\n") });
  };

  it("passes when Tetragon logs the event of this pod, and says that it looked for no alert", async () => {
    logs("not JSON", event("another", "probe-pod"), event(name, "probe-pod"));

    assert.deepEqual(await cluster.check("violation"), {
      status: "passed",
      detail: `Tetragon on node-a logged the event of ${name}; no alert was looked for, as there is no --prometheus-url`,
    });
  });

  it("does in the pod what the policy documents as its trial, often enough to be seen, and ends well", async () => {
    logs(event(name, "probe-pod"));
    await cluster.check("violation");
    const [program = "", ...args] =
      tracingPolicies.find((policy) => `infraflux-${policy.name}` === name)?.trial.split(" ") ?? [];
    cluster.install(program, "sleep");
    cluster.on("sleep", /^1\n/, {});
    cluster.on(program, /^/, { exitCode: 1 });

    assert.equal(cluster.runScript().exitCode, 0);

    const trials = cluster.calls().filter((call) => call.program === program);
    assert.deepEqual(trials.at(-1)?.args, args);
    assert.ok(trials.length > 10);
  });

  it("fails when Tetragon logs nothing, or only of another pod or policy", async () => {
    logs(event(name, "another-pod", "ping probe-pod"), event("another", "probe-pod", `grep ${name}`));

    assert.deepEqual(await cluster.check("violation"), {
      status: "failed",
      detail: `Tetragon on node-a logged no event of ${name} for the pod probe-pod`,
    });
  });

  it("waits for the event", async () => {
    logs(event(name, "probe-pod"));
    cluster.kubectl(/^logs .*tetragon-7/, { once: true });

    assert.equal((await cluster.check("violation", "--timeout", "5")).status, "passed");
  });

  it("fails where no Tetragon runs on the node", async () => {
    cluster.kubectl(/^get pods .*name=tetragon/, { stdout: { items: [] } });

    assert.deepEqual(await cluster.check("violation"), {
      status: "failed",
      detail: "no Tetragon runs on node-a",
    });
  });

  it("is not run without the policy, or where it leaves the namespace of the pod alone", async () => {
    const values = ["kube-system", "default"];
    const matchExpressions = [{ key: "k8s:io.kubernetes.pod.namespace", operator: "NotIn", values }];
    cluster.has("tracingpolicies", { metadata: { name }, spec: { podSelector: { matchExpressions } } });
    assert.deepEqual(await cluster.check("violation"), {
      status: "notRun",
      detail: `the TracingPolicy ${name} leaves pods of the namespace default alone`,
    });

    cluster.has("tracingpolicies", { metadata: { name: "another" }, spec: {} });
    assert.deepEqual(await cluster.check("violation"), {
      status: "notRun",
      detail: `there is no TracingPolicy ${name}: the policy or the capability tetragon is off`,
    });
    assert.deepEqual(cluster.jobs(), []);
  });

  describe("with a Prometheus", () => {
    let server: Server;
    let url: string;
    let alerts: () => readonly object[];
    let status: number;
    beforeEach(async () => {
      status = 200;
      logs(event(name, "probe-pod"));
      server = createServer(({ url: path }, response) => {
        response.statusCode = path === "/prometheus/api/v1/alerts" ? status : 404;
        response.end(JSON.stringify({ data: { alerts: alerts() } }));
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/prometheus`;
    });
    afterEach(() => {
      server.close();
    });

    /** An alert, by default that about the Job of this run. */
    const alert = (change: object = {}, state = "firing") => ({
      labels: {
        alertname: "TetragonNetworkMiningPort",
        workload: cluster.jobs()[0]?.metadata.name,
        ...change,
      },
      state,
    });

    it("passes when the alert about this violation fires", async () => {
      alerts = () => [alert({ workload: "another" }), alert()];

      assert.deepEqual(await cluster.check("violation", "--prometheus-url", url), {
        status: "passed",
        detail: `Tetragon on node-a logged the event of ${name}, and the alert TetragonNetworkMiningPort fires`,
      });
    });

    it("fails when it is pending, about another workload, or another alert", async () => {
      alerts = () => [
        alert({}, "pending"),
        alert({ workload: "another" }),
        alert({ alertname: "TetragonProcessKubectl" }),
      ];

      const { status: verdict, detail } = await cluster.check("violation", "--prometheus-url", url);

      assert.equal(verdict, "failed");
      assert.match(
        detail,
        /, but no alert TetragonNetworkMiningPort fires for the workload infraflux-acceptance-violation-/,
      );
    });

    it("fails with what is wrong when Prometheus does not answer", async () => {
      alerts = () => [];
      status = 503;
      assert.deepEqual(await cluster.check("violation", "--prometheus-url", url), {
        status: "failed",
        detail: `${url}/api/v1/alerts answers 503`,
      });

      server.close();
      server.closeAllConnections();
      const { detail } = await cluster.check("violation", "--prometheus-url", url);
      assert.match(detail, /\/prometheus\/api\/v1\/alerts does not answer: .*ECONNREFUSED/);
    });
  });
});
