import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";

/** What the official CLI says of Cilium. */
export interface CiliumStatus {
  /** Undefined where the CLI could not be asked. */
  readonly healthy?: boolean;
  readonly detail: string;
}

/**
 * Runs `cilium status`, where the CLI is on PATH. It is told to wait: otherwise it ends well whatever it finds.
 *
 * @param kubeconfig Handed over in a file that only this user can read, and only while the CLI runs.
 * @param version Version of the CLI that goes with the stack's Cilium.
 */
export async function ciliumStatus(
  kubeconfig: string,
  version: string,
  timeoutSeconds: number,
): Promise<CiliumStatus> {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-health-"));
  try {
    const path = join(folder, "kubeconfig");
    writeFileSync(path, kubeconfig, { mode: 0o600 });
    const { exitCode, stdout, stderr, code } = await execa(
      "cilium",
      ["status", "--wait", `--wait-duration=${timeoutSeconds}s`, "--interactive=false"],
      {
        env: { KUBECONFIG: path, NO_COLOR: "1" },
        reject: false,
      },
    );
    if (code === "ENOENT") {
      return { detail: `the program cilium is not on PATH; install cilium-cli ${version}` };
    }
    return exitCode === 0
      ? { healthy: true, detail: "" }
      : { healthy: false, detail: problemLines(`${stdout}\n${stderr}`) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The lines that name what is wrong; all of them where none does. */
function problemLines(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const telling = lines.filter((line) => /error|warning|unavailable|not ready|unhealthy/i.test(line));
  return (telling.length > 0 ? telling : lines.filter((line) => line !== "")).join("\n");
}
