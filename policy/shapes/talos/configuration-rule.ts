import type { ResourceRule } from "../../judge/rule.ts";
import type { MachineConfiguration, MachineRole } from "./machine-configuration.ts";
import { machineConfigurations, machineConfigurationTypes } from "./machine-configuration.ts";

/** A rule about single machine configurations, wherever they are carried. */
export interface ConfigurationRule extends Omit<ResourceRule, "scope" | "types" | "check" | "repair"> {
  /**
   * Whose configurations it speaks of. Where it is not known what a machine is, only what is there is judged.
   * Default: every machine's.
   */
  readonly role?: MachineRole;

  /** Whether Talos generates what the rule wants, so that patches need not have it. Default: false. */
  readonly generated?: boolean;

  /** Reports each violation. Never a secret, and configurations are full of them. */
  readonly check: (configuration: MachineConfiguration, tools: Parameters<ResourceRule["check"]>[1]) => void;
}

/** A rule about machine configurations as the rule about resources that it is. */
export function configurationRule({
  role,
  generated = false,
  check,
  ...text
}: ConfigurationRule): ResourceRule {
  return {
    ...text,
    scope: "resource",
    types: machineConfigurationTypes,
    check: (resource, tools) => {
      const baseline = generated ? "configuration" : tools.settings.talosBaseline;
      tools.each(machineConfigurations(resource, baseline), (configuration) => {
        if (role === undefined || configuration.role === role) {
          check(configuration, tools);
        } else if (configuration.role === undefined) {
          check(configuration.partly, tools);
        }
      });
    },
  };
}
