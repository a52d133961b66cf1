import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Environment variable with the path of the world file. */
export const worldVariable = "INFRAFLUX_WORLD";

/** The Pulumi packages that are simulated. */
export const simulatedPackages = [
  "proxmoxve",
  "talos",
  "kubernetes",
  "command",
  "cloudflare",
  "tls",
  "random",
  "aws",
  "azure-native",
  "gcp",
] as const;

/** Where a simulated stack lives: the plugins that replace the real ones, the world, the state, the engine's own files. */
export interface SimulatedFolders {
  readonly bin: string;
  readonly world: string;
  readonly backend: string;
  readonly home: string;
}

/** Paths inside the folder of a simulated stack. */
export function simulatedFolders(folder: string): SimulatedFolders {
  const root = resolve(folder);
  return {
    bin: join(root, "bin"),
    world: join(root, "world.db"),
    backend: join(root, "backend"),
    home: join(root, "home"),
  };
}

/**
 * Prepares a folder for a simulated stack and says with which environment the engine runs on it.
 *
 * The engine finds the simulated packages on the PATH before it looks for real plugins, never fetches any, and keeps
 * its state in the folder. The passphrase protects nothing but simulated values.
 *
 * @param folder Made if it is not there; what it has is kept.
 * @param base Environment to start from. Default: that of this process.
 * @returns The variables that differ from the base.
 */
export function simulatedEnvironment(
  folder: string,
  base: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const { bin, world, backend, home } = simulatedFolders(folder);
  for (const path of [bin, backend, home]) {
    mkdirSync(path, { recursive: true });
  }
  const plugin = join(import.meta.dirname, "..", "plugin.ts");
  for (const name of simulatedPackages) {
    writeLauncher(join(bin, `pulumi-resource-${name}`), [process.execPath, plugin, name]);
  }
  // The official language host starts policy packs; an engine without it looks for this program.
  const sdk = dirname(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
  writeLauncher(join(bin, "pulumi-analyzer-policy-nodejs"), [
    process.execPath,
    join(sdk, "cmd", "run-policy-pack"),
  ]);
  return {
    PATH: [bin, base["PATH"]].filter((part) => part !== undefined).join(delimiter),
    [worldVariable]: world,
    // Every step writes the whole state. It costs less without a file of checksums beside it, which nothing reads.
    PULUMI_BACKEND_URL: `${pathToFileURL(backend).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: "simulated",
    PULUMI_HOME: home,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * Writes a script that starts a Node program.
 *
 * Plugins take no part in coverage, which would cost each of their many starts time, and share a cache of compiled code,
 * which halves that time.
 */
function writeLauncher(path: string, command: readonly string[]): void {
  const cache = join(import.meta.dirname, "..", "..", ".tools", "compile-cache");
  const script = [
    "#!/bin/sh",
    "unset NODE_V8_COVERAGE",
    `NODE_COMPILE_CACHE=${quoted(cache)} exec ${command.map(quoted).join(" ")} "$@"`,
    "",
  ];
  writeFileSync(path, script.join("\n"), { mode: 0o755 });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
