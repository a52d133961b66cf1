import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The program that the engine starts for a project in Node. */
export const hostName = "pulumi-language-nodejs";

const host = resolve(import.meta.dirname, "..", "engine", "language-host.ts");

/** Makes a folder with the stand-in for the language host, for PATH. */
export function standInFolder(parent: string): string {
  const folder = join(parent, "stand-in");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, hostName), `#!/bin/sh\nexec node '${host}' "$@"\n`, { mode: 0o755 });
  return folder;
}
