import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { binFolder } from "../../../tools/lib/paths.mjs";
import { ApiClient } from "./client.ts";
import type { Access } from "./client.ts";

/** An API server may take this long on a busy machine; an idle one needs three seconds. */
const readyMs = 120_000;

/** A real Kubernetes API server with a store of its own. Nothing of a cluster is behind it: no node, no controller. */
export interface ApiServer extends AsyncDisposable {
  /** How to reach it, with every right. */
  readonly access: Access;
}

/**
 * Starts etcd and kube-apiserver on free ports of the loopback address and waits until they are ready.
 *
 * @param folder Empty folder for data, keys and logs; it stays when the servers stop.
 */
export async function startApiServer(folder: string): Promise<ApiServer> {
  const [clients, peers, port] = (await freePorts(3)) as [number, number, number];
  const token = randomBytes(16).toString("hex");
  const path = (name: string) => join(folder, name);
  writeCredentials(path, token);

  const etcd = start("etcd", folder, [
    `--data-dir=${path("etcd")}`,
    ...[`--listen-client-urls=${local(clients)}`, `--advertise-client-urls=${local(clients)}`],
    ...[`--listen-peer-urls=${local(peers)}`, `--initial-advertise-peer-urls=${local(peers)}`],
    `--initial-cluster=default=${local(peers)}`,
    // What is stored here need not outlive the machine.
    "--unsafe-no-fsync",
  ]);
  const apiServer = start("kube-apiserver", folder, [
    `--etcd-servers=${local(clients)}`,
    ...["--bind-address=127.0.0.1", `--secure-port=${port}`, `--cert-dir=${path("certificates")}`],
    `--token-auth-file=${path("tokens.csv")}`,
    ...["--authorization-mode=RBAC", "--service-cluster-ip-range=10.96.0.0/12"],
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${path("service-accounts.pub")}`,
    `--service-account-signing-key-file=${path("service-accounts.key")}`,
    // Nobody makes the accounts that this plugin would demand of every pod.
    "--disable-admission-plugins=ServiceAccount",
    ...["--allow-privileged=true", "--endpoint-reconciler-type=none"],
  ]);
  const servers = [apiServer, etcd];
  const stop = async () => {
    await Promise.all(servers.map(kill));
  };
  try {
    const access = await whenReady(servers, () => accessTo(path("certificates/apiserver.crt"), port, token));
    return { access, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A process with the file that it writes to. */
interface Server {
  readonly name: string;
  readonly process: ChildProcess;
  readonly log: string;
}

function start(name: string, folder: string, args: readonly string[]): Server {
  const log = join(folder, `${name}.log`);
  const file = openSync(log, "w");
  const child = spawn(join(binFolder, name), args, { stdio: ["ignore", file, file] });
  closeSync(file);
  return { name, process: child, log };
}

/** Ends a server at once: its graceful end waits a minute for a store that is going away too. */
async function kill({ process }: Server): Promise<void> {
  if (!hasEnded(process)) {
    const ended = once(process, "exit");
    process.kill("SIGKILL");
    await ended;
  }
}

function hasEnded({ exitCode, signalCode, pid }: ChildProcess): boolean {
  return pid === undefined || exitCode !== null || signalCode !== null;
}

/** Waits for the first answer of `/readyz`; fails as soon as a server has ended. */
async function whenReady(servers: readonly Server[], access: () => Access | undefined): Promise<Access> {
  const deadline = Date.now() + readyMs;
  while (Date.now() < deadline) {
    const ended = servers.find(({ process }) => hasEnded(process));
    if (ended !== undefined) {
      throw new Error(`${ended.name} ended: ${lastLines(ended.log)}`);
    }
    const known = access();
    if (known !== undefined && (await answers(known))) {
      return known;
    }
    await sleep(100);
  }
  throw new Error(`not ready: ${servers.map(({ log }) => lastLines(log)).join("\n")}`);
}

async function answers(access: Access): Promise<boolean> {
  using client = new ApiClient(access);
  try {
    return (await client.request("GET", "/readyz")).status === 200;
  } catch {
    return false;
  }
}

/** The certificate is made by the API server itself, so it is there only once that has begun. */
function accessTo(certificate: string, port: number, token: string): Access | undefined {
  return existsSync(certificate) ? { port, token, ca: readFileSync(certificate, "utf8") } : undefined;
}

function writeCredentials(path: (name: string) => string, token: string): void {
  mkdirSync(path("certificates"), { recursive: true });
  writeFileSync(path("tokens.csv"), `${token},tests,tests,"system:masters"\n`, { mode: 0o600 });
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  writeFileSync(path("service-accounts.pub"), publicKey);
  writeFileSync(path("service-accounts.key"), privateKey, { mode: 0o600 });
}

function local(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Ports that nobody listens on. They are held together, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const held = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(held.map((server) => once(server, "listening")));
  const ports = held.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(held.map((server) => once(server.close(), "close")));
  return ports;
}

function lastLines(log: string): string {
  return readFileSync(log, "utf8").trimEnd().split("\n").slice(-5).join("\n");
}
