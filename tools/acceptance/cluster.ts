import { setTimeout as sleep } from "node:timers/promises";

import { RELEASES } from "../../config/index.ts";
import { runProgram, Trouble } from "./program.ts";
import type { Ended } from "./program.ts";

/** What the checks are told by whoever runs them. */
export interface Options {
  /** Address outside the cluster that answers with the address of its caller. Default: none. */
  readonly echoUrl?: URL;

  /** Where Prometheus answers. Default: none. */
  readonly prometheusUrl?: URL;

  /** Seconds that a check waits for what is missing. */
  readonly timeoutSeconds: number;
}

/** What a Kubernetes object says of itself. */
export interface Meta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: string;
}

const [{ ciliumCli, kubernetes, probeImage }] = RELEASES;

/** A cluster, as the official tools see it. */
export class Cluster {
  readonly options: Options;
  readonly probeImage = probeImage;

  /** Ends everything that is waited for. */
  readonly signal: AbortSignal;

  /** What could not be taken away again, each with what the tool said. */
  readonly leftBehind: string[] = [];

  readonly #env: Readonly<Record<string, string | undefined>>;

  /** @param env Environment of the tools, which find the cluster by KUBECONFIG and themselves by PATH. */
  constructor(options: Options, env: Readonly<Record<string, string | undefined>>, signal: AbortSignal) {
    this.options = options;
    this.#env = { ...env, NO_COLOR: "1" };
    this.signal = signal;
  }

  /** Runs kubectl, and hands out what it prints. */
  async kubectl(...args: readonly string[]): Promise<string> {
    return printed(await this.#kubectl(args, { signal: this.signal }));
  }

  /**
   * Runs kubectl for something that must not be broken off in the middle: making an object, or taking it away.
   *
   * @param input An object for its standard input.
   */
  async kubectlToTheEnd(args: readonly string[], input?: object): Promise<string> {
    return printed(await this.#kubectl(args, { input: input === undefined ? "" : JSON.stringify(input) }));
  }

  /** The objects of a kind; none where the cluster does not have the kind. */
  async list<T>(kind: string, ...args: readonly string[]): Promise<readonly T[]> {
    const ended = await this.#kubectl(["get", kind, ...args, "--output=json"], { signal: this.signal });
    return ended.stderr.includes("the server doesn't have a resource type")
      ? []
      : (JSON.parse(printed(ended)) as { items: T[] }).items;
  }

  /** One object, or undefined where it, its namespace or its kind is not there. */
  async find<T>(kind: string, name: string, namespace: string): Promise<T | undefined> {
    const objects = await this.list<T>(
      kind,
      `--namespace=${namespace}`,
      `--field-selector=metadata.name=${name}`,
    );
    return objects[0];
  }

  /** Runs cilium-cli. */
  async cilium(...args: readonly string[]): Promise<Ended> {
    const install = `cilium-cli ${ciliumCli}`;
    return await runProgram("cilium", args, { env: this.#env, signal: this.signal, install });
  }

  /** The settings that Cilium's agents run with. */
  async ciliumConfig(): Promise<Readonly<Record<string, string | undefined>>> {
    const found = await this.find<{ data?: Record<string, string> }>(
      "configmaps",
      "cilium-config",
      "kube-system",
    );
    if (found === undefined) {
      throw new Trouble("there is no ConfigMap kube-system/cilium-config: Cilium is not installed");
    }
    return found.data ?? {};
  }

  /** Asks again and again for something, until it is there or the time is over. */
  async until<T>(
    look: () => Promise<T | undefined>,
    seconds = this.options.timeoutSeconds,
  ): Promise<T | undefined> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const found = await look();
      if (found !== undefined || Date.now() >= deadline) {
        return found;
      }
      await sleep(1000, undefined, { signal: this.signal });
    }
  }

  async #kubectl(args: readonly string[], how: { input?: string; signal?: AbortSignal }): Promise<Ended> {
    const install = `kubectl ${kubernetes.version}`;
    return await runProgram("kubectl", ["--request-timeout=30s", ...args], {
      env: this.#env,
      ...how,
      install,
    });
  }
}

function printed({ exitCode, stdout, stderr }: Ended): string {
  if (exitCode !== 0) {
    throw new Trouble(stderr.trim() || `kubectl ended with exit code ${exitCode}`);
  }
  return stdout;
}
