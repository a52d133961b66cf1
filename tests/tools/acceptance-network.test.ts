import assert from "node:assert/strict";

import { FakeCluster } from "./support/fake-cluster.ts";

let cluster: FakeCluster;
beforeEach(() => {
  cluster = new FakeCluster();
});
afterEach(() => {
  cluster[Symbol.dispose]();
});

describe("the check bgp", () => {
  const node = (name: string, ...peers: string[]) => ({
    metadata: { name },
    spec: { bgpInstances: [{ name: "main", peers: peers.map((peer) => ({ name: peer })) }] },
  });
  const session = (name: string, state: string) => ({
    name,
    "peer-address": "192.0.2.1",
    "session-state": state,
  });

  beforeEach(() => {
    cluster.has("ciliumbgpclusterconfigs", { metadata: { name: "main" } });
    cluster.has("ciliumbgpnodeconfigs", node("a", "left", "right"), node("b", "left"));
  });

  it("passes when each wanted session is established", async () => {
    const a = [session("left", "established"), session("right", "established")];
    cluster.cilium(/^bgp peers --output=json\n/, {
      stdout: { a, b: [session("left", "established")], c: null },
    });

    assert.deepEqual(await cluster.check("bgp"), { status: "passed", detail: "3 sessions on 2 nodes" });
  });

  it("fails and names the sessions that are not, or that nobody reports", async () => {
    const a = [session("left", "established"), session("right", "active")];
    cluster.cilium(/^bgp peers/, { stdout: { a } });

    assert.deepEqual(await cluster.check("bgp"), {
      status: "failed",
      detail: "a with right (192.0.2.1): the session is active\nb with left: the session is not there",
    });
  });

  it("fails where no node is told to speak", async () => {
    cluster.has("ciliumbgpnodeconfigs", node("a"));

    assert.equal((await cluster.check("bgp")).status, "failed");
  });

  it("fails with what cilium says when it cannot tell", async () => {
    cluster.cilium(/^bgp peers/, { stderr: "\nError: Unable to get peering status: gone\n", exitCode: 1 });

    assert.deepEqual(await cluster.check("bgp"), {
      status: "failed",
      detail: "Error: Unable to get peering status: gone",
    });
  });
});

describe("the check mesh", () => {
  const echo = { name: "echo", namespace: "demo" };
  const status = (connected: number, more: object = {}) => ({
    stdout: {
      connectivity: {
        clusters: { berlin: { configured: 3, connected } },
        total: 3,
        ...(connected < 3 && { not_ready: 3 - connected }),
      },
      kvstoremesh: { enabled: false },
      ...more,
    },
  });

  beforeEach(() => {
    cluster.has("deployments", { metadata: { name: "clustermesh-apiserver" } });
    cluster.has("configmaps", { data: { "cluster-name": "home" } });
    cluster.cilium(/^clustermesh status --output=json\n/, status(3));
  });

  const imports = (...clusters: string[]) => {
    cluster.has("serviceimports", {
      metadata: echo,
      spec: { ips: ["10.96.0.7"] },
      status: { clusters: clusters.map((name) => ({ cluster: name })) },
    });
  };

  it("passes when the name of a Service of another cluster resolves to the address of its import", async () => {
    imports("home", "berlin");
    cluster.tries({ output: "10.96.0.7  echo.demo.svc.clusterset.local\n10.96.0.7  \n" });

    assert.deepEqual(await cluster.check("mesh"), {
      status: "passed",
      detail:
        "connected to berlin; echo.demo.svc.clusterset.local, which berlin exports, resolves to 10.96.0.7",
    });
    const [job] = cluster.jobs();
    assert.equal(job?.metadata.namespace, "demo");
    assert.match(JSON.stringify(job), /"name":"NAME","value":"echo\.demo\.svc\.clusterset\.local"/);
  });

  it("fails when it resolves to something else", async () => {
    imports("berlin");
    cluster.tries({ output: "10.96.0.8  echo.demo.svc.clusterset.local" });

    assert.deepEqual(await cluster.check("mesh"), {
      status: "failed",
      detail:
        "echo.demo.svc.clusterset.local, which berlin exports, resolves to 10.96.0.8 instead of 10.96.0.7",
    });
  });

  it("fails when it does not resolve", async () => {
    imports("berlin");
    cluster.tries({ exitCode: 2 });

    assert.deepEqual(await cluster.check("mesh"), {
      status: "failed",
      detail: "echo.demo.svc.clusterset.local, which berlin exports, does not resolve in namespace demo.",
    });
  });

  it("asks for a Service that is shared by annotation where none is imported from elsewhere", async () => {
    imports("home");
    const annotations = { "service.cilium.io/global": "true" };
    cluster.has(
      "services",
      { metadata: { name: "other", namespace: "demo" }, spec: { clusterIP: "10.96.0.1" } },
      { metadata: { ...echo, annotations }, spec: { clusterIP: "10.96.0.9" } },
    );
    cluster.tries({ output: "10.96.0.9  echo.demo.svc.cluster.local" });

    assert.deepEqual(await cluster.check("mesh"), {
      status: "passed",
      detail: "connected to berlin; echo.demo.svc, which is shared by annotation, resolves to 10.96.0.9",
    });
  });

  it("fails when an agent is not connected, although the tool ends well", async () => {
    cluster.cilium(/^clustermesh status/, status(2));

    assert.deepEqual(await cluster.check("mesh"), {
      status: "failed",
      detail: "2 of 3 agents are connected to berlin",
    });
  });

  it("fails when KVStoreMesh is not connected, or a part could not be asked", async () => {
    const kvstoremesh = { enabled: true, status: { clusters: { berlin: { configured: 1 } }, total: 1 } };
    cluster.cilium(/^clustermesh status/, status(3, { kvstoremesh }));
    assert.deepEqual(await cluster.check("mesh"), {
      status: "failed",
      detail: "0 of 1 KVStoreMesh replicas are connected to berlin",
    });

    cluster.cilium(/^clustermesh status/, { stdout: { kvstoremesh: { enabled: false } } });
    assert.match((await cluster.check("mesh")).detail, /^the connections of the agents could not be found/);
  });

  it("is not run without a Service that is shared, without another cluster, and without a mesh", async () => {
    assert.deepEqual(await cluster.check("mesh"), {
      status: "notRun",
      detail: "connected to berlin, but no Service is shared that a name could be asked for",
    });

    cluster.cilium(/^clustermesh status/, { stdout: { connectivity: { clusters: {} }, kvstoremesh: {} } });
    assert.deepEqual(await cluster.check("mesh"), {
      status: "notRun",
      detail: "no other cluster is connected",
    });

    cluster.has("deployments");
    assert.equal((await cluster.check("mesh")).detail, "the capability clustermesh is off");
  });
});
