import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { execa } from "execa";

const root = join(import.meta.dirname, "../..");

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/**
 * Makes a project outside the repository that has a packed archive installed, the way npm does it.
 *
 * No registry is asked: what the package depends on comes as archives of what is installed here, and peers, which a
 * project brings by itself, as links to it.
 */
export async function installedProject(folder: string, archive: string, example: string): Promise<void> {
  cpSync(join(root, "examples", example), folder, { recursive: true });
  const { dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(root, "components/package.json"), "utf8"),
  ) as Manifest;

  const archives = join(folder, "archives");
  mkdirSync(archives);
  // The Talos SDK travels inside the archive.
  const fromRegistry = Object.keys(dependencies).filter((name) => name !== "@pulumiverse/talos");
  const packed = await Promise.all(
    fromRegistry.map(async (name) => {
      const args = [
        "pack",
        join(root, "node_modules", name),
        "--ignore-scripts",
        "--pack-destination",
        archives,
      ];
      const { stdout } = await execa("npm", [...args, "--json"], { cwd: folder });
      const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
      return [name, `file:${join(archives, filename)}`] as const;
    }),
  );
  const manifest = {
    name: "consumer",
    private: true,
    type: "module",
    dependencies: { ...Object.fromEntries(packed), infraflux: `file:${archive}` },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const install = [
    "install",
    "--offline",
    "--legacy-peer-deps",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
  ];
  await execa("npm", install, { cwd: folder, env: { npm_config_cache: join(folder, "empty-cache") } });

  for (const peer of Object.keys(peerDependencies)) {
    const link = join(folder, "node_modules", peer);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, "node_modules", peer), link);
  }
}
