import type { ResourceRule } from "../../judge/rule.ts";
import { talosDocs } from "../../references.ts";

/** The authorities and keys of a cluster are not deleted by a slip. */
export const stackMachineSecretsProtected: ResourceRule = {
  id: "stack-machine-secrets-protected",
  scope: "resource",
  title: "Machine secrets are protected from deletion",
  rationale:
    "All certificates of a cluster and the key of its etcd come from the machine secrets: whoever deletes or replaces them locks everybody out, and backups can no longer be decrypted.",
  severity: "high",
  remedy:
    "Set the resource option `protect: true` on the machine secrets. `TalosIdentity` always does; `pulumi state unprotect` lifts it for a cluster that is to go.",
  references: [
    talosDocs("Production clusters", "getting-started/prodnotes"),
    {
      title: "Pulumi documentation, Resource option protect",
      url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
    },
  ],
  types: ["talos:machine/secrets:Secrets"],
  check: ({ protect }, { report }) => {
    if (!protect) {
      report("option protect: got false, want true");
    }
  },
};
