import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";

import { ExitCode } from "../exit-codes.ts";
import { Failure } from "../failure.ts";
import { Interrupt } from "../interrupt.ts";
import type { Progress } from "../progress/progress.ts";
import type { Site } from "../session.ts";
import { StackSession } from "../session.ts";
import type { Answer, Check } from "./check.ts";
import { failed } from "./check.ts";

/** A provider that is asked, configured as the stack configures it. */
export interface ProviderChoice {
  /** Name of the Pulumi package. */
  readonly name: string;
  /** npm package of its SDK, which pins its version. It is not loaded. */
  readonly sdk: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Settings that are secret; those without a value are left to the environment. */
  readonly secrets?: Readonly<Record<string, string | undefined>>;
}

/** Calls a function of a provider. */
export type Ask = <T>(token: string, args?: Readonly<Record<string, unknown>>) => Promise<Answer<T>>;

/** Questions to one provider. */
export interface Inquiry {
  readonly provider: ProviderChoice;
  /** Asks them and judges the answers. */
  readonly look: (ask: Ask) => Promise<Check[]>;
}

/** Version of a Pulumi package, and where its plugin comes from if not from Pulumi's own place. */
export interface Plugin {
  readonly version: string;
  readonly server?: string;
}

/** What the SDK of a provider says of its plugin; undefined where the SDK is not installed. */
export function pluginOf(sdk: string): Plugin | undefined {
  try {
    const path = findPackageJSON(sdk, import.meta.url);
    return path === undefined ? undefined : pluginIn(JSON.parse(readFileSync(path, "utf8")) as SdkPackage);
  } catch {
    return undefined;
  }
}

/** The parts of an SDK's package.json that are about its plugin. */
interface SdkPackage {
  readonly version: string;
  readonly pulumi?: Partial<Plugin>;
}

/** An SDK has the version of its plugin, which it may write with a "v" before it. */
function pluginIn({ version, pulumi: { server, version: ofPlugin = version } = {} }: SdkPackage): Plugin {
  return { version: ofPlugin.replace(/^v/, ""), ...(server !== undefined && { server }) };
}

const silent: Progress = {
  note: () => undefined,
  step: () => undefined,
  diagnostic: () => undefined,
  policyViolation: () => undefined,
  end: () => undefined,
};

/**
 * Puts questions to providers by way of the real engine, in a preview of a program that has nothing but the providers, so
 * that they run with the configuration and the credentials of the stack. Folder, state and passphrase are thrown away.
 *
 * @param environment What the engine's environment has for this stack.
 * @throws Failure when the user cancels.
 */
export async function inquire(
  inquiries: readonly Inquiry[],
  { environment, expectedDiagnostics }: Pick<Site, "environment" | "expectedDiagnostics">,
): Promise<Check[]> {
  if (inquiries.length === 0) {
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), "infraflux-preflight-"));
  const answered = new Map<Inquiry, Check[]>();
  const program = async () => {
    const looks = inquiries.map(async (inquiry) => {
      answered.set(inquiry, await inquiry.look(asking(inquiry.provider)));
    });
    await Promise.all(looks);
  };
  try {
    const session = await StackSession.open(
      "preflight",
      siteIn(folder, environment, expectedDiagnostics),
      program,
      {
        create: true,
      },
    );
    using interrupt = new Interrupt((attempt) => {
      session.interrupt(attempt);
    });
    const { failure, diagnostics } = await session.run("preview", { progress: silent });
    if (interrupt.requested) {
      throw new Failure("the preflight was cancelled", ExitCode.cancelled);
    }
    const reasons = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
    const reason = reasons.join("; ") || (failure ?? "the engine did not run the questions to their end");
    return inquiries.flatMap((inquiry) => answered.get(inquiry) ?? [unanswered(inquiry, reason)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function siteIn(
  folder: string,
  environment: Site["environment"],
  expectedDiagnostics: Site["expectedDiagnostics"],
): Site {
  const state = join(folder, "state");
  mkdirSync(state);
  writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name: "infraflux-preflight", runtime: "nodejs" }));
  return {
    workFolder: folder,
    environment: {
      ...environment,
      PULUMI_BACKEND_URL: pathToFileURL(state).href,
      PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
    },
    ...(expectedDiagnostics && { expectedDiagnostics }),
  };
}

/** A provider without its SDK, which would have to be installed and loaded. */
class AnyProvider extends pulumi.ProviderResource {}

/** Makes the function that asks a provider. Only to be called in a program that the engine runs. */
function asking({ name, sdk, settings, secrets = {} }: ProviderChoice): Ask {
  const { version, server } = pluginOf(sdk) ?? {};
  const plugin = { version, pluginDownloadURL: server };
  const plain = Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    // The engine takes the configuration of a provider as text.
    .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)] as const);
  const hidden = Object.entries(secrets)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, pulumi.secret(value)] as const);
  const provider = new AnyProvider(
    name,
    `preflight-${name}`,
    Object.fromEntries<unknown>([...plain, ...hidden]),
    plugin,
  );
  return async <T>(token: string, args: Readonly<Record<string, unknown>> = {}): Promise<Answer<T>> => {
    try {
      return { value: (await pulumi.runtime.invoke(token, args, { provider, ...plugin })) as T };
    } catch (error) {
      return { problem: sentence(error instanceof Error ? error.message : String(error)) };
    }
  };
}

/** The message of a provider on one line, without what the SDK and the bridge to Terraform put around it. */
function sentence(message: string): string {
  return message
    .replace(/^Error: /, "")
    .replace(/^Invoke of '[^']*' failed: /, "")
    .replace(/^invoking \S+: /, "")
    .replace(/^invocation of \S+ returned an error: /, "")
    .replace(/^\d+ errors? occurred:\s*/, "")
    .replace(/^\* /, "")
    .replace(/\s+/g, " ")
    .trim();
}

function unanswered({ provider }: Inquiry, reason: string): Check {
  return failed(
    { check: `${provider.name}-provider`, lookedAt: `the provider ${provider.name}` },
    reason,
    "Correct the configuration or the credentials of the provider, and run the preflight again.",
  );
}
