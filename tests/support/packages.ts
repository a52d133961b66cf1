import type { SimulatedPackage } from "../../simulator/core/kind.ts";
import { simulated as aws } from "../../simulator/packages/aws/index.ts";
import { simulated as azure } from "../../simulator/packages/azure-native/index.ts";
import { simulated as cloudflare } from "../../simulator/packages/cloudflare/index.ts";
import { simulated as command } from "../../simulator/packages/command/index.ts";
import { simulated as gcp } from "../../simulator/packages/gcp/index.ts";
import { simulated as kubernetes } from "../../simulator/packages/kubernetes/index.ts";
import { simulated as proxmoxve } from "../../simulator/packages/proxmoxve/index.ts";
import { simulated as random } from "../../simulator/packages/random/index.ts";
import { simulated as talos } from "../../simulator/packages/talos/index.ts";
import { simulated as tls } from "../../simulator/packages/tls/index.ts";

/** The simulated packages by their name. */
export const simulatedPackagesByName: Readonly<Record<string, SimulatedPackage>> = {
  proxmoxve,
  talos,
  kubernetes,
  command,
  cloudflare,
  tls,
  random,
  aws,
  "azure-native": azure,
  gcp,
};

/** The simulated packages that make machines, by provider; bare metal is there already. */
const machinePackages: Readonly<Record<string, string>> = {
  proxmox: "proxmoxve",
  aws: "aws",
  azure: "azure-native",
  gcp: "gcp",
};

/** The simulated packages that a stack on a provider uses. */
export function packagesFor(provider = "proxmox"): SimulatedPackage[] {
  const makers = Object.values(machinePackages);
  return Object.entries(simulatedPackagesByName)
    .filter(([name]) => !makers.includes(name) || name === machinePackages[provider])
    .map(([, served]) => served);
}
