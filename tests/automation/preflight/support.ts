import assert from "node:assert/strict";

import type { Answer, Check } from "../../../automation/preflight/check.ts";
import type { Ask } from "../../../automation/preflight/inquiry.ts";
import type { Network } from "../../../automation/preflight/network.ts";
import { ownState } from "../../../automation/preflight/own.ts";
import type { Surroundings } from "../../../automation/preflight/surroundings.ts";
import type { StackConfig } from "../../../config/index.ts";
import type { Tree } from "../../../config/layers.ts";
import { resolved } from "../../config/base.ts";

/** Answers by what they answer to. */
export type Answers = Readonly<Record<string, unknown>>;

const cloud = { proxmox: null, network: { loadBalancerRange: null, nodeCidr: "10.20.0.0/16" } };

/** A small valid stack on each provider. */
const sections: Readonly<Record<StackConfig["provider"], Tree>> = {
  proxmox: {},
  metal: {
    proxmox: null,
    metal: {
      vip: "192.168.10.5",
      gateway: "192.168.10.1",
      installDisk: { path: "/dev/sda" },
      machines: [1, 2, 3, 4, 5].map((number) => ({
        name: `m${number}`,
        address: `192.168.10.1${number}`,
        mac: `52:54:00:00:00:0${number}`,
      })),
    },
  },
  aws: { ...cloud, aws: { region: "eu-central-1" } },
  azure: {
    ...cloud,
    azure: {
      location: "westeurope",
      subscriptionId: "00000000-0000-4000-8000-000000000001",
      tenantId: "00000000-0000-4000-8000-000000000002",
      image: {
        id: "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/infra/providers/Microsoft.Compute/images/talos",
      },
    },
  },
  gcp: {
    ...cloud,
    gcp: {
      project: "acme-platform",
      region: "europe-west3",
      image: { id: "projects/acme-platform/global/images/talos-1-13-9" },
    },
  },
};

/** The configuration of a small stack on a provider, with further settings in the section about it or elsewhere. */
export function configOn(
  provider: StackConfig["provider"],
  section: Tree = {},
  changes: Tree = {},
): StackConfig {
  const common = sections[provider];
  const own = { ...(common[provider] as Tree | undefined), ...section };
  return resolved({ provider, ...common, ...changes, [provider]: own }).config;
}

/** What checks start from, around which there is nothing unless it is given. */
export function around(config: StackConfig, given: Partial<Surroundings> = {}): Surroundings {
  return {
    config,
    secrets: {},
    own: ownState([]),
    network: undefined,
    keepSecret: () => undefined,
    ...given,
  };
}

/** Thrown by nobody: an answer that is a problem. */
export class Problem {
  readonly problem: string;

  constructor(problem: string) {
    this.problem = problem;
  }
}

/** A provider that answers by token, or by token and arguments as JSON. Tells what it was asked. */
export function provider(answers: Answers): { ask: Ask; asked: { token: string; args: unknown }[] } {
  const asked: { token: string; args: unknown }[] = [];
  const ask = (<T>(token: string, args: Readonly<Record<string, unknown>> = {}) => {
    asked.push({ token, args });
    return Promise.resolve(answerOf<T>(answers[`${token} ${JSON.stringify(args)}`] ?? answers[token]));
  }) as Ask;
  return { ask, asked };
}

function answerOf<T>(found: unknown): Answer<T> {
  if (found === undefined) {
    return { problem: "nobody answers this" };
  }
  return found instanceof Problem ? { problem: found.problem } : { value: found as T };
}

/** A network in which nothing is but what is given: documents by the longest start of their address, name servers by zone. */
export function networkOf(
  documents: Answers = {},
  zones: Readonly<Record<string, readonly string[]>> = {},
  open: readonly string[] = [],
): Network {
  return {
    reach: (host, port) => Promise.resolve(open.includes(`${host}:${port}`) ? "open" : "silent"),
    nameServers: (zone) => Promise.resolve(zones[zone] ?? []),
    json: (address) => {
      const fitting = Object.keys(documents).filter((start) => address.startsWith(start));
      const [key] = fitting.sort((a, b) => b.length - a.length);
      return Promise.resolve(answerOf(key === undefined ? new Problem("404") : documents[key]));
    },
  };
}

/** The checks of one name with the given status; all of that name where none is given. */
export function of(checks: readonly Check[], name: string, status?: Check["status"]): Check[] {
  const found = checks.filter(({ check }) => check === name);
  assert.ok(found.length > 0, `no check ${name} among ${checks.map(({ check }) => check).join(", ")}`);
  return found.filter((check) => status === undefined || check.status === status);
}

/** Names of the checks with a status, each once. */
export function namesOf(checks: readonly Check[], status: Check["status"]): string[] {
  return [...new Set(checks.filter((check) => check.status === status).map(({ check }) => check))].sort();
}

/** Asserts that exactly one check says something is wrong, and what. */
export function assertFails(checks: readonly Check[], name: string, detail: RegExp): void {
  assert.deepEqual(
    checks.filter(({ status }) => status === "failed").map(({ check }) => check),
    [name],
  );
  const [found] = of(checks, name, "failed");
  assert.match(found?.detail ?? "", detail);
  assert.ok((found?.remedy ?? "") !== "", "it does not say what to do");
}
