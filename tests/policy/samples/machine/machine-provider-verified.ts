import { machineProviderVerified } from "../../../../policy/rules/machine/machine-provider-verified.ts";
import type { Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";

const provider = (props: Record<string, unknown> = {}) => ({
  type: "pulumi:providers:proxmoxve",
  props: { endpoint: "https://pve.example.org:8006/", apiToken: secret("token"), ...props },
});

/** How `machine-provider-verified` is to judge. */
export const samples: Samples = {
  rule: machineProviderVerified,
  good: {
    "a provider that says nothing": provider(),
    "a provider that says so, as providers are given it": provider({ insecure: "false" }),
  },
  bad: {
    "a certificate that nobody looks at": {
      subject: provider({ insecure: "true" }),
      messages: ['insecure: got "true", want false'],
    },
  },
  notJudged: {
    "a switch that is not known": { subject: provider({ insecure: unknown }), paths: ["insecure"] },
  },
};
