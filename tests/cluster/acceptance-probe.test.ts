import assert from "node:assert/strict";

import { probeJob, probePolicy } from "../../tools/acceptance/probe-objects.ts";
import type { ApiClient } from "./support/client.ts";
import { sharedCluster } from "./support/shared.ts";

/** A namespace that is as strict as there can be, and warns of what it would refuse in the pods of a Job. */
const namespace = "acceptance-restricted";
const strictest = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/warn": "restricted",
};

describe("what the acceptance checks make, on a real API server", function () {
  this.timeout(300_000);
  let cluster: ApiClient;

  before(async () => {
    cluster = await sharedCluster();
    const metadata = { name: namespace, labels: strictest };
    await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata });
  });

  after(() => {
    cluster[Symbol.dispose]();
  });

  const trial = {
    check: "try",
    namespace,
    labels: { app: "shop" },
    script: "true",
    env: { URL: "http://x/" },
  };
  const job = probeJob("infraflux-acceptance-try-0a1b2c", trial, "example.org/curl:1", 60);

  it("is accepted without a warning in a restricted namespace", async () => {
    const policy = probePolicy({
      name: job.metadata.name,
      namespace,
      uid: "4b1ca1a8-1d1f-4a52-8b0f-0d6c0c0b6f11",
    });

    assert.deepEqual(await cluster.judge(job), { warnings: [] });
    assert.deepEqual(await cluster.judge(policy), { warnings: [] });
  });

  it("has pods that are admitted there", async () => {
    const { metadata, spec } = job.spec.template;
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { ...metadata, name: "try", namespace }, spec };
    assert.deepEqual(await cluster.judge(pod), { warnings: [] });

    const rooted = { ...pod, spec: { ...spec, securityContext: {} } };
    assert.match((await cluster.judge(rooted)).refusal ?? "", /violates PodSecurity "restricted/);
  });
});
