import { kubernetesConfigMapNoCredentials } from "../rules/kubernetes/kubernetes-config-map-no-credentials.ts";
import { credentialForms } from "../shapes/credentials.ts";
import { configMaps } from "./kinds.ts";
import { field } from "./parts.ts";
import type { AdmissionPolicy } from "./policy.ts";

export const configMapNoCredentials: AdmissionPolicy = {
  rule: kubernetesConfigMapNoCredentials,
  kinds: configMaps,
  judged: [field("data")],
  validations: Object.entries(credentialForms).map(([what, { source }]) => ({
    expression: `object.?data.orValue({}).all(key, !object.data[key].matches(${JSON.stringify(source)}))`,
    message: `data: ${what} is not allowed here`,
  })),
};
