import { generateKeyPairSync } from "node:crypto";

import { stringify } from "yaml";

import type { Sample } from "../../support/sample.ts";

/** A private key that nothing uses, in PEM. */
export const privateKey = generateKeyPairSync("ed25519")
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

/** Base64, as Kubernetes and Talos keep certificates and keys. */
export const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** What the stack returns. */
export const outputs = (props: Sample["props"]): Sample => ({
  type: "pulumi:pulumi:Stack",
  name: "samples-prod",
  props,
});

/** What makes a stack one that brings up a cluster. */
export const bootstrap: Sample = {
  type: "talos:machine/bootstrap:Bootstrap",
  name: "talos-bootstrap",
  props: { node: "10.30.0.10" },
};

/** A machine on a host of Proxmox. */
export const vm = (name: string, nodeName: unknown): Sample => ({
  type: "proxmoxve:index/vmLegacy:VmLegacy",
  name,
  props: { name, nodeName, tags: ["talos"] },
});

/** A machine in a zone of AWS; before it is made, the zone may be left to AWS. */
export const instance = (name: string, zone?: string): Sample => ({
  type: "aws:ec2/instance:Instance",
  name,
  props: { instanceType: "m7i.large", ...(zone !== undefined && { availabilityZone: zone }) },
});

/** A machine of Azure in a zone, or in none. */
export const azureMachine = (name: string, zones?: readonly string[]): Sample => ({
  type: "azure-native:compute:VirtualMachine",
  name,
  props: { resourceGroupName: "clusters", vmName: name, ...(zones && { zones }) },
});

/** A machine in a zone of Google Cloud. */
export const gcpMachine = (name: string, zone: string): Sample => ({
  type: "gcp:compute/instance:Instance",
  name,
  props: { machineType: "n2-standard-4", zone },
});

/** A configuration that is applied to a machine which the stack does not make. Default: an empty one. */
export const applied = (
  name: string,
  { base = "", patches = [] }: { readonly base?: unknown; readonly patches?: readonly string[] } = {},
): Sample => ({
  type: "talos:machine/configurationApply:ConfigurationApply",
  name,
  props: { node: "10.30.0.10", machineConfigurationInput: base, configPatches: patches },
});

/** Parts of machine configurations that name an image. */
export const image = {
  talos: (tag: string): string =>
    `machine:\n  install:\n    image: factory.talos.dev/nocloud-installer/${"0".repeat(64)}:${tag}\n`,
  kubelet: (tag: string): string => `machine:\n  kubelet:\n    image: ghcr.io/siderolabs/kubelet:${tag}\n`,
};

/** An environment variable of a container. */
export const variable = (name: string, value: unknown): object => ({ name, value });

/** A job that runs a container every six hours. */
export const cronJob = (container: object): Sample => ({
  type: "kubernetes:batch/v1:CronJob",
  name: "etcd-backup",
  props: {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "etcd-backup", namespace: "etcd-backup" },
    spec: {
      schedule: "0 */6 * * *",
      jobTemplate: {
        spec: {
          template: {
            spec: { restartPolicy: "OnFailure", containers: [{ name: "backup", ...container }] },
          },
        },
      },
    },
  },
});

/** Sidero's talos-backup, with some environment. */
export const talosBackup = (...env: readonly object[]): Sample =>
  cronJob({ image: "ghcr.io/siderolabs/talos-backup:v0.1.0-beta.3", env });

/** Where a message finds the environment of the container. */
export const envPath = "spec.jobTemplate.spec.template.spec.containers[0].env";

/** A kubeconfig with one user. */
export const kubeconfig = (user: Readonly<Record<string, unknown>>): string =>
  stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "samples", cluster: { server: "https://10.30.0.5:6443" } }],
    users: [{ name: "somebody", user }],
    contexts: [{ name: "samples", context: { cluster: "samples", user: "somebody" } }],
    "current-context": "samples",
  });

/** A token of a service account, as long as a real one, signed by nobody. */
export const tokenOf = (namespace: string, account: string): string => {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url");
  const claims = { iss: "kubernetes/serviceaccount", sub: `system:serviceaccount:${namespace}:${account}` };
  return [part({ alg: "RS256", kid: "none" }), part(claims), "x".repeat(86)].join(".");
};
