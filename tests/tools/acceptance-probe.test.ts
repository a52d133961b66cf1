import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { execa } from "execa";

import { RELEASES } from "../../config/index.ts";
import { root } from "../../tools/lib/paths.mjs";
import type { Report } from "../../tools/acceptance/report.ts";
import { FakeCluster } from "./support/fake-cluster.ts";

describe("a trial in a pod", () => {
  let cluster: FakeCluster;
  beforeEach(() => {
    cluster = new FakeCluster();
    // The check that makes least of its own around a trial.
    cluster.has("configmaps", { data: { "hubble-metrics-server": ":9965" } });
    const agent = { metadata: {}, spec: { nodeName: "node-b" }, status: { hostIP: "10.0.0.7" } };
    cluster.kubectl(/^get pods .*k8s-app=cilium /, { stdout: { items: [agent] } });
    cluster.tries({ output: "hubble_drop_total 1" });
  });
  afterEach(() => {
    cluster[Symbol.dispose]();
  });

  /** What must have been deleted: the one Job that was made, in its namespace. */
  const everyJob = () =>
    cluster.jobs().map(({ metadata }) => `--namespace=${metadata.namespace} job/${metadata.name}`);

  it("takes its Job away when it went well", async () => {
    assert.equal((await cluster.check("metrics")).status, "passed");

    assert.equal(cluster.deleted().length, 1);
    assert.deepEqual(cluster.deleted(), everyJob());
  });

  it("uses the image that is pinned, and goes by itself when nobody takes it away", async () => {
    await cluster.check("metrics");

    const [job] = cluster.jobs();
    assert.ok(JSON.stringify(job).includes(`"image":"${RELEASES[0].probeImage}"`));
    assert.equal(job?.spec.ttlSecondsAfterFinished, 60);
    // Twice what a check waits, since its pod has to start as well.
    assert.equal(job.spec.activeDeadlineSeconds, 2);
  });

  it("opens the network for this pod alone, by a policy that goes with the Job", async () => {
    await cluster.check("metrics");

    const [job] = cluster.jobs();
    const own = { "infraflux.io/acceptance": job?.metadata.name };
    const [policy] = cluster.policies();
    assert.deepEqual(policy?.spec.endpointSelector, { matchLabels: own });
    assert.deepEqual(policy.metadata, {
      name: job?.metadata.name,
      namespace: "kube-system",
      labels: own,
      ownerReferences: [{ apiVersion: "batch/v1", kind: "Job", name: job?.metadata.name, uid: "u-1" }],
    });
  });

  it("lets the pod begin only once its policy is there", async () => {
    await cluster.check("metrics");

    const calls = cluster.calls().map(({ args, stdin }) => `${args.join(" ")} ${stdin}`);
    const order = [
      /create .*"suspend":true/,
      /create .*"CiliumNetworkPolicy"/,
      /patch .*"suspend":false/,
      /job-name=/,
    ];
    const places = order.map((call) => calls.findIndex((made) => call.test(made)));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.ok(!places.includes(-1));
  });

  const troubles: Record<
    string,
    [call: RegExp, response: Parameters<FakeCluster["kubectl"]>[1], detail: RegExp]
  > = {
    "the Job is refused": [
      /^create [^]*"Job"/,
      { stderr: "exceeded quota", exitCode: 1 },
      /^exceeded quota$/,
    ],
    "the policy is refused": [
      /^create [^]*Policy"/,
      { stderr: "no such kind", exitCode: 1 },
      /^no such kind$/,
    ],
    "the Job cannot begin": [/^patch /, { stderr: "conflict", exitCode: 1 }, /^conflict$/],
    "the log cannot be read": [
      /^logs /,
      { stderr: "tls: internal error", exitCode: 1 },
      /^tls: internal error$/,
    ],
    "the image cannot be fetched": [
      /^get pods .*job-name=/,
      {
        stdout: {
          items: [
            {
              metadata: { name: "probe-pod" },
              spec: {},
              status: {
                phase: "Pending",
                containerStatuses: [{ state: { waiting: { reason: "ErrImagePull", message: "not found" } } }],
              },
            },
          ],
        },
      },
      /^a pod in namespace kube-system did not end within 2 s: ErrImagePull: not found$/,
    ],
    "no node takes the pod": [
      /^get pods .*job-name=/,
      { stdout: { items: [{ metadata: { name: "probe-pod" }, spec: {}, status: { phase: "Pending" } }] } },
      /did not end within 2 s: its phase is Pending$/,
    ],
    "no pod is made": [
      /^get pods .*job-name=/,
      { stdout: { items: [] } },
      /did not end within 2 s: no pod was made for its Job$/,
    ],
  };
  for (const [what, [call, response, detail]] of Object.entries(troubles)) {
    it(`says why it failed, and takes its Job away, when ${what}`, async () => {
      cluster.kubectl(call, response);

      const found = await cluster.check("metrics");

      assert.equal(found.status, "failed");
      assert.match(found.detail, detail);
      assert.equal(cluster.deleted().length, 1);
      assert.deepEqual(cluster.deleted(), everyJob());
    });
  }

  it("repeats the cluster's reason for making no pod", async () => {
    cluster.kubectl(/^get pods .*job-name=/, { stdout: { items: [] } });
    const message = 'pods "x" is forbidden: violates PodSecurity "restricted"';
    cluster.kubectl(
      /^get events .*involvedObject\.kind=Job,involvedObject\.name=infraflux-acceptance-metrics-/,
      {
        stdout: { items: [{ message: "older" }, { message }] },
      },
    );

    assert.ok((await cluster.check("metrics")).detail.endsWith(message));
  });

  it("waits for the pod to end", async () => {
    cluster.kubectl(/^get pods .*job-name=/, {
      stdout: { items: [{ metadata: { name: "probe-pod" }, spec: {}, status: { phase: "Running" } }] },
      once: true,
    });

    assert.equal((await cluster.check("metrics", "--timeout", "5")).status, "passed");
  });

  it("tells what it could not take away, and does not end well", async () => {
    cluster.kubectl(/^delete /, { stderr: "timed out waiting for the condition", exitCode: 1 });

    const { exitCode, stdout } = await cluster.run("--only", "metrics");

    assert.equal(exitCode, 4);
    assert.match(
      stdout,
      /^error: could not take away the Job infraflux-acceptance-metrics-\w+ in namespace kube-system.*: timed out waiting.*\n1 passed/m,
    );
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`takes its Job away when it is broken off by ${signal}`, async () => {
      cluster.kubectl(/^get pods .*job-name=/, { stdout: { items: [] } });
      const main = ["tools/acceptance/main.ts", "--only", "metrics", "bgp", "--json"];
      const child = execa(process.execPath, main, {
        cwd: root,
        env: { ...process.env, PATH: cluster.folder },
        extendEnv: false,
        reject: false,
      });
      while (!cluster.calls().some(({ args }) => args.some((arg) => arg.includes("job-name=")))) {
        await sleep(50);
      }

      child.kill(signal);
      const { exitCode, stdout } = await child;

      assert.equal(exitCode, 130);
      assert.deepEqual((JSON.parse(stdout) as Report).leftBehind, []);
      assert.equal(cluster.deleted().length, 1);
      assert.deepEqual(cluster.deleted(), everyJob());
    });
  }
});
