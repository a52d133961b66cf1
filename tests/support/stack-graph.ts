import { createHash } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import { simulatedSecretKeys } from "../../automation/configuration.ts";
import { stackProgram } from "../../automation/context.ts";
import { seed } from "../../automation/simulated-world.ts";
import { SECRETS } from "../../config/index.ts";
import { openWorld } from "../../simulator/core/world.ts";
import { committedValues, resolved } from "./engine.ts";
import type { Recording } from "./record.ts";
import { record } from "./record.ts";
import { SimulatedMocks } from "./simulated-mocks.ts";

/** Texts longer than this are shortened to what tells whether they changed. */
const longestText = 500;

/** Runs the program with a stack file of the repository, without an engine, and records what it registers. */
export async function recordStack(stack: string, { preview = false } = {}): Promise<Recording> {
  const values = committedValues(stack);
  const { config, settings } = resolved(stack, values);
  const secrets = simulatedSecretKeys(new Set(), settings).map(
    (key) => [key, SECRETS[key].simulated("0".repeat(64))] as const,
  );
  const texts = Object.entries(values).map(([key, value]) => [key, textOf(value)] as const);
  pulumi.runtime.setAllConfig(
    Object.fromEntries([...texts, ...secrets].map(([key, value]) => [`infraflux:${key}`, value])),
    secrets.map(([key]) => `infraflux:${key}`),
  );
  const world = openWorld(":memory:");
  try {
    seed(world, config);
    return await record(stackProgram, { stack, preview, mocks: new SimulatedMocks(world) });
  } finally {
    world.close();
  }
}

/** The resources of a stack as they are reviewed: sorted, secrets blanked, the same on every machine. */
export function graphOf(recording: Recording): unknown {
  const texts = JSON.stringify(recording, (_, value: unknown) =>
    typeof value === "string" ? reviewable(value) : value,
  );
  return JSON.parse(texts) as unknown;
}

/** Certificates differ from run to run, long texts are reviewed where they come from. */
function reviewable(text: string): string {
  if (/^LS0tLS1CRUdJTi[\w+/=]+$/.test(text)) {
    return "[certificate]";
  }
  if (text.length <= longestText) {
    return text;
  }
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `${text.slice(0, text.indexOf("\n"))} … (${text.length} characters, sha256 ${hash}…)`;
}

/** A value as the engine hands it to a program: text as it is, everything else as JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
