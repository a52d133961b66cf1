import assert from "node:assert/strict";

import { CloudController } from "../../../components/cloud/index.ts";
import type { AwsControllerArgs } from "../../../components/cloud/index.ts";
import type { ChartValues } from "../../../components/cilium/plan/values/index.ts";
import { keysOfChart } from "../../support/fixture-charts.ts";
import { record } from "../../support/record.ts";
import { unknownKeys } from "../cilium/chart-keys.ts";
import { aws } from "./samples.ts";

/** The values as far as these tests look into them. */
interface Values extends ChartValues {
  readonly args: string[];
  readonly image: { readonly tag: string };
  readonly tolerations: { readonly key: string; readonly operator: string }[];
}

async function valuesOf(change: Partial<AwsControllerArgs> = {}): Promise<Values> {
  const seen = await record(() => new CloudController("edge-cloud", { ...aws, ...change }));
  return seen.only("kubernetes:helm.sh/v3:Release").inputs["values"] as Values;
}

describe("the controller of AWS", () => {
  it("is set by nothing that its chart does not know", async () => {
    // The chart hands these on as they are.
    const { resources, ...values } = await valuesOf({ routes: true });

    assert.ok(resources);
    assert.deepEqual(
      unknownKeys(values, keysOfChart(`aws-cloud-controller-manager-${aws.chart.version}`)),
      [],
    );
  });

  it("leaves taking up nodes to Talos, and routes to the pods' own network", async () => {
    assert.deepEqual((await valuesOf()).args, [
      "--v=2",
      "--cloud-provider=aws",
      "--cluster-name=edge",
      "--controllers=cloud-node-lifecycle,service",
      "--configure-cloud-routes=false",
    ]);
  });

  it("keeps a route for the pods of each node where the network is to carry them", async () => {
    assert.deepEqual((await valuesOf({ routes: true })).args.slice(3), [
      "--controllers=cloud-node-lifecycle,service,route",
      "--configure-cloud-routes=true",
      "--cluster-cidr=10.244.0.0/16",
    ]);
  });

  it("runs on control planes and their network, before nodes are taken up and without Services", async () => {
    const { hostNetworking, nodeSelector, tolerations, env, image } = await valuesOf();

    assert.equal(hostNetworking, true);
    assert.deepEqual(nodeSelector, { "node-role.kubernetes.io/control-plane": "" });
    assert.deepEqual(
      tolerations.map(({ key, operator }) => `${key} ${operator}`),
      [
        "node-role.kubernetes.io/control-plane Exists",
        "node.cloudprovider.kubernetes.io/uninitialized Exists",
        "node.kubernetes.io/not-ready Exists",
      ],
    );
    assert.deepEqual(env, [
      { name: "KUBERNETES_SERVICE_HOST", value: "localhost" },
      { name: "KUBERNETES_SERVICE_PORT", value: "7445" },
    ]);
    assert.equal(image.tag, "v1.35.0");
  });
});
