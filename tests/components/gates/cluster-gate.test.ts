import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { ClusterGate, type ClusterCondition } from "../../../components/gates/index.ts";
import { record, revealed } from "../../support/record.ts";

const COMMAND = "command:local:Command";
const client = {
  host: "https://10.0.0.10:6443",
  caCertificate: "Y2E=",
  clientCertificate: "Y2VydA==",
  clientKey: "c2VjcmV0LWtleQ==",
};

describe("ClusterGate", () => {
  it("runs the script with the condition in its environment and the credentials on its input", async () => {
    const seen = await record(
      () => new ClusterGate("edge-nodes", { gate: { kind: "nodes", count: 3 }, client }),
    );
    const { inputs, parent, name } = seen.only(COMMAND);

    assert.deepEqual([parent, name], ["edge-nodes", "edge-nodes-wait"]);
    assert.deepEqual(inputs["interpreter"], ["node", "--input-type=module", "-e"]);
    assert.deepEqual(inputs["environment"], {
      INFRAFLUX_GATE: '{"kind":"nodes","count":3}',
      INFRAFLUX_TIMEOUT_SECONDS: "900",
    });
    assert.deepEqual(JSON.parse(revealed(inputs["stdin"]) as string), client);
  });

  it("never shows the credentials, not even in its own inputs", async () => {
    const seen = await record(() => new ClusterGate("edge-api", { gate: { kind: "api" }, client }));

    assert.deepEqual(seen.leaking(client.clientKey), []);
    assert.deepEqual(seen.leaking(client.host), []);
  });

  it("holds its command back until what it depends on is done", async () => {
    const seen = await record(() => {
      const first = new pulumi.ComponentResource("test:index:First", "first");
      return new ClusterGate("edge-api", { gate: { kind: "api" }, client }, { dependsOn: [first] });
    });

    assert.deepEqual(seen.only(COMMAND).dependsOn, ["first"]);
  });

  it("appears in a preview, when there are no credentials yet", async () => {
    const unknown = pulumi.unknown as unknown as pulumi.Input<typeof client>;
    const seen = await record(() => new ClusterGate("edge-api", { gate: { kind: "api" }, client: unknown }), {
      preview: true,
    });

    assert.equal(seen.all(COMMAND).length, 1);
  });

  it("two of them can live in one stack", async () => {
    await record(() => [
      new ClusterGate("a", { gate: { kind: "api" }, client }),
      new ClusterGate("b", { gate: { kind: "api" }, client }),
    ]);
  });

  const refused: [ClusterCondition, number, RegExp][] = [
    [{ kind: "crds", crds: [] }, 900, /gate\.crds: want at least one custom resource definition, got none/],
    [{ kind: "nodes", count: 0 }, 900, /gate\.count: want a number of nodes above 0, got 0/],
    [{ kind: "rollout", workloads: [] }, 900, /gate\.workloads: want at least one workload, got none/],
    [{ kind: "api" }, 0, /timeoutSeconds: want a number of seconds above 0, got 0/],
  ];

  for (const [gate, timeoutSeconds, message] of refused) {
    it(`refuses ${JSON.stringify(gate)} within ${timeoutSeconds} s`, async () => {
      await assert.rejects(
        record(() => new ClusterGate("edge", { gate, client, timeoutSeconds })),
        message,
      );
    });
  }
});
