import { capiCredentialsSecret } from "../../../../policy/rules/delivery/capi-credentials-secret.ts";
import type { Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";
import { provider } from "./builders.ts";

export const samples: Samples = {
  rule: capiCredentialsSecret,
  good: {
    "a Secret by name": provider({ version: "v0.9.0", configSecret: { name: "proxmox-variables" } }),
    "a provider that logs in nowhere": provider(
      { version: "v1.14.2", configSecret: undefined },
      "CoreProvider",
      "cluster-api",
    ),
    "one of infrastructure that logs in nowhere": provider(
      { version: "v1.14.2", configSecret: undefined },
      "InfrastructureProvider",
      "docker",
    ),
    "arguments and variables that are no credentials": provider({
      version: "v0.9.0",
      deployment: {
        containers: [
          {
            name: "manager",
            args: { "--proxmox-insecure": "false", "--token-file": "/etc/token" },
            env: [{ name: "PROXMOX_TOKEN", value: "${PROXMOX_TOKEN}" }],
          },
        ],
      },
      manifestPatches: ["kind: Deployment\nspec: {}\n"],
    }),
  },
  bad: {
    "no Secret": {
      subject: provider({ version: "v0.9.0", configSecret: undefined }),
      messages: ["spec.configSecret.name: got nothing, want the Secret that holds the credentials"],
    },
    "an argument": {
      subject: provider({
        deployment: { containers: [{ name: "manager", args: { "--proxmox-token": "hunter2" } }] },
      }),
      messages: [
        "spec.deployment.containers[0].args.--proxmox-token: is a credential by its name, want it in the Secret that spec.configSecret names",
      ],
    },
    "a variable, though it is a secret of the program": {
      subject: provider({
        additionalDeployments: {
          webhook: {
            deployment: {
              containers: [{ name: "manager", env: [{ name: "PROXMOX_SECRET", value: secret("hunter2") }] }],
            },
          },
        },
      }),
      messages: [
        "spec.additionalDeployments.webhook.deployment.containers[0].env[0].value: is a credential by its name, want it in the Secret that spec.configSecret names",
      ],
    },
    "a patch that brings a Secret": {
      subject: provider({
        manifestPatches: ["apiVersion: v1\nkind: Secret\nstringData: { token: hunter2 }\n"],
      }),
      messages: [
        "spec.manifestPatches[0]: a Secret is not allowed, want the one that spec.configSecret names",
      ],
    },
  },
  notJudged: {
    "arguments that are not known": {
      subject: provider({ deployment: { containers: [{ name: "manager", args: unknown }] } }),
      paths: ["spec.deployment.containers[0].args"],
    },
    "a Secret that is not known": {
      subject: provider({ configSecret: { name: unknown } }),
      paths: ["spec.configSecret.name"],
    },
  },
};
