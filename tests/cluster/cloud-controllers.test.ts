import assert from "node:assert/strict";

import { CloudController } from "../../components/cloud/index.ts";
import { azure, gcp } from "../components/cloud/samples.ts";
import { record, revealed } from "../support/record.ts";
import { broken } from "./support/broken.ts";
import type { ApiClient, Manifest } from "./support/client.ts";
import { sharedCluster } from "./support/shared.ts";

describe("the objects of the cloud controllers, on a real API server", function () {
  this.timeout(300_000);
  let cluster: ApiClient;
  let manifests: readonly Manifest[];

  before(async () => {
    const { resources } = await record(() => [
      new CloudController("one", azure),
      new CloudController("two", { ...gcp, routes: true }),
    ]);
    // What charts bring is judged by whoever publishes them.
    manifests = resources
      .filter(({ type }) => type.startsWith("kubernetes:") && !type.startsWith("kubernetes:helm.sh/"))
      .map(({ inputs }) => revealed(inputs) as Manifest);
    cluster = await sharedCluster();
  });

  after(() => {
    cluster[Symbol.dispose]();
  });

  it("are accepted without a warning", async () => {
    assert.deepEqual(manifests.map(({ kind }) => kind).sort(), [
      "ClusterRole",
      "ClusterRoleBinding",
      "ConfigMap",
      "DaemonSet",
      "Role",
      "RoleBinding",
      "RoleBinding",
      "Secret",
      "ServiceAccount",
    ]);
    assert.deepEqual(await cluster.complaints(manifests), []);
  });

  it("would be refused if what runs were broken", async () => {
    const pods = manifests
      .filter(({ kind }) => kind === "DaemonSet")
      .map(({ metadata, spec }): Manifest => {
        const { template } = spec as { template: { spec: object } };
        return { apiVersion: "v1", kind: "Pod", metadata, spec: template.spec };
      });
    const mutants = pods.flatMap(broken);
    assert.ok(mutants.length > 10);
    assert.deepEqual(await cluster.complaints(pods), []);

    const verdicts = await Promise.all(
      mutants.map(async ({ title, manifest }) => ({ title, ...(await cluster.judge(manifest)) })),
    );

    assert.deepEqual(
      verdicts.filter(({ refusal }) => refusal === undefined).map(({ title }) => title),
      [],
    );
  });
});
