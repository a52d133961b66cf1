import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { execa } from "execa";
import { parseAllDocuments } from "yaml";

import type { Role } from "../../components/machines/index.ts";

const talosctl = fileURLToPath(new URL("../../.tools/bin/talosctl", import.meta.url));

/** Machine configuration as Talos' own tool makes, patches and judges it. */
export class TalosConfigs implements Disposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Generates secrets and the configuration of both roles, as the Talos provider would. */
  static async generate(): Promise<TalosConfigs> {
    const configs = new TalosConfigs(mkdtempSync(join(tmpdir(), "infraflux-talos-")));
    await configs.#run("gen", "secrets", "-o", configs.#path("secrets.yaml"));
    await configs.#run(
      ...["gen", "config", "edge", "https://10.0.0.10:6443", "--with-secrets", configs.#path("secrets.yaml")],
      ...[
        "--talos-version",
        "v1.13",
        "--kubernetes-version",
        "1.36.3",
        "--with-docs=false",
        "--with-examples=false",
      ],
      ...["-o", configs.#folder],
    );
    return configs;
  }

  /** The configuration of a role with the patches applied one after the other; rejects what Talos can't merge. */
  async patched(role: Role, patches: readonly string[]): Promise<string> {
    const output = this.#path("patched.yaml");
    await this.#run(
      ...["machineconfig", "patch", this.#path(`${role}.yaml`), "-o", output],
      ...patches.flatMap((patch) => ["--patch", patch]),
    );
    return readFileSync(output, "utf8");
  }

  /** Resolves when Talos accepts the configuration, without as much as a warning. */
  async validate(configuration: string, mode: "cloud" | "metal" = "cloud"): Promise<void> {
    const file = this.#path("validated.yaml");
    writeFileSync(file, configuration);
    await this.#run("validate", "--mode", mode, "--strict", "--config", file);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  async #run(...args: string[]): Promise<void> {
    await execa(talosctl, args);
  }
}

/** The documents of a configuration by kind; the main one, which has no kind, under `main`. */
export function documentsOf(configuration: string): Record<string, Record<string, unknown>[]> {
  const documents = parseAllDocuments(configuration).map((each) => each.toJS() as Record<string, unknown>);
  return Object.groupBy(documents, ({ kind }) => (typeof kind === "string" ? kind : "main")) as Record<
    string,
    Record<string, unknown>[]
  >;
}
