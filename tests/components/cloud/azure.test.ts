import assert from "node:assert/strict";

import type { ChartValues } from "../../../components/cilium/plan/values/index.ts";
import { CloudController } from "../../../components/cloud/index.ts";
import type { AzureControllerArgs } from "../../../components/cloud/index.ts";
import { keysOfChart } from "../../support/fixture-charts.ts";
import { record, revealed } from "../../support/record.ts";
import { unknownKeys } from "../cilium/chart-keys.ts";
import { azure } from "./samples.ts";

const seenWith = (change: Partial<AzureControllerArgs> = {}) =>
  record(() => new CloudController("edge-cloud", { ...azure, ...change }));

/** The values as far as these tests look into them. */
interface Values {
  readonly cloudControllerManager: Readonly<Record<string, unknown>> & {
    readonly tolerations: { readonly key: string }[];
  };
  readonly cloudNodeManager: Readonly<Record<string, unknown>>;
}

async function releaseWith(change: Partial<AzureControllerArgs> = {}) {
  const { inputs, dependsOn } = (await seenWith(change)).only("kubernetes:helm.sh/v3:Release");
  return { values: inputs["values"] as Values, dependsOn };
}

async function configurationWith(
  change: Partial<AzureControllerArgs> = {},
): Promise<Record<string, unknown>> {
  const { inputs } = (await seenWith(change)).only("kubernetes:core/v1:Secret");
  const { stringData } = revealed(inputs) as { stringData: Record<string, string> };
  return JSON.parse(stringData["cloud-config"] ?? "") as Record<string, unknown>;
}

describe("the controller of Azure", () => {
  it("is set by nothing that its chart does not know", async () => {
    const { values } = await releaseWith();

    assert.deepEqual(
      unknownKeys(
        values as unknown as ChartValues,
        keysOfChart(`cloud-provider-azure-${azure.chart.version}`),
      ),
      [],
    );
  });

  it("is configured by a Secret that is there before it", async () => {
    const seen = await seenWith();
    const { name, inputs } = seen.only("kubernetes:core/v1:Secret");
    const { dependsOn } = seen.only("kubernetes:helm.sh/v3:Release");
    const { metadata } = revealed(inputs) as { metadata: unknown };

    assert.deepEqual(metadata, { name: "azure-cloud-provider", namespace: "kube-system" });
    assert.deepEqual(dependsOn, [name]);
  });

  it("acts by the identity of its machine", async () => {
    const { tenantId, useManagedIdentityExtension, userAssignedIdentityID, ...others } =
      await configurationWith();

    assert.deepEqual(
      [tenantId, useManagedIdentityExtension, userAssignedIdentityID],
      [azure.place.tenantId, true, azure.place.identityClientId],
    );
    assert.deepEqual(
      Object.keys(others).filter((key) => /aad|secret|password|certificate/i.test(key)),
      [],
    );
  });

  it("finds the network in the group of the machines, or where it is said to be", async () => {
    const groups = ({ vnetResourceGroup, securityGroupResourceGroup }: Record<string, unknown>) => [
      vnetResourceGroup,
      securityGroupResourceGroup,
    ];

    assert.deepEqual(groups(await configurationWith()), ["edge-machines", "edge-machines"]);
    assert.deepEqual(
      groups(
        await configurationWith({
          place: {
            ...azure.place,
            virtualNetworkResourceGroup: "hub",
            securityGroupResourceGroup: "rules",
          },
        }),
      ),
      ["hub", "rules"],
    );
  });

  it("keeps routes where the network is to carry pods, in the table that is named", async () => {
    const place = { ...azure.place, routeTable: "edge-routes" };
    const on = await releaseWith({ routes: true, place });
    const off = await releaseWith({ place });

    assert.equal(on.values.cloudControllerManager["configureCloudRoutes"], "true");
    assert.equal(off.values.cloudControllerManager["configureCloudRoutes"], "false");
    assert.equal((await configurationWith({ routes: true, place }))["routeTableName"], "edge-routes");
    assert.ok(!("routeTableName" in (await configurationWith({ place }))));
  });

  it("never gives nodes their part of the pods' network, which Kubernetes does", async () => {
    const { values } = await releaseWith({
      routes: true,
      place: { ...azure.place, routeTable: "edge-routes" },
    });

    assert.equal(values.cloudControllerManager["allocateNodeCidrs"], "false");
  });

  it("runs on control planes before nodes are taken up, two pods where there are two machines", async () => {
    const three = (await releaseWith()).values.cloudControllerManager;
    const one = (await releaseWith({ controlPlanes: 1 })).values.cloudControllerManager;

    assert.deepEqual([three["replicas"], one["replicas"]], [2, 1]);
    assert.deepEqual(three["nodeSelector"], { "node-role.kubernetes.io/control-plane": "" });
    assert.ok(three.tolerations.some(({ key }) => key === "node.cloudprovider.kubernetes.io/uninitialized"));
  });

  it("is of one version with what takes up nodes", async () => {
    const { cloudControllerManager, cloudNodeManager } = (await releaseWith()).values;

    assert.deepEqual(
      [cloudControllerManager["imageTag"], cloudNodeManager["imageTag"]],
      ["v1.36.0", "v1.36.0"],
    );
  });
});
