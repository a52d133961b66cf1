import type { StackConfig } from "../../../config/index.ts";
import type { Check } from "../check.ts";
import { failed, passed, skipped, warning } from "../check.ts";
import type { Plugin } from "../inquiry.ts";

/** A plugin of the engine, as `pulumi plugin ls --json` lists it. */
export interface InstalledPlugin {
  readonly name: string;
  readonly version: string;
}

/** What was found out about the engine. */
export interface EngineFacts {
  /** Version of the CLI on PATH; undefined where it does not say. */
  readonly version: string | undefined;
  /** Version of Node that runs this. */
  readonly node: string;
  /** What the SDK of each needed package says of its plugin; undefined where the SDK is not installed. */
  readonly sdks: Readonly<Record<string, Plugin | undefined>>;
  /** Undefined on the simulator, which brings its own. */
  readonly plugins: readonly InstalledPlugin[] | undefined;
}

/**
 * Pulumi packages that a stack uses, with the npm package of each.
 *
 * @param ipsecKeyGiven Whether the stack has a key for IPsec; else it makes one.
 */
export function packagesOf(
  { provider, endpoint, cilium: { settings } }: StackConfig,
  ipsecKeyGiven: boolean,
): Readonly<Record<string, string>> {
  const ofProvider: Readonly<Record<StackConfig["provider"], Readonly<Record<string, string>>>> = {
    proxmox: { proxmoxve: "@muhlba91/pulumi-proxmoxve" },
    aws: { aws: "@pulumi/aws" },
    azure: { "azure-native": "@pulumi/azure-native" },
    gcp: { gcp: "@pulumi/gcp" },
    metal: {},
  };
  return {
    talos: "@pulumiverse/talos",
    kubernetes: "@pulumi/kubernetes",
    command: "@pulumi/command",
    ...ofProvider[provider],
    ...(endpoint.dns?.provider === "cloudflare" && { cloudflare: "@pulumi/cloudflare" }),
    ...(settings.mesh.authority === "own" && { tls: "@pulumi/tls" }),
    ...(settings.encryption.ipsec.enabled && !ipsecKeyGiven && { random: "@pulumi/random" }),
  };
}

/** Judges the engine and what it needs to run the stack. */
export function judgeEngine({ version, node, sdks, plugins }: EngineFacts): Check[] {
  const names = Object.keys(sdks);
  return [
    passed(
      { check: "engine", lookedAt: "the Pulumi CLI on PATH" },
      `${version ?? "it is there"}, Node ${node}`,
    ),
    sdkCheck(sdks, names),
    pluginCheck(sdks, names, plugins),
  ];
}

function sdkCheck(sdks: EngineFacts["sdks"], names: readonly string[]): Check {
  const subject = { check: "packages", lookedAt: `the SDKs of ${names.join(", ")}` };
  const missing = names.filter((name) => sdks[name] === undefined);
  return missing.length === 0
    ? passed(subject, "all are installed")
    : failed(
        subject,
        `not installed: ${missing.join(", ")}`,
        "Install them: `npm ci` brings everything, docs/preflight.md names the package of each provider.",
      );
}

function pluginCheck(
  sdks: EngineFacts["sdks"],
  names: readonly string[],
  plugins: EngineFacts["plugins"],
): Check {
  const subject = { check: "plugins", lookedAt: "the plugins of these packages" };
  if (plugins === undefined) {
    return skipped(subject, "the simulator brings plugins of its own");
  }
  const missing = names.flatMap((name) => {
    const wanted = sdks[name]?.version;
    const there = plugins.some((plugin) => plugin.name === name && plugin.version === wanted);
    return wanted === undefined || there ? [] : [`${name} ${wanted}`];
  });
  return missing.length === 0
    ? passed(subject, names.map((name) => `${name} ${sdks[name]?.version ?? ""}`).join(", "))
    : warning(
        subject,
        `not there yet: ${missing.join(", ")}`,
        "The engine fetches them when they are first used; where it cannot, install them beforehand with `pulumi plugin install`.",
      );
}
