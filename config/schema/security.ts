import { z } from "zod";
import { cidr, label } from "./common.ts";

/** The parts of the security baseline that an exemption can name, and what each of them lets go. */
export const EXEMPTIONS = {
  "pod-security": "a Pod Security level below restricted",
  "network-policies": "no default-deny network policies",
  "audit-policy": "no audit log of the Kubernetes API",
  "ingress-firewall": "no firewall on the machines",
  "disk-encryption": "system disks in the clear",
  "admission-policies": "no admission policies in the cluster",
  "insecure-endpoint": "an API endpoint of the provider whose certificate is not checked",
} as const;

/** Name of a part of the security baseline. */
export type ExemptionName = keyof typeof EXEMPTIONS;

const exemptionNames = Object.keys(EXEMPTIONS) as [ExemptionName, ...ExemptionName[]];

/** `infraflux:security` */
export const security = z
  .strictObject({
    podSecurity: z
      .strictObject({
        level: z
          .enum(["restricted", "baseline", "privileged"])
          .default("restricted")
          .describe("Pod Security level of every namespace that has none of its own."),
        exemptNamespaces: z
          .array(label)
          .default(["kube-system"])
          .describe("Namespaces to which the level does not apply."),
      })
      .prefault({})
      .describe("Pod Security admission."),
    networkPolicies: z
      .enum(["default-deny", "none"])
      .default("default-deny")
      .describe("Whether namespaces start closed, with the allows that a cluster needs."),
    encryptionAtRest: z
      .literal(true)
      .default(true)
      .describe("Secrets are encrypted in etcd (secretbox). It cannot be turned off."),
    auditPolicy: z
      .enum(["metadata", "request", "none"])
      .default("metadata")
      .describe("How much of each call the Kubernetes API writes to its audit log."),
    ingressFirewall: z
      .boolean()
      .default(true)
      .describe("Closes every port of the machines that the cluster does not need."),
    talosApiAllowedCidrs: z
      .array(cidr)
      .default([])
      .describe(
        "Networks beside `network.nodeCidr` that may reach the Talos API, port 50000. Name the operators' network.",
      ),
    kubernetesApiAllowedCidrs: z
      .array(cidr)
      .default(["0.0.0.0/0"])
      .describe(
        "Networks outside the cluster from which the Kubernetes API may be reached, beside `network.nodeCidr` and `security.talosApiAllowedCidrs`. Default: every network, which the policy gate refuses.",
      ),
    admission: z
      .strictObject({
        engine: z
          .enum(["kyverno", "gatekeeper", "none"])
          .optional()
          .describe(
            "What judges objects in the cluster as they are created or changed, by the rules of the policy pack. Flux brings it. Default: kyverno with profile `turnkey` where Flux is on, else none.",
          ),
        mode: z
          .enum(["audit", "enforce"])
          .default("audit")
          .describe("`audit` reports violations and lets them pass, `enforce` refuses them."),
        breakGlassNamespaces: z
          .array(label)
          .min(1)
          .default(["break-glass"])
          .describe(
            'Namespaces in which nothing is judged, for emergencies. They need not exist. A namespace with the label `infraflux.io/break-glass: "true"` is one too.',
          ),
      })
      .prefault({})
      .describe("Admission policies in the cluster."),
    exemptions: z
      .array(
        z.strictObject({
          name: z.enum(exemptionNames).describe("Part of the baseline that does not hold here."),
          reason: z.string().min(10).describe("Why, in one sentence."),
        }),
      )
      .default([])
      .describe("Named exemptions from the baseline, which is the same in every environment."),
  })
  .prefault({})
  .describe("The security baseline.");
