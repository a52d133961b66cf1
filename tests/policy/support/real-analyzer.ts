import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";

import { EngineCommand } from "../../../automation/engine-command.ts";
import { connectPatiently } from "../../../automation/guarded-program.ts";
import type { GivenSettings } from "../../../policy/judge/settings.ts";
import { isSecretMark, notKnownYet } from "../../../policy/judge/value.ts";
import { simulatedEnvironment, simulatedFolders } from "../../../simulator/core/environment.ts";
import type { Sample } from "./sample.ts";

const root = resolve(import.meta.dirname, "..", "..", "..");
const anyProvider = join(import.meta.dirname, "any-provider.ts");

/** One thing that a policy said, as the engine passed it on. */
export interface Said {
  readonly policy: string;
  readonly level: string;
  readonly urn: string;
  readonly message: string;
}

/** The pack as it lies in the repository. */
const ownPack = join(root, "policy");

/** How the pack is to judge. */
interface Gate {
  /** Settings over those of the environment. Default: none. */
  readonly settings?: GivenSettings;

  /** Levels of rules, as Pulumi itself knows them. Default: none. */
  readonly levels?: Readonly<Record<string, string>>;

  /** Folder of the pack. Default: that of the repository. */
  readonly pack?: string;
}

/** Registers samples on the real engine and returns what the pack, run by the real analyzer, says of a preview. */
export async function previewed(samples: readonly Sample[], gate: Gate = {}): Promise<Said[]> {
  const tests = join(root, ".tools", "tests");
  mkdirSync(tests, { recursive: true });
  const folder = mkdtempSync(join(tests, "policy-"));
  try {
    return await previewIn(folder, samples, gate);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function previewIn(
  folder: string,
  samples: readonly Sample[],
  { settings = {}, levels, pack = ownPack }: Gate,
): Promise<Said[]> {
  const environment = simulatedEnvironment(folder);
  const packages = new Set(["any", ...samples.map(({ type }) => packageOf(type))]);
  for (const name of packages) {
    const launcher = `#!/bin/sh\nexec '${process.execPath}' '${anyProvider}' "$@"\n`;
    writeFileSync(join(simulatedFolders(folder).bin, `pulumi-resource-${name}`), launcher, { mode: 0o755 });
  }
  writeFileSync(join(folder, "Pulumi.yaml"), "name: samples\nruntime: nodejs\n");
  const config = join(folder, "policy.json");
  writeFileSync(config, JSON.stringify({ ...levels, settings }));

  const { command } = await EngineCommand.find();
  connectPatiently();
  const workspace = await LocalWorkspace.create({
    workDir: folder,
    envVars: environment,
    pulumiCommand: command,
    program: () => Promise.resolve(register(samples)),
  });
  const stack = await Stack.create("prod", workspace);
  const said: Said[] = [];
  const failures: string[] = [];
  const onEvent = ({ policyEvent, diagnosticEvent }: EngineEvent) => {
    if (policyEvent !== undefined) {
      const { policyName, enforcementLevel, resourceUrn = "", message } = policyEvent;
      said.push({ policy: policyName, level: enforcementLevel, urn: resourceUrn, message: plain(message) });
    } else if (diagnosticEvent?.severity === "error") {
      failures.push(plain(diagnosticEvent.message));
    }
  };
  await stack
    .preview({ policyPacks: [pack], policyPackConfigs: [config], color: "never", onEvent })
    .catch((error: unknown) => {
      // A refused preview is what most samples are for; anything else has said so in a diagnostic.
      if (!said.some(({ level }) => level === "mandatory")) {
        throw error;
      }
    });
  const unexpected = failures.filter((message) => !/^preview failed/.test(message));
  if (unexpected.length > 0) {
    throw new Error(unexpected.join("\n"));
  }
  return said;
}

/** Registers the samples; what a sample of the stack itself has becomes the outputs. */
function register(samples: readonly Sample[]): Record<string, unknown> {
  const pending = new AnyResource("any:index:Pending", "pending", { late: undefined });
  const parents = new Map<string, pulumi.Resource>();
  let outputs = {};
  for (const [index, { type, props, name = `sample-${index}`, ...options }] of samples.entries()) {
    const inputs = inputsOf(props, (pending as unknown as { late: pulumi.Output<string> }).late) as object;
    const { protect, parentType, additionalSecretOutputs } = options;
    const parent = parentType === undefined ? undefined : parentOf(parentType, parents);
    const opts = { protect, parent, additionalSecretOutputs: [...(additionalSecretOutputs ?? [])] };
    if (type === "pulumi:pulumi:Stack") {
      outputs = inputs;
    } else if (type.startsWith("pulumi:providers:")) {
      new AnyProvider(packageOf(type), name, inputs, opts);
    } else {
      new AnyResource(type, name, inputs, opts);
    }
  }
  return outputs;
}

/** A resource of a package that has no SDK here. */
class AnyResource extends pulumi.CustomResource {}

/** The same for a provider. */
class AnyProvider extends pulumi.ProviderResource {}

function parentOf(type: string, parents: Map<string, pulumi.Resource>): pulumi.Resource {
  const parent = parents.get(type) ?? new pulumi.ComponentResource(type, `parent-${parents.size}`);
  parents.set(type, parent);
  return parent;
}

/** What a program would write for a sample. */
function inputsOf(value: unknown, late: pulumi.Output<string>): unknown {
  if (value === notKnownYet) {
    return late;
  }
  if (isSecretMark(value)) {
    return pulumi.secret(inputsOf(value["value"], late));
  }
  if (Array.isArray(value)) {
    return value.map((item) => inputsOf(item, late));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inputsOf(inner, late)]))
    : value;
}

/** The package that a type token belongs to; for a provider the one that it serves. */
function packageOf(type: string): string {
  const [name = "", , provided = ""] = type.split(":");
  return name === "pulumi" ? provided : name;
}

const plain = (text: string) => text.replaceAll(/<\{%.*?%\}>/g, "").trim();
