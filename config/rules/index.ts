import { admissionRules } from "./admission.ts";
import { azureRules } from "./azure.ts";
import { awsRules } from "./aws.ts";
import { ciliumRules } from "./cilium.ts";
import { deliveryAdvice, deliveryRules } from "./delivery.ts";
import { environmentAdvice, environmentRules } from "./environment.ts";
import { gcpRules } from "./gcp.ts";
import { machineRules } from "./machines.ts";
import { neighbourAdvice, neighbourRules } from "./neighbours.ts";
import { meshAdvice } from "./mesh.ts";
import { metalRules } from "./metal.ts";
import { networkRules } from "./network.ts";
import { platformAdvice, platformRules } from "./platform.ts";
import type { Rule } from "./rule.ts";
import { secretRules } from "./secrets.ts";
import { versionAdvice, versionRules } from "./versions.ts";

export { problemsOfRule, type Rule, type RuleContext } from "./rule.ts";

/** Every rule that a configuration must keep. */
export const RULES: readonly Rule[] = [
  ...environmentRules,
  ...machineRules,
  ...platformRules,
  ...awsRules,
  ...metalRules,
  ...networkRules,
  ...neighbourRules,
  ...versionRules,
  ...ciliumRules,
  ...deliveryRules,
  ...admissionRules,
  ...azureRules,
  ...gcpRules,
  ...secretRules,
];

/** Rules whose violation is a warning. */
export const ADVICE: readonly Rule[] = [
  ...environmentAdvice,
  ...versionAdvice,
  ...deliveryAdvice,
  ...neighbourAdvice,
  ...meshAdvice,
  ...platformAdvice,
];
