// Waits until a Kubernetes cluster meets one condition. Run by `ClusterGate`, on whatever Node is on PATH (18 or later).
//
// INFRAFLUX_GATE             {"kind":"api"} | {"kind":"crds","crds":[...]} | {"kind":"nodes","count":n}
//                            | {"kind":"rollout","workloads":[{"kind":"DaemonSet","namespace":"...","name":"..."}]}
// INFRAFLUX_TIMEOUT_SECONDS  how long to wait
// stdin                      {"host","caCertificate","clientCertificate","clientKey"}, certificates and key as base64 PEM
//
// Success: one JSON line on stdout. Timeout: exit code 1 and one message on stderr that says what was seen last.

import { request } from "node:https";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

const requestTimeoutMilliseconds = 10_000;
const firstPauseMilliseconds = 1_000;
const longestPauseMilliseconds = 10_000;

const gate = JSON.parse(process.env.INFRAFLUX_GATE);
const timeoutSeconds = Number(process.env.INFRAFLUX_TIMEOUT_SECONDS);
const client = JSON.parse(await text(process.stdin));
const credentials = {
  ca: Buffer.from(client.caCertificate, "base64"),
  cert: Buffer.from(client.clientCertificate, "base64"),
  key: Buffer.from(client.clientKey, "base64"),
};

const checks = { api: checkApi, crds: checkCrds, nodes: checkNodes, rollout: checkRollout };
const purposes = {
  api: "to be ready",
  crds: "to have its custom resource definitions established",
  nodes: "to have all its nodes ready",
  rollout: "to run what was rolled out last",
};

const deadline = Date.now() + timeoutSeconds * 1000;
let pause = firstPauseMilliseconds;
for (;;) {
  const missing = await checks[gate.kind]().catch((error) => error.message);
  if (missing === undefined) {
    console.log(JSON.stringify({ gate: gate.kind, host: client.host, passed: true }));
    break;
  }
  if (Date.now() + pause > deadline) {
    console.error(
      `waited ${timeoutSeconds} s for the cluster at ${client.host} ${purposes[gate.kind]}; last seen: ${missing}`,
    );
    // Not process.exit(): what was written to a pipe would be cut off.
    process.exitCode = 1;
    break;
  }
  await sleep(pause);
  pause = Math.min(pause * 2, longestPauseMilliseconds);
}

/** Each check returns what is still missing, or undefined. */
async function checkApi() {
  const { status, body } = await get("/readyz");
  return status === 200 ? undefined : `/readyz answered ${status}: ${firstLine(body)}`;
}

async function checkCrds() {
  const states = await Promise.all(gate.crds.map(async (name) => ({ name, state: await crdState(name) })));
  const waiting = states
    .filter(({ state }) => state !== "established")
    .map(({ name, state }) => `${name} is ${state}`);
  return waiting.length === 0 ? undefined : waiting.join(", ");
}

async function crdState(name) {
  const { status, body } = await get(`/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`);
  if (status === 404) {
    return "not there";
  }
  return isTrue(objectOf(status, body), "Established") ? "established" : "not established";
}

async function checkNodes() {
  const { status, body } = await get("/api/v1/nodes");
  const nodes = objectOf(status, body).items;
  const unready = nodes.filter((node) => !isTrue(node, "Ready")).map((node) => node.metadata.name);
  const ready = nodes.length - unready.length;
  if (ready >= gate.count) {
    return undefined;
  }
  const names = unready.length === 0 ? "" : `, not ready: ${unready.join(", ")}`;
  return `${ready} of ${gate.count} nodes ready${names}`;
}

async function checkRollout() {
  const states = await Promise.all(
    gate.workloads.map(async ({ kind, namespace, name }) => {
      const missing = await missingOf(kind, namespace, name).catch((error) => error.message);
      return missing === undefined ? [] : [`${kind} ${namespace}/${name}: ${missing}`];
    }),
  );
  return states.flat().length === 0 ? undefined : states.flat().join(", ");
}

/** What a workload lacks. Old pods may still be available while new ones do not start, so both are counted. */
async function missingOf(kind, namespace, name) {
  const { status: code, body } = await get(
    `/apis/apps/v1/namespaces/${namespace}/${kind.toLowerCase()}s/${name}`,
  );
  if (code === 404) {
    return "is not there";
  }
  const { metadata, spec, status = {} } = objectOf(code, body);
  const [wanted, updated, available] =
    kind === "DaemonSet"
      ? [status.desiredNumberScheduled, status.updatedNumberScheduled, status.numberAvailable]
      : [spec.replicas, status.updatedReplicas, status.availableReplicas];
  if ((status.observedGeneration ?? 0) < metadata.generation) {
    return "its last change was not taken up yet";
  }
  return wanted > 0 && updated === wanted && available === wanted
    ? undefined
    : `${updated ?? 0} of ${wanted ?? 0} pods new, ${available ?? 0} available`;
}

function isTrue(object, type) {
  return (object.status?.conditions ?? []).some(
    (condition) => condition.type === type && condition.status === "True",
  );
}

function objectOf(status, body) {
  if (status !== 200) {
    throw new Error(`the API server answered ${status}: ${firstLine(body)}`);
  }
  return JSON.parse(body);
}

function firstLine(body) {
  return body.split("\n", 1)[0].slice(0, 200);
}

function get(path) {
  return new Promise((resolve, reject) => {
    const options = {
      ...credentials,
      // A connection of its own each time: behind a virtual address the machine that answers may have changed.
      agent: false,
      timeout: requestTimeoutMilliseconds,
    };
    const sent = request(new URL(path, client.host), options, async (response) => {
      try {
        resolve({ status: response.statusCode, body: await text(response) });
      } catch (error) {
        reject(error);
      }
    });
    sent.on("timeout", () => {
      sent.destroy(new Error(`no answer within ${requestTimeoutMilliseconds / 1000} s`));
    });
    sent.on("error", (error) => {
      reject(new Error(reasonOf(error)));
    });
    sent.end();
  });
}

/** Where several addresses were tried, the error itself has no text. */
function reasonOf(error) {
  return error.message || error.errors?.map((each) => each.message).join(", ") || error.code;
}
