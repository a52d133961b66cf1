import { kubernetesGatewayTls } from "../rules/kubernetes/kubernetes-gateway-tls.ts";
import { gateways } from "./kinds.ts";
import { specOf } from "./parts.ts";
import type { AdmissionPolicy } from "./policy.ts";
import { sampleWithoutCertificates } from "./samples.ts";

const listeners = "object.?spec.?listeners.orValue([])";

export const gatewayTls: AdmissionPolicy = {
  rule: kubernetesGatewayTls,
  kinds: gateways,
  exempt: sampleWithoutCertificates,
  judged: [specOf],
  validations: [
    {
      expression: [
        `${listeners}.all(plain, plain.?protocol.orValue("") != "HTTP"`,
        `${listeners}.exists(other, other.?protocol.orValue("") == "HTTPS" && other.?hostname.orValue("") == plain.?hostname.orValue("")))`,
      ].join(" || "),
      message: 'spec.listeners: "HTTP" is not allowed without a listener for HTTPS on the same hostname',
    },
    {
      expression: `${listeners}.all(one, one.?protocol.orValue("") != "HTTPS" || one.?tls.?certificateRefs.orValue([]).size() > 0 || one.?tls.?options.orValue({}).size() > 0)`,
      message: "spec.listeners: tls.certificateRefs is missing in a listener for HTTPS",
    },
  ],
};
