import { kubernetesServiceNoExternalIps } from "../rules/kubernetes/kubernetes-service-no-external-ips.ts";
import { services } from "./kinds.ts";
import { specOf } from "./parts.ts";
import type { AdmissionPolicy } from "./policy.ts";

export const serviceNoExternalIps: AdmissionPolicy = {
  rule: kubernetesServiceNoExternalIps,
  kinds: services,
  judged: [specOf],
  validations: [
    {
      expression: "object.?spec.?externalIPs.orValue([]).size() == 0",
      message: "spec.externalIPs: no address is allowed",
    },
  ],
};
