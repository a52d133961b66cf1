/**
 * Builds the packages `infraflux` and `infraflux-policy` and packs them: `node tools/pack.ts`.
 *
 * Node strips no types under `node_modules`, so what is published is compiled. The Talos SDK is on no registry, so it
 * travels inside the package of the components, compiled as well.
 */
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { execa, ExecaError } from "execa";

import { leftovers, root } from "./lib/paths.mjs";

/** Where the package takes shape; the two `tsconfig.json` files compile into it. */
const staging = join(leftovers, "pack");

/** What a `package.json` says that publishing changes. */
interface Manifest {
  private?: boolean;
  files?: string[];
  bundleDependencies?: string[];
  exports: Record<string, unknown>;
  readonly name: string;
  readonly version: string;
}

/** Builds and packs the components, and returns the path of the archive. */
export async function packComponents(): Promise<string> {
  const target = await built("components", "infraflux");
  const talos = publish(join(root, "sdks/talos"), join(target, "node_modules/@pulumiverse/talos"));
  return await archived(target, publish(join(root, "components"), target, { bundled: [talos.name] }));
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

/** Compiles a folder of the repository, and returns where its package takes shape. */
async function built(folder: string, name: string): Promise<string> {
  const target = join(staging, name);
  rmSync(target, { recursive: true, force: true });
  // By force: it would take for current what was just removed.
  await execa("tsc", ["--build", "--force", folder], { cwd: root, preferLocal: true, localDir: root });
  return target;
}

async function archived(target: string, { name, version }: Manifest): Promise<string> {
  cpSync(join(root, "LICENSE"), join(target, "LICENSE"));
  await execa("npm", ["pack", "--pack-destination", staging, "--ignore-scripts"], { cwd: target });
  return join(staging, `${name}-${version}.tgz`);
}

/**
 * Puts beside the compiled code of a package what is not code: its data, its README, and its manifest. What travels
 * inside is named here, not in the repository's manifest, where npm would leave it out of every installation.
 */
function publish(
  source: string,
  target: string,
  { bundled, files = [] }: { bundled?: string[]; files?: string[] } = {},
): Manifest {
  const isManifest = (path: string) => /^(package|tsconfig)\.json$/.test(path);
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
