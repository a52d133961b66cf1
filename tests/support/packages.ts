import type { SimulatedPackage } from "../../simulator/core/kind.ts";
import { simulated as cloudflare } from "../../simulator/packages/cloudflare/index.ts";
import { simulated as command } from "../../simulator/packages/command/index.ts";
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
};
