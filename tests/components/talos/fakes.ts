import type { MachineSecrets } from "@pulumiverse/talos";

import type { Fakes } from "../../support/record.ts";

/** What must never be seen outside a secret. */
export const secretValues = [
  "talos-client-key",
  "os-ca-key",
  "kubernetes-client-key",
  "secretbox-key",
  "bootstrap.token",
  "configuration-of-controlplane",
  "configuration-of-worker",
  "kubeconfig-file",
  "talosconfig-file",
];

const certificate = { cert: "cert", key: "os-ca-key" };
const clientConfiguration = {
  caCertificate: "ca",
  clientCertificate: "certificate",
  clientKey: "talos-client-key",
};

/** Secrets of a cluster, as the provider generates them. */
export const machineSecrets: MachineSecrets = {
  certs: {
    etcd: certificate,
    k8s: certificate,
    k8sAggregator: certificate,
    k8sServiceaccount: { key: "os-ca-key" },
    os: certificate,
  },
  cluster: { id: "cluster-id", secret: "secretbox-key" },
  secrets: { bootstrapToken: "bootstrap.token", secretboxEncryptionSecret: "secretbox-key" },
  trustdinfo: { token: "bootstrap.token" },
};

/** Outputs of the Talos provider, with values that a test recognises. */
export const talosFakes: Fakes = {
  "talos:machine/secrets:Secrets": () => ({ clientConfiguration, machineSecrets }),
  "talos:machine/getConfiguration:getConfiguration": ({ machineType }) => ({
    machineConfiguration: `configuration-of-${String(machineType)}`,
  }),
  "talos:cluster/kubeconfig:Kubeconfig": () => ({
    kubeconfigRaw: "kubeconfig-file",
    kubernetesClientConfiguration: {
      host: "https://10.0.0.10:6443",
      caCertificate: "ca",
      clientCertificate: "certificate",
      clientKey: "kubernetes-client-key",
    },
  }),
  "talos:client/getConfiguration:getConfiguration": ({ endpoints }) => ({
    talosConfig: `talosconfig-file ${JSON.stringify(endpoints)}`,
  }),
};
