/**
 * Builds the packages `infraflux` and `infraflux-policy` and packs them: `node tools/pack.ts`.
 *
 * Node strips no types under `node_modules`, so what is published is compiled. The Talos SDK is on no registry, so it
 * travels inside the package of the components, compiled as well.
 */
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { execa, ExecaError } from "execa";

import { cloudSdks } from "./lib/parts.mjs";
import { leftovers, root } from "./lib/paths.mjs";

/** Where the package takes shape; the files `tsconfig.json` and `tsconfig.pack.json` compile into it. */
const staging = join(leftovers, "pack");

/** What a `package.json` says that publishing changes. */
interface Manifest {
  private?: boolean;
  files?: string[];
  bundleDependencies?: string[];
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional: boolean }>;
  exports: Record<string, unknown>;
  readonly name: string;
  readonly version: string;
}

/** Builds and packs the components, and returns the path of the archive. */
export async function packComponents(): Promise<string> {
  const target = await built("components/tsconfig.pack.json", "infraflux");
  const talos = publish(join(root, "sdks/talos"), join(target, "node_modules/@pulumiverse/talos"));
  const additions = { bundled: [talos.name], optionalPeers: cloudPeers() };
  return await archived(target, publish(join(root, "components"), target, additions));
}

/** Builds and packs the policy pack, and returns the path of the archive. */
export async function packPolicies(): Promise<string> {
  const source = join(root, "policy");
  const target = await built("policy", "infraflux-policy");
  const manifest = publish(source, target, { files: ["PulumiPolicy.yaml", "main.js"] });
  cpSync(join(source, "PulumiPolicy.yaml"), join(target, "PulumiPolicy.yaml"));
  // The engine wants the entry file beside PulumiPolicy.yaml.
  const entry = readFileSync(join(source, "main.js"), "utf8").replace("./index.ts", "./dist/index.js");
  writeFileSync(join(target, "main.js"), entry);
  return await archived(target, manifest);
}

/** The SDKs of clouds, from the version on that the components were written with. */
function cloudPeers(): Record<string, string> {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    devDependencies: Readonly<Record<string, string>>;
  };
  return Object.fromEntries(
    Object.values(cloudSdks).map((sdk) => {
      const version = devDependencies[sdk];
      if (version === undefined) {
        throw new Error(`${sdk} is not among the development dependencies`);
      }
      return [sdk, `^${version}`];
    }),
  );
}

/** Compiles a project of the repository, and returns where its package takes shape. */
async function built(project: string, name: string): Promise<string> {
  const target = join(staging, name);
  rmSync(target, { recursive: true, force: true });
  // By force: it would take for current what was just removed.
  await execa("tsc", ["--build", "--force", project], { cwd: root, preferLocal: true, localDir: root });
  return target;
}

async function archived(target: string, { name, version }: Manifest): Promise<string> {
  cpSync(join(root, "LICENSE"), join(target, "LICENSE"));
  await execa("npm", ["pack", "--pack-destination", staging, "--ignore-scripts"], { cwd: target });
  return join(staging, `${name}-${version}.tgz`);
}

/**
 * What a manifest says only when it is published: in the repository npm would leave what is bundled out of every
 * installation, and install optional peers with the product, because they are locked for development.
 */
interface Additions {
  readonly bundled?: string[];
  readonly files?: readonly string[];
  readonly optionalPeers?: Readonly<Record<string, string>>;
}

/** Puts beside the compiled code of a package what is not code: its data, its README, and its manifest. */
function publish(
  source: string,
  target: string,
  { bundled, files = [], optionalPeers = {} }: Additions = {},
): Manifest {
  const isManifest = (path: string) => /(^|\/)(package|tsconfig(\.pack)?)\.json$/.test(path);
  const data = globSync("**/*.{json,mjs,tsv,pem}", { cwd: source, exclude: ["**/node_modules/**"] });
  for (const path of data.filter((each) => !isManifest(each))) {
    cpSync(join(source, path), join(target, "dist", path));
  }
  for (const path of globSync("README.md", { cwd: source })) {
    cpSync(join(source, path), join(target, path));
  }

  const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as Manifest;
  delete manifest.private;
  manifest.files = ["dist", ...files];
  manifest.bundleDependencies = bundled;
  for (const [name, range] of Object.entries(optionalPeers)) {
    manifest.peerDependencies = { ...manifest.peerDependencies, [name]: range };
    manifest.peerDependenciesMeta = { ...manifest.peerDependenciesMeta, [name]: { optional: true } };
  }
  manifest.exports = Object.fromEntries(
    Object.entries(manifest.exports).map(([key, path]) => [key, compiled(String(path))]),
  );
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** What an export points to after the build. */
function compiled(path: string): string | { types: string; default: string } {
  const built = path.replace(/^\.\//, "./dist/");
  return built.endsWith(".ts")
    ? { types: built.replace(/\.ts$/, ".d.ts"), default: built.replace(/\.ts$/, ".js") }
    : built;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  try {
    process.stdout.write(`${await packComponents()}\n${await packPolicies()}\n`);
  } catch (error) {
    if (!(error instanceof ExecaError)) {
      throw error;
    }
    process.stderr.write(`the package cannot be built: ${error.shortMessage}\n${String(error.stdout)}\n`);
    process.exitCode = 1;
  }
}
