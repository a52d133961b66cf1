import type { Configuration } from "../config/index.ts";
import { providerModule } from "./providers/load.ts";
import type { Boot, MadeMachines } from "./providers/provider.ts";

/** Makes the machines of a cluster on the provider that the configuration names. */
export async function machinesFor(
  name: string,
  configuration: Configuration,
  boot: Boot,
): Promise<MadeMachines> {
  const { machinesOn } = await providerModule(configuration.config.provider);
  return machinesOn(name, configuration, boot);
}
