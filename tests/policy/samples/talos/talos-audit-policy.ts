import { talosAuditPolicy } from "../../../../policy/rules/talos/talos-audit-policy.ts";
import type { Samples } from "../../support/sample.ts";
import { knownMachine, patchedMachine } from "./builders.ts";

const auditPolicy = (...rules: readonly object[]) => ({
  cluster: { apiServer: { auditPolicy: { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules } } },
});
const noise = { level: "None", users: ["system:kube-proxy"], verbs: ["watch"] };

export const samples: Samples = {
  rule: talosAuditPolicy,
  good: {
    "metadata of everything": patchedMachine(auditPolicy({ level: "Metadata" })),
    "less of what is noise": patchedMachine(auditPolicy(noise, { level: "Metadata" })),
    "nothing of a few resources, namespaces and paths": patchedMachine(
      auditPolicy(
        { level: "None", resources: [{ group: "", resources: ["events"] }] },
        { level: "None", namespaces: ["monitoring"], verbs: ["get"] },
        { level: "None", userGroups: ["system:nodes"] },
        { level: "None", nonResourceURLs: ["/healthz*"] },
        { level: "Metadata" },
      ),
    ),
    "silence that is never reached": patchedMachine(
      auditPolicy({ level: "Metadata" }, { level: "None", verbs: ["create"] }),
    ),
    "no policy, so that of Talos": knownMachine({ machine: { type: "controlplane" } }),
    "a policy that replaces a bad one": knownMachine(
      { machine: { type: "controlplane" }, ...auditPolicy({ level: "None" }) },
      auditPolicy({ level: "Metadata" }),
    ),
  },
  bad: {
    "nothing of anything": {
      subject: patchedMachine(auditPolicy({ level: "None" })),
      messages: [
        'cluster.apiServer.auditPolicy.rules[0].level: got "None" for everything else, want "Metadata"',
      ],
    },
    "nothing of the rest, and a rule that is never reached": {
      subject: patchedMachine(
        auditPolicy({ level: "Metadata", verbs: ["delete"] }, { level: "None" }, { level: "Metadata" }),
      ),
      messages: [
        'cluster.apiServer.auditPolicy.rules[1].level: got "None" for everything else, want "Metadata"',
      ],
    },
    "nothing of what changes the cluster": {
      subject: patchedMachine(
        auditPolicy({ level: "None", verbs: ["create", "update", "patch", "delete"] }, { level: "Metadata" }),
      ),
      messages: [
        'cluster.apiServer.auditPolicy.rules[0].level: got "None" for all callers and resources, want it limited to some',
      ],
    },
    "nothing of everybody who has a name": {
      subject: patchedMachine(
        auditPolicy(noise, { level: "None", userGroups: ["system:authenticated"] }, { level: "Metadata" }),
      ),
      messages: [
        'cluster.apiServer.auditPolicy.rules[1].level: got "None" for all callers and resources, want it limited to some',
      ],
    },
    "no rule for the rest": {
      subject: patchedMachine(auditPolicy({ level: "Metadata", verbs: ["delete"] })),
      messages: [
        'cluster.apiServer.auditPolicy.rules: got no rule for everything, so most requests are not logged; want one with level "Metadata"',
      ],
    },
  },
};
