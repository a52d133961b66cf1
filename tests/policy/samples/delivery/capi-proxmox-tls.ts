import { capiProxmoxTls } from "../../../../policy/rules/delivery/capi-proxmox-tls.ts";
import type { Samples } from "../../support/sample.ts";
import { provider } from "./builders.ts";

const managed = (args: object) => ({
  deployment: { containers: [{ name: "proxy" }, { name: "manager", args }] },
});

export const samples: Samples = {
  rule: capiProxmoxTls,
  good: {
    "certificates are checked": provider(managed({ "--proxmox-insecure": "false" })),
    "another provider": provider({}, "InfrastructureProvider", "aws"),
    "a provider of another kind": provider({}, "IPAMProvider", "proxmox"),
  },
  bad: {
    "any certificate": {
      subject: provider(managed({ "--proxmox-insecure": "true" })),
      messages: ['spec.deployment.containers[1].args.--proxmox-insecure: got "true", want false'],
    },
    "nothing said, which means any": {
      subject: provider({ version: "v0.9.0" }),
      messages: ["spec.deployment.containers[0].args.--proxmox-insecure: got nothing, want false"],
    },
  },
};
