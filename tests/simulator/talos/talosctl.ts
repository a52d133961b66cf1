import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { MachineSecrets } from "../../../simulator/packages/talos/pki/secrets.ts";

const talosctl = fileURLToPath(new URL("../../../.tools/bin/talosctl", import.meta.url));

/** The real Talos tool, as judge of what the simulator renders, in a folder of its own. */
export class Talosctl {
  readonly #folder = mkdtempSync(join(tmpdir(), "infraflux-talosctl-"));

  /** Secrets that the real tool made, in the provider's form. */
  readonly secrets: MachineSecrets = this.#generateSecrets();

  /** The configuration that the real tool generates. */
  generate(role: "controlplane" | "worker", contract: string): string {
    this.#run(
      ...[
        "gen",
        "config",
        "edge",
        "https://10.0.0.10:6443",
        "--with-secrets",
        "secrets.yaml",
        "--output-types",
        role,
      ],
      ...[
        "--with-docs=false",
        "--with-examples=false",
        "--talos-version",
        contract,
        "--kubernetes-version",
        "1.35.4",
      ],
      ...["--force", "--output", "generated.yaml"],
    );
    return readFileSync(join(this.#folder, "generated.yaml"), "utf8");
  }

  /** A configuration as the real tool patches it. */
  patch(configuration: string, patches: readonly string[]): string {
    this.#write("configuration.yaml", configuration);
    patches.forEach((patch, index) => {
      this.#write(`patch-${index}.yaml`, patch);
    });
    return this.#run(
      ...["machineconfig", "patch", "configuration.yaml"],
      ...patches.flatMap((_, index) => ["--patch", `@patch-${index}.yaml`]),
    );
  }

  /** Refuses, with an error that holds its objections, what a machine of the mode would not take. */
  validate(configuration: string, mode: "cloud" | "metal"): void {
    this.#write("configuration.yaml", configuration);
    this.#run("validate", "--config", "configuration.yaml", "--mode", mode, "--strict");
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #generateSecrets(): MachineSecrets {
    this.#run("gen", "secrets", "--output-file", "secrets.yaml");
    const bundle = parse(readFileSync(join(this.#folder, "secrets.yaml"), "utf8")) as Bundle;
    const pair = ({ crt, key }: { crt: string; key: string }) => ({ cert: crt, key });
    return {
      cluster: bundle.cluster,
      secrets: {
        bootstrapToken: bundle.secrets.bootstraptoken,
        secretboxEncryptionSecret: bundle.secrets.secretboxencryptionsecret,
      },
      trustdinfo: bundle.trustdinfo,
      certs: {
        etcd: pair(bundle.certs.etcd),
        k8s: pair(bundle.certs.k8s),
        k8sAggregator: pair(bundle.certs.k8saggregator),
        k8sServiceaccount: bundle.certs.k8sserviceaccount,
        os: pair(bundle.certs.os),
      },
    };
  }

  #write(name: string, text: string): void {
    writeFileSync(join(this.#folder, name), text);
  }

  #run(...args: readonly string[]): string {
    return execFileSync(talosctl, args, { cwd: this.#folder, encoding: "utf8", stdio: "pipe" });
  }
}

interface Bundle {
  readonly cluster: { readonly id: string; readonly secret: string };
  readonly secrets: { readonly bootstraptoken: string; readonly secretboxencryptionsecret: string };
  readonly trustdinfo: { readonly token: string };
  readonly certs: Record<"etcd" | "k8s" | "k8saggregator" | "os", { crt: string; key: string }> & {
    readonly k8sserviceaccount: { readonly key: string };
  };
}
