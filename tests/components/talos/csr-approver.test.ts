import assert from "node:assert/strict";

import { csrApproverAccess, KubeletCsrApprover } from "../../../components/talos/index.ts";
import { record } from "../../support/record.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";

describe("KubeletCsrApprover", () => {
  it("installs the controller that approves certificates and no other", async () => {
    const seen = await record(() => new KubeletCsrApprover("edge-csr", { chartVersion: "0.5.4" }));
    const { inputs, parent } = seen.only(RELEASE);

    assert.equal(parent, "edge-csr");
    assert.equal(inputs["chart"], "oci://ghcr.io/siderolabs/charts/talos-cloud-controller-manager");
    assert.equal(inputs["version"], "0.5.4");
    assert.equal(inputs["namespace"], csrApproverAccess.namespaces[0]);
    assert.deepEqual(inputs["values"], { enabledControllers: ["node-csr-approval"] });
  });

  it("takes up new nodes where nobody else can tell which machine they are", async () => {
    const seen = await record(
      () => new KubeletCsrApprover("edge-csr", { chartVersion: "0.5.4", initializeNodes: true }),
    );

    assert.deepEqual(seen.only(RELEASE).inputs["values"], {
      enabledControllers: ["node-csr-approval", "cloud-node"],
    });
  });

  it("takes the chart of a mirror", async () => {
    const chartRepository = "oci://registry.example.org/charts";
    const seen = await record(
      () => new KubeletCsrApprover("edge-csr", { chartVersion: "0.5.4", chartRepository }),
    );

    assert.equal(seen.only(RELEASE).inputs["chart"], `${chartRepository}/talos-cloud-controller-manager`);
  });

  it("refuses a version that is not exact", async () => {
    await assert.rejects(
      record(() => new KubeletCsrApprover("edge-csr", { chartVersion: "latest" })),
      { message: 'chartVersion: want an exact version such as "0.5.4", got "latest"' },
    );
  });
});
