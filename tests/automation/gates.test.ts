import assert from "node:assert/strict";

import { ask, gatesOf, requirementOf } from "../../automation/gates.ts";
import type { StateResource } from "../../automation/session.ts";

const client = { host: "https://10.0.0.10:6443", clientKey: "aw==" };

/** A command as the engine exports it with its secrets shown. */
const command = (condition: object, script: string): StateResource => ({
  urn: "urn:pulumi:dev::infraflux::infraflux:index:ClusterGate$command:local:Command::edge-nodes-wait",
  type: "command:local:Command",
  custom: true,
  inputs: {
    create: script,
    interpreter: ["node", "--input-type=module", "-e"],
    environment: { INFRAFLUX_GATE: JSON.stringify(condition), INFRAFLUX_TIMEOUT_SECONDS: "900" },
    stdin: {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: JSON.stringify(JSON.stringify(client)),
    },
  },
});

/** Answers with what it was given, as a failure. */
const echo = `
import { text } from "node:stream/consumers";
console.error(process.env.INFRAFLUX_TIMEOUT_SECONDS, process.env.INFRAFLUX_GATE, await text(process.stdin));
process.exitCode = 1;
`;

describe("the gates of a stack", () => {
  it("are the commands that wait for a cluster, by the name of the gate", () => {
    const other = { ...command({ kind: "api" }, echo), inputs: { create: "echo", environment: {} } };

    assert.deepEqual(
      gatesOf([other, command({ kind: "api" }, echo)]).map(({ name }) => name),
      ["edge-nodes"],
    );
  });

  it("are asked by their own script, with their own client and another time limit", async () => {
    const [gate] = gatesOf([command({ kind: "nodes", count: 3 }, echo)]);
    assert.ok(gate);

    assert.equal(await ask(gate, 7), `7 {"kind":"nodes","count":3} ${JSON.stringify(client)}`);
  });

  it("are passed when the script is content", async () => {
    const [gate] = gatesOf([command({ kind: "api" }, "process.exitCode = 0")]);
    assert.ok(gate);

    assert.equal(await ask(gate, 7), undefined);
  });

  it("say what they wait for", () => {
    const cilium = { kind: "DaemonSet", namespace: "kube-system", name: "cilium" };
    const words = (condition: object) => gatesOf([command(condition, echo)]).map(requirementOf);

    assert.deepEqual(
      [
        { kind: "api" },
        { kind: "crds", crds: ["a.example.org", "b.example.org"] },
        { kind: "nodes", count: 3 },
        { kind: "rollout", workloads: [cilium] },
      ].flatMap(words),
      [
        "the Kubernetes API is ready",
        "2 custom resource definitions are established",
        "3 nodes are ready",
        "DaemonSet cilium run what was rolled out last",
      ],
    );
  });
});
