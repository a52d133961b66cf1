import { stackMachineSecretsProtected } from "../../../../policy/rules/stack/stack-machine-secrets-protected.ts";
import type { Samples } from "../../support/sample.ts";

export const samples: Samples = {
  rule: stackMachineSecretsProtected,
  good: {
    "protected ones": {
      type: "talos:machine/secrets:Secrets",
      props: { talosVersion: "v1.13" },
      protect: true,
    },
  },
  bad: {
    "ones that a program may delete": {
      subject: { type: "talos:machine/secrets:Secrets", props: { talosVersion: "v1.13" } },
      messages: ["option protect: got false, want true"],
    },
  },
};
