import { stackOutputsSecret } from "../../../../policy/rules/stack/stack-outputs-secret.ts";
import type { Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";
import { base64, kubeconfig, outputs, privateKey, tokenOf } from "./builders.ts";

export const samples: Samples = {
  rule: stackOutputsSecret,
  good: {
    "a kubeconfig that is marked": [outputs({ kubeconfig: secret(kubeconfig({ token: "abc" })) })],
    "facts that nobody needs to hide": [
      outputs({
        clusterInfo: {
          api: { caData: base64("-----BEGIN CERTIFICATE-----"), port: 6443 },
          tokenName: "platform",
        },
        kubeconfigPath: "out/kubeconfig",
        credentials: { secretName: "cluster-access", token: secret("abc") },
      }),
    ],
    "an output of such a name that holds a path": [outputs({ kubeconfig: "./kubeconfig" })],
    "outputs that say where a credential is": [
      outputs({
        argocdSecret: "argocd-secret",
        adminPassword: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:admin-AbCdEf",
        kubeconfig: "prod.kubeconfig",
      }),
    ],
    "no outputs": [outputs({})],
  },
  bad: {
    "a kubeconfig in the clear": {
      subject: [outputs({ access: kubeconfig({ token: "abc" }) })],
      messages: ["output access: holds a kubeconfig with a credential, but is not marked as a secret"],
    },
    "a talosconfig under any name": {
      subject: [outputs({ config: { context: "prod", contexts: { prod: { key: base64(privateKey) } } } })],
      messages: ["output config.contexts.prod.key: holds a private key, but is not marked as a secret"],
    },
    "a key, and what is a credential by its name": {
      subject: [outputs({ pem: privateKey, adminPassword: "abc", list: [{ apiToken: "abc" }] })],
      messages: [
        "output pem: holds a private key, but is not marked as a secret",
        "output adminPassword: is a credential by its name, but is not marked as a secret",
        "output list[0].apiToken: is a credential by its name, but is not marked as a secret",
      ],
    },
    "a secret that is none by its name alone": {
      subject: [outputs({ argocdSecret: "9f86d081884c7d659a2feaa0c55ad015" })],
      messages: ["output argocdSecret: is a credential by its name, but is not marked as a secret"],
    },
    "a token beside an output that is not known": {
      subject: [outputs({ talosconfig: unknown, access: tokenOf("argocd", "platform") })],
      messages: ["output access: holds a signed token, but is not marked as a secret"],
    },
  },
  notJudged: {
    "an output that is not known": {
      subject: [outputs({ kubeconfig: unknown, clusterInfo: { name: "prod", ca: unknown } })],
      paths: ["kubeconfig", "clusterInfo.ca"],
    },
  },
};
