import { talosAuditSecrets } from "../../../../policy/rules/talos/talos-audit-secrets.ts";
import type { Samples } from "../../support/sample.ts";
import { patchedMachine } from "./builders.ts";

const auditPolicy = (...rules: readonly object[]) =>
  patchedMachine({
    cluster: { apiServer: { auditPolicy: { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules } } },
  });
const secretsByMetadata = { level: "Metadata", resources: [{ group: "", resources: ["secrets"] }] };

export const samples: Samples = {
  rule: talosAuditSecrets,
  good: {
    "no content at all": auditPolicy({ level: "Metadata" }),
    "content of everything else": auditPolicy(secretsByMetadata, { level: "RequestResponse" }),
    "content of another group": auditPolicy(
      { level: "Request", resources: [{ group: "apps" }] },
      { level: "Metadata" },
    ),
    "content of paths that are no resources": auditPolicy(
      { level: "Request", nonResourceURLs: ["/healthz*"] },
      { level: "Metadata" },
    ),
  },
  bad: {
    "content of everything": {
      subject: auditPolicy({ level: "RequestResponse" }),
      messages: [
        'cluster.apiServer.auditPolicy.rules[0].level: got "RequestResponse", which also logs the content of secrets, want "Metadata" for them before it',
      ],
    },
    "content of changes, and the rule for secrets too late": {
      subject: auditPolicy({ level: "Request", verbs: ["create", "update"] }, secretsByMetadata),
      messages: [
        'cluster.apiServer.auditPolicy.rules[0].level: got "Request", which also logs the content of secrets, want "Metadata" for them before it',
      ],
    },
    "a rule for secrets that speaks of one namespace only": {
      subject: auditPolicy(
        { ...secretsByMetadata, namespaces: ["kube-system"] },
        { level: "Request", resources: [{ group: "", resources: ["*"] }] },
      ),
      messages: [
        'cluster.apiServer.auditPolicy.rules[1].level: got "Request", which also logs the content of secrets, want "Metadata" for them before it',
      ],
    },
  },
};
