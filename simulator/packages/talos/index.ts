import type { SimulatedPackage, SimulatedResource } from "../../core/kind.ts";
import { bootstrapResource } from "./bootstrap.ts";
import { configurationApplyResource } from "./configuration-apply.ts";
import { clientConfiguration, machineConfiguration } from "./functions.ts";
import { kubeconfigResource } from "./kubeconfig.ts";
import { schematicResource } from "./schematic.ts";
import { secretsResource } from "./secrets-resource.ts";

export { generateIdentity, type Identity, type MachineSecrets } from "./pki/secrets.ts";
export {
  patchMachineConfiguration,
  renderMachineConfiguration,
  type GenerationInput,
} from "./render/index.ts";

const resources: Readonly<Record<string, SimulatedResource>> = {
  "talos:machine/secrets:Secrets": secretsResource,
  "talos:machine/configurationApply:ConfigurationApply": configurationApplyResource,
  "talos:machine/bootstrap:Bootstrap": bootstrapResource,
  "talos:cluster/kubeconfig:Kubeconfig": kubeconfigResource,
  "talos:imageFactory/schematic:Schematic": schematicResource,
};

/** The package `talos`: the Talos API of the world's machines, the Image Factory, and machine configurations. */
export const simulated: SimulatedPackage = {
  name: "talos",
  version: "0.8.1",
  configSchema: { imageFactoryUrl: { type: "string" } },

  resource: (token) => resources[token],

  invoke(token, args) {
    switch (functionName(token)) {
      case "machine/getConfiguration":
        return machineConfiguration(args);
      case "client/getConfiguration":
        return clientConfiguration(args);
      default:
        throw new Error(`the simulated package talos has no function ${token}`);
    }
  },

  secretResults: (token) =>
    functionName(token) === "machine/getConfiguration"
      ? ["machineConfiguration", "machineSecrets"]
      : ["talosConfig", "clientConfiguration.clientKey"],
};

/** `talos:machine/getConfiguration:getConfiguration` names the function twice. */
function functionName(token: string): string {
  return token.split(":")[1] ?? "";
}
