import type { StackRule } from "../../judge/rule.ts";
import { NotKnown } from "../../judge/value.ts";

/** What the authorities of a cluster, or the access to one, come into the state by. */
const opensCluster =
  /^(?:talos:machine\/secrets:Secrets|talos:cluster\/kubeconfig:Kubeconfig|pulumi:providers:kubernetes)$/;

/** Secrets in the state are encrypted by a key that nobody can carry away. */
export const stackSecretsProvider: StackRule = {
  id: "stack-secrets-provider",
  scope: "stack",
  title: "Secrets in the state are encrypted by a key service",
  rationale:
    "The state holds what opens the cluster. A passphrase can be copied, guessed at leisure on a stolen state, and leaves no trace of its use; a key service can refuse, rotate and record.",
  severity: "high",
  remedy:
    "Run `pulumi stack change-secrets-provider` with awskms, azurekeyvault, gcpkms, hashivault, or with the one of Pulumi Cloud. Where the pack is not told what the stack has, say so in `settings.secretsProvider` of its configuration.",
  references: [
    {
      title: "Pulumi documentation, Secrets",
      url: "https://www.pulumi.com/docs/iac/concepts/secrets/",
    },
    {
      title: "Pulumi documentation, pulumi stack change-secrets-provider",
      url: "https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_change-secrets-provider/",
    },
  ],
  check: ({ resources }, { settings: { secretsProvider }, report }) => {
    if (!resources.some(({ type }) => opensCluster.test(type))) {
      return;
    }
    if (secretsProvider === undefined) {
      throw new NotKnown("settings.secretsProvider");
    }
    if (secretsProvider === "passphrase") {
      report('secrets provider: got "passphrase", want a key service such as awskms');
    }
  },
};
