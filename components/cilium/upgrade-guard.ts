import { isDeepStrictEqual } from "node:util";

import * as pulumi from "@pulumi/pulumi";

import { refusedHop } from "./plan/index.ts";
import type { CiliumPlan } from "./plan/index.ts";
import { keyIdLabel } from "./secrets/ipsec.ts";

type Hooks = Pick<pulumi.CustomResourceOptions, "hooks">;

/** Options of the resources whose updates are judged before the engine makes them, in a preview as in an update. */
export interface UpgradeGuard {
  /** For the release: its version must be one that can follow the installed one. */
  readonly release: Hooks;

  /** For the Secret with the key of IPsec: a new key must come under the next number. */
  readonly ipsecKeys: Hooks;
}

/**
 * Judges what cannot be seen in the arguments alone: the way from what is installed to what is wanted. The engine tells
 * the hooks what it has in its state, so they need no state of their own.
 */
export function upgradeGuard(name: string, plan: CiliumPlan): UpgradeGuard {
  // Mocked runs, as in unit tests, have no engine that could call.
  if (pulumi.runtime.getEngine() === undefined) {
    return { release: {}, ipsecKeys: {} };
  }
  const rotation = { isOn: false };
  const before = (part: string, judge: pulumi.ResourceHookFunction): Hooks => ({
    hooks: { beforeUpdate: [new pulumi.ResourceHook(`${name}-${part}`, judge, { onDryRun: true })] },
  });
  return {
    release: before("version-check", ({ oldOutputs }) => {
      judgeVersion(String((oldOutputs as Versioned).version), plan, rotation.isOn);
    }),
    ipsecKeys: before("key-check", async ({ oldInputs, newInputs }) => {
      rotation.isOn = await judgeKey(oldInputs as KeySecret, newInputs as KeySecret);
    }),
  };
}

/** What the guard reads of a release. */
interface Versioned {
  readonly version?: unknown;
}

/** What the guard reads of the Secret with the key of IPsec. */
interface KeySecret {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly stringData?: unknown;
}

/** @throws Error when the planned version cannot follow the installed one. */
function judgeVersion(installed: string, plan: CiliumPlan, isRotating: boolean): void {
  const { ciliumVersion } = plan;
  if (installed === ciliumVersion) {
    return;
  }
  const hop = refusedHop(installed, plan);
  if (hop !== undefined) {
    throw new Error(
      `${hop.id}: charts.ciliumVersion: want ${hop.allowed} after ${installed}, got ${ciliumVersion}: ${hop.reason} (${hop.source}). ${hop.remedy}`,
    );
  }
  if (isRotating) {
    throw new Error(
      `rotation-during-upgrade: charts.ciliumVersion: want ${installed} while settings.encryption.ipsec.keyId changes, got ${ciliumVersion}: all nodes must run one version when their key changes (Cilium documentation, IPsec Transparent Encryption, Key Rotation). Change one of them now, and the other when every agent runs.`,
    );
  }
}

/**
 * @returns Whether the key changes.
 * @throws Error when the number of the new key is not the next one.
 */
async function judgeKey(before: KeySecret, after: KeySecret): Promise<boolean> {
  const [old, wanted] = [keyId(before), keyId(after)];
  const next = (old % 15) + 1;
  if (wanted !== old && wanted !== next) {
    throw new Error(
      `key-number: ${keyPath}: want ${next} after ${old}, got ${wanted}: agents tell a rotation by the next number, which is 1 after 15 (${keySource}). Set it to ${next}.`,
    );
  }
  if (wanted === old && (await differ(before.stringData, after.stringData))) {
    throw new Error(
      `key-number: ${keyPath}: want ${next} with a new key, got ${wanted}: agents take no key under the number of the old one (${keySource}). Set it to ${next}.`,
    );
  }
  return wanted !== old;
}

const keyPath = "settings.encryption.ipsec.keyId";
const keySource = "Cilium documentation, IPsec Transparent Encryption, Key Rotation";

function keyId({ metadata }: KeySecret): number {
  return Number(metadata?.labels?.[keyIdLabel]);
}

/** Whether two secret values differ, as far as a preview knows them. */
async function differ(before: unknown, after: unknown): Promise<boolean> {
  const [old, wanted] = await Promise.all([known(before), known(after)]);
  return old !== undefined && wanted !== undefined && !isDeepStrictEqual(old, wanted);
}

/** The value without its mark as a secret, to be compared and never shown; undefined where a preview does not know it. */
async function known(value: unknown): Promise<unknown> {
  const output = pulumi.output<object>(value as object);
  // Left out of the typings. A value that is not known would never arrive.
  const { isKnown } = output as unknown as { readonly isKnown: Promise<boolean> };
  return (await isKnown) ? await new Promise((resolve) => output.apply(resolve)) : undefined;
}
