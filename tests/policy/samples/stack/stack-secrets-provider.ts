import { stackSecretsProvider } from "../../../../policy/rules/stack/stack-secrets-provider.ts";
import type { Samples } from "../../support/sample.ts";
import { secret } from "../../support/sample.ts";
import { bootstrap, kubeconfig } from "./builders.ts";

const refused = ['secrets provider: got "passphrase", want a key service such as awskms'];

export const samples: Samples = {
  rule: stackSecretsProvider,
  settings: { secretsProvider: "passphrase" },
  good: {
    "a stack that opens no cluster": [bootstrap],
  },
  bad: {
    "one that makes the secrets of a cluster": {
      subject: [{ type: "talos:machine/secrets:Secrets", props: { talosVersion: "v1.13" }, protect: true }],
      messages: refused,
    },
    "one that is given a kubeconfig": {
      subject: [
        { type: "pulumi:providers:kubernetes", props: { kubeconfig: secret(kubeconfig({ token: "abc" })) } },
      ],
      messages: refused,
    },
  },
};
