import type { Tree } from "../../config/layers.ts";
import { ConfigurationError, type Problem } from "../../config/problems.ts";
import { resolveConfig, type ConfigInput, type ResolvedConfig } from "../../config/resolve.ts";
import { SECRET_KEYS } from "../../config/secrets.ts";

/** The stack file of a small valid dev stack, for tests to change. */
export const base: Tree = {
  environment: { domain: "dev.example.org" },
  cluster: { name: "edge", id: 7 },
  network: {
    nodeCidr: "192.168.10.0/24",
    loadBalancerRange: { from: "192.168.10.200", to: "192.168.10.219" },
  },
  proxmox: {
    endpoint: "https://pve.example.org:8006/",
    hosts: [{ name: "pve-1", zone: "rack-a" }, { name: "pve-2" }],
    vip: "192.168.10.5",
    addressRange: { from: "192.168.10.20", to: "192.168.10.39" },
    gateway: "192.168.10.1",
  },
  gitops: { url: "https://git.example.org/infraflux", ref: { branch: "main" } },
};

/** Resolves the base stack with changes on top as a custom file; every secret is there unless said otherwise. */
export function resolved(changes: Tree = {}, input: Partial<ConfigInput> = {}): ResolvedConfig {
  return resolveConfig({
    stack: "dev",
    stackFile: { name: "Pulumi.dev.yaml", tree: base },
    customFile: { name: "custom.yaml", tree: changes },
    secrets: new Set(SECRET_KEYS),
    ...input,
  });
}

/** The problems for which the base stack with these changes is refused; empty when it is valid. */
export function problemsOf(changes: Tree, input: Partial<ConfigInput> = {}): readonly Problem[] {
  try {
    resolved(changes, input);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.problems;
    }
    throw error;
  }
}
