import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { execa } from "execa";

import type { ClusterClient, ClusterCondition } from "../../../components/gates/index.ts";

const script = readFileSync(new URL("../../../components/gates/gate-script.mjs", import.meta.url), "utf8");
const talosctl = fileURLToPath(new URL("../../../.tools/bin/talosctl", import.meta.url));

/** What the API server answers to a path, in order; the last answer is repeated. */
type Answers = Record<string, readonly { readonly status: number; readonly body: unknown }[]>;

const crd = (name: string, established: boolean) => ({
  status: 200,
  body: { metadata: { name }, status: { conditions: [condition("Established", established)] } },
});
const nodes = (ready: Record<string, boolean>) => ({
  status: 200,
  body: {
    items: Object.entries(ready).map(([name, isReady]) => ({
      metadata: { name },
      status: { conditions: [condition("MemoryPressure", false), condition("Ready", isReady)] },
    })),
  },
});
const workload = (numbers: { wanted: number; updated?: number; available?: number; observed?: number }) => ({
  status: 200,
  body: {
    metadata: { generation: 2 },
    spec: { replicas: numbers.wanted },
    status: {
      observedGeneration: numbers.observed ?? 2,
      desiredNumberScheduled: numbers.wanted,
      updatedNumberScheduled: numbers.updated,
      updatedReplicas: numbers.updated,
      numberAvailable: numbers.available,
      availableReplicas: numbers.available,
    },
  },
});
const daemonSet = { kind: "DaemonSet", namespace: "kube-system", name: "cilium" } as const;
const deployment = { kind: "Deployment", namespace: "kube-system", name: "cilium-operator" } as const;
const daemonSetPath = "/apis/apps/v1/namespaces/kube-system/daemonsets/cilium";
const deploymentPath = "/apis/apps/v1/namespaces/kube-system/deployments/cilium-operator";
const notFound = { status: 404, body: { reason: "NotFound" } };
const crdPath = (name: string) => `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`;

function condition(type: string, holds: boolean) {
  return { type, status: holds ? "True" : "False" };
}

describe("gate-script.mjs", () => {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-gate-"));
  const servers: Server[] = [];
  let certificate: string;
  let key: string;

  before(async () => {
    // One self-signed certificate stands for authority, server and client.
    await execa(talosctl, ["gen", "keypair", "--ip", "127.0.0.1", "--organization", "own"], { cwd: folder });
    await execa(talosctl, ["gen", "keypair", "--ip", "127.0.0.1", "--organization", "other"], {
      cwd: folder,
    });
    certificate = readFileSync(join(folder, "own.crt"), "utf8");
    // The tool names the kind of key, which OpenSSL does not expect there.
    key = readFileSync(join(folder, "own.key"), "utf8").replaceAll("ED25519 PRIVATE", "PRIVATE");
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** An API server that only talks to clients with the certificate. Resolves to its credentials. */
  async function cluster(answers: Answers): Promise<ClusterClient> {
    const asked: Record<string, number> = {};
    const server = createServer(
      { cert: certificate, key, ca: certificate, requestCert: true, rejectUnauthorized: true },
      (request, response) => {
        const path = request.url ?? "";
        const turn = (asked[path] = (asked[path] ?? -1) + 1);
        const { status, body } = answers[path]?.[turn] ?? answers[path]?.at(-1) ?? notFound;
        response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
      },
    );
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return credentials((server.address() as AddressInfo).port);
  }

  function credentials(port: number, authority = certificate): ClusterClient {
    return {
      host: `https://127.0.0.1:${port}`,
      caCertificate: base64(authority),
      clientCertificate: base64(certificate),
      clientKey: base64(key),
    };
  }

  /** Runs the script as the command provider does. */
  async function gate(condition: ClusterCondition, client: ClusterClient, timeoutSeconds: number) {
    const { exitCode, stdout, stderr } = await execa("node", ["--input-type=module", "-e", script], {
      env: { INFRAFLUX_GATE: JSON.stringify(condition), INFRAFLUX_TIMEOUT_SECONDS: String(timeoutSeconds) },
      input: JSON.stringify(client),
      reject: false,
    });
    for (const secret of [client.clientKey, key.split("\n")[1] ?? ""]) {
      assert.ok(!`${stdout}${stderr}`.includes(secret), "the output shows the client's key");
    }
    return { exitCode, stdout, stderr };
  }

  it("passes when the API server is ready, and says so in one line", async () => {
    const client = await cluster({ "/readyz": [{ status: 200, body: "ok" }] });

    assert.deepEqual(await gate({ kind: "api" }, client, 5), {
      exitCode: 0,
      stdout: `{"gate":"api","host":"${client.host}","passed":true}`,
      stderr: "",
    });
  });

  it("waits until the API server is ready", async () => {
    const client = await cluster({
      "/readyz": [
        { status: 500, body: "[-]etcd failed\nreadyz check failed" },
        { status: 200, body: "ok" },
      ],
    });

    assert.equal((await gate({ kind: "api" }, client, 30)).exitCode, 0);
  });

  it("waits until every custom resource definition is established", async () => {
    const client = await cluster({
      [crdPath("a.example.org")]: [crd("a.example.org", true)],
      [crdPath("b.example.org")]: [notFound, crd("b.example.org", true)],
    });

    assert.equal(
      (await gate({ kind: "crds", crds: ["a.example.org", "b.example.org"] }, client, 30)).exitCode,
      0,
    );
  });

  it("waits until enough nodes are ready", async () => {
    const client = await cluster({
      "/api/v1/nodes": [nodes({ one: true }), nodes({ one: true, two: true, three: false })],
    });

    assert.equal((await gate({ kind: "nodes", count: 2 }, client, 30)).exitCode, 0);
  });

  it("waits until every pod of a workload is new and available", async () => {
    const client = await cluster({
      [daemonSetPath]: [
        // The old pods are all there, and the change was not even seen.
        workload({ wanted: 3, updated: 3, available: 3, observed: 1 }),
        workload({ wanted: 3, updated: 1, available: 3 }),
        workload({ wanted: 3, updated: 3, available: 3 }),
      ],
      [deploymentPath]: [workload({ wanted: 2, updated: 2, available: 2 })],
    });

    const condition = { kind: "rollout", workloads: [daemonSet, deployment] } as const;
    assert.equal((await gate(condition, client, 30)).exitCode, 0);
  });

  const inTime: [string, ClusterCondition, Answers, string][] = [
    [
      "what the API server answered",
      { kind: "api" },
      { "/readyz": [{ status: 500, body: "[-]etcd failed\nreadyz check failed" }] },
      "to be ready; last seen: /readyz answered 500: [-]etcd failed",
    ],
    [
      "which definitions are missing and which only not established",
      { kind: "crds", crds: ["a.example.org", "b.example.org", "c.example.org"] },
      {
        [crdPath("a.example.org")]: [crd("a.example.org", true)],
        [crdPath("c.example.org")]: [crd("c.example.org", false)],
      },
      "to have its custom resource definitions established; last seen: " +
        "b.example.org is not there, c.example.org is not established",
    ],
    [
      "which nodes are not ready",
      { kind: "nodes", count: 3 },
      { "/api/v1/nodes": [nodes({ one: true, two: false })] },
      "to have all its nodes ready; last seen: 1 of 3 nodes ready, not ready: two",
    ],
    [
      "which workloads are not rolled out",
      { kind: "rollout", workloads: [daemonSet, deployment] },
      { [daemonSetPath]: [workload({ wanted: 3, updated: 1, available: 2 })] },
      "to run what was rolled out last; last seen: DaemonSet kube-system/cilium: 1 of 3 pods new, 2 available, " +
        "Deployment kube-system/cilium-operator: is not there",
    ],
    [
      "that a workload was not looked at since it changed, or runs nowhere",
      { kind: "rollout", workloads: [daemonSet, deployment] },
      {
        [daemonSetPath]: [workload({ wanted: 3, updated: 3, available: 3, observed: 1 })],
        [deploymentPath]: [workload({ wanted: 0 })],
      },
      "to run what was rolled out last; last seen: DaemonSet kube-system/cilium: its last change was not taken up yet, " +
        "Deployment kube-system/cilium-operator: 0 of 0 pods new, 0 available",
    ],
    [
      "that the client has no right",
      { kind: "nodes", count: 1 },
      { "/api/v1/nodes": [{ status: 403, body: "nodes is forbidden" }] },
      "to have all its nodes ready; last seen: the API server answered 403: nodes is forbidden",
    ],
  ];

  for (const [what, condition, answers, message] of inTime) {
    it(`says on timeout ${what}`, async () => {
      const client = await cluster(answers);

      assert.deepEqual(await gate(condition, client, 0.5), {
        exitCode: 1,
        stdout: "",
        stderr: `waited 0.5 s for the cluster at ${client.host} ${message}`,
      });
    });
  }

  it("says on timeout that nobody listens", async () => {
    const client = await cluster({});
    servers.splice(0).forEach((server) => server.close());

    const { exitCode, stderr } = await gate({ kind: "api" }, client, 0.5);
    assert.equal(exitCode, 1);
    assert.match(stderr, /last seen: connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
  });

  it("trusts the cluster's own authority and no other", async () => {
    const { host } = await cluster({ "/readyz": [{ status: 200, body: "ok" }] });
    const stranger = credentials(Number(new URL(host).port), readFileSync(join(folder, "other.crt"), "utf8"));

    const { exitCode, stderr } = await gate({ kind: "api" }, stranger, 0.5);
    assert.equal(exitCode, 1);
    assert.match(stderr, /last seen: self-signed certificate/);
  });
});

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
