import assert from "node:assert/strict";

import { checks } from "../../tools/acceptance/checks/index.ts";
import type { Report } from "../../tools/acceptance/report.ts";
import { findTask } from "../../tools/lib/tasks.mjs";
import { FakeCluster } from "./support/fake-cluster.ts";

describe("npm run acceptance", () => {
  let cluster: FakeCluster;
  beforeEach(() => {
    cluster = new FakeCluster();
    cluster.cilium(/^status /, { stdout: "Cilium: OK" });
  });
  afterEach(() => {
    cluster[Symbol.dispose]();
  });

  it("starts the command line that is tested here", () => {
    assert.deepEqual(findTask("acceptance").steps(["--json"]), [
      { args: ["tools/acceptance/main.ts", "--json"] },
    ]);
  });

  it("says of every check what it proves, what came of it and why, and counts them", async () => {
    cluster.has("ciliumbgpclusterconfigs", { metadata: { name: "default" } });

    const { exitCode, stdout } = await cluster.run("--only", "cilium", "bgp", "mesh");

    assert.equal(exitCode, 4);
    assert.equal(
      stdout,
      [
        "ok       cilium: cilium status finds neither errors nor warnings",
        "         every agent, the operator and Envoy are up",
        "FAILED   bgp: every node that is to speak BGP has an established session with each of its peers",
        "         no node is selected by a CiliumBGPClusterConfig, or none has a peer",
        "not run  mesh: every agent is connected to the other clusters, and the name of a Service that they share resolves",
        "         the capability clustermesh is off",
        "1 passed, 1 failed, 1 not run",
        "",
      ].join("\n"),
    );
  });

  it("runs every check when none is named, each once", async () => {
    cluster.kubectl(/^get configmaps /, { stdout: { items: [{ data: {} }] } });

    const { stdout, exitCode } = await cluster.run("--json");

    const { checks: found, ...rest } = JSON.parse(stdout) as Report;
    assert.deepEqual(
      found.map(({ check, status }) => [check, status]),
      checks.map(({ name }) => [name, name === "cilium" ? "passed" : "notRun"]),
    );
    assert.deepEqual([rest, exitCode], [{ leftBehind: [], exitCode: 0 }, 0]);
  });

  it("does not end well where nothing could be proven", async () => {
    const { exitCode } = await cluster.run("--only", "bgp");

    assert.equal(exitCode, 4);
  });

  for (const [program, name, advice] of [
    ["kubectl", "bgp", /^the program kubectl is not on PATH; install kubectl \d/],
    ["cilium", "cilium", /^the program cilium is not on PATH; install cilium-cli \d/],
  ] as const) {
    it(`says which tool is missing: ${program}`, async () => {
      cluster.uninstall(program);

      const { status, detail } = await cluster.check(name);

      assert.equal(status, "notRun");
      assert.match(detail, advice);
    });
  }

  it("repeats what kubectl says when it does not reach the cluster", async () => {
    const stderr = "The connection to the server 192.0.2.1:6443 was refused\n";
    cluster.kubectl(/^get /, { stderr, exitCode: 1 });

    assert.deepEqual(await cluster.check("bgp"), { status: "failed", detail: stderr.trim() });
  });

  it("takes a kind that the cluster does not have for one without objects", async () => {
    const stderr = `error: the server doesn't have a resource type "ciliumbgpclusterconfigs"\n`;
    cluster.kubectl(/^get /, { stderr, exitCode: 1 });

    assert.deepEqual(await cluster.check("bgp"), { status: "notRun", detail: "no BGP peer is configured" });
  });

  it("hands the kubeconfig to both tools, by its full path", async () => {
    await cluster.run("--kubeconfig", "mine/kubeconfig", "--only", "cilium", "bgp");

    const given = cluster
      .calls()
      .map(({ program, kubeconfig }) => [program, kubeconfig?.replace(/^\/.*\/(?=mine)/, "/…/")]);
    assert.deepEqual(given, [
      ["cilium", "/…/mine/kubeconfig"],
      ["kubectl", "/…/mine/kubeconfig"],
    ]);
  });

  for (const [args, message] of [
    [
      ["--only", "bpg"],
      /'bpg' is invalid.*Allowed choices are cilium, bgp, egress, mesh, edge, metrics, violation/,
    ],
    [["--echo-url", "192.0.2.10"], /'192\.0\.2\.10' is invalid\. Want an http or https address such as/],
    [["--prometheus-url", "ftp://x/"], /Want an http or https address/],
    [["--timeout", "0"], /Want a whole number of at least 1/],
    [["--bgp"], /unknown option '--bgp'/],
    [["bgp"], /too many arguments/],
  ] as const) {
    it(`refuses ${args.join(" ")}, and touches nothing`, async () => {
      const { exitCode, stdout, stderr } = await cluster.run(...args);

      assert.deepEqual([exitCode, stdout, cluster.calls()], [2, "", []]);
      assert.match(stderr, message);
    });
  }

  it("explains itself", async () => {
    const { exitCode, stdout } = await cluster.run("--help");

    assert.equal(exitCode, 0);
    for (const { name, proves } of checks) {
      assert.match(stdout, new RegExp(`^ {2}${name} +${proves}$`, "m"));
    }
  });
});

describe("the check cilium", () => {
  it("waits for Cilium to be healthy, and asks for no terminal", async () => {
    using cluster = new FakeCluster();
    cluster.cilium(/^status --wait --wait-duration=1s --interactive=false\n/, { stdout: "Cilium: OK" });

    assert.equal((await cluster.check("cilium")).status, "passed");
  });

  it("repeats the lines that name what is wrong", async () => {
    using cluster = new FakeCluster();
    cluster.cilium(/^status/, {
      stdout: "Operator:  OK\n",
      stderr:
        "Cilium:  1 errors\nHubble Relay:  disabled\n   cilium   1 pods of DaemonSet cilium are not ready\n",
      exitCode: 1,
    });

    assert.deepEqual(await cluster.check("cilium"), {
      status: "failed",
      detail: "Cilium:  1 errors\ncilium   1 pods of DaemonSet cilium are not ready",
    });
  });
});
