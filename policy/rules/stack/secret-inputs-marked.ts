import type { ResourceRule } from "../../judge/rule.ts";
import { findOpenCredentials } from "../../shapes/credentials.ts";
import { storedSecrets } from "../../shapes/secret-stores.ts";
import { hardeningGuide } from "../../references.ts";

/** Objects of Kubernetes, whose fields name secrets without holding them; values of a chart hold them. */
const referring = /^kubernetes:(?!helm\.sh\/)/;

/** Credentials that are given to resources are encrypted in the state and hidden in logs. */
export const secretInputsMarked: ResourceRule = {
  id: "secret-inputs-marked",
  scope: "resource",
  title: "Credentials in inputs are marked as secrets",
  rationale:
    "What a resource or a provider is given is kept in the state and shown in previews; a credential that is not marked lies there in the clear.",
  severity: "critical",
  remedy:
    "Give the credential as a secret: `pulumi config set --secret infraflux:<name>` for the secrets of InfraFlux, `config.requireSecret(...)` or `pulumi.secret(...)` in other programs; a credential that was already stored in the clear must be renewed.",
  references: [
    { title: "Pulumi documentation, Secrets", url: "https://www.pulumi.com/docs/iac/concepts/secrets/" },
    hardeningGuide("Secrets"),
  ],
  types: [/./],
  check: ({ type, props }, { each, report }) => {
    findOpenCredentials(props, {
      each,
      trustFieldNames: !referring.test(type),
      stored: storedSecrets(type),
      found: ({ path, why }) => {
        report(`${path}: ${why}, but is not marked as a secret`);
      },
    });
  },
};
