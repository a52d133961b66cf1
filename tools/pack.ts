/**
 * Builds the package `infraflux` and packs it: `node tools/pack.ts`.
 *
 * Node strips no types under `node_modules`, so what is published is compiled. The Talos SDK is on no registry, so it
 * travels inside the package, compiled as well.
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

/** Builds and packs, and returns the address of the archive. */
export async function pack(): Promise<string> {
  rmSync(staging, { recursive: true, force: true });
  await execa("tsc", ["--build", "components"], { cwd: root, preferLocal: true, localDir: root });

  const target = join(staging, "infraflux");
  const talos = publish(join(root, "sdks/talos"), join(target, "node_modules/@pulumiverse/talos"));
  const { name, version } = publish(join(root, "components"), target, [talos.name]);
  cpSync(join(root, "LICENSE"), join(target, "LICENSE"));

  await execa("npm", ["pack", "--pack-destination", staging, "--ignore-scripts"], { cwd: target });
  return join(staging, `${name}-${version}.tgz`);
}

/**
 * Puts beside the compiled code of a package what is not code: its data, its README, and its manifest. What travels
 * inside is named here, not in the repository's manifest, where npm would leave it out of every installation.
 */
function publish(source: string, target: string, bundled?: string[]): Manifest {
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
  manifest.files = ["dist"];
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
    process.stdout.write(`${await pack()}\n`);
  } catch (error) {
    if (!(error instanceof ExecaError)) {
      throw error;
    }
    process.stderr.write(`the package cannot be built: ${error.shortMessage}\n${String(error.stdout)}\n`);
    process.exitCode = 1;
  }
}
