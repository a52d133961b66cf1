import { describeUrn } from "./phases.ts";
import type { StateResource } from "./session.ts";

/** What is done to a resource of a class, in words; it is given the name of what is made. */
const words: Readonly<Record<string, (name: string) => string>> = {
  Schematic: () => "register the image at the image factory",
  Secrets: () => "make the secrets of the cluster",
  File: (name) => `download the Talos image to ${name.replace(/^image-/, "")}`,
  VmLegacy: (name) => `create the machine ${name}`,
  ConfigurationApply: (name) => `configure ${name}, which installs Talos`,
  Bootstrap: () => "bootstrap etcd",
  Kubeconfig: () => "fetch the kubeconfig",
  "api-wait": () => "wait for the Kubernetes API",
  "nodes-wait": () => "wait for every node to be Ready",
  "tetragon-crds-wait": () => "wait for the kinds of Tetragon",
  "rollout-wait": () => "wait for the agents to run",
  "crds-wait": () => "wait for the CRDs of Cilium",
  Release: (name) => `install ${name}`,
  Namespace: (name) => `create the namespace ${name}`,
  FluxInstance: () => "install Flux",
  GitRepository: (name) => `fetch the Git source ${name}`,
  Kustomization: (name) => `let Flux apply ${name}`,
  CoreProvider: () => "install Cluster API",
  BootstrapProvider: (name) => `install the bootstrap provider ${name}`,
  ControlPlaneProvider: (name) => `install the control plane provider ${name}`,
  InfrastructureProvider: (name) => `install the infrastructure provider ${name}`,
  IPAMProvider: (name) => `install the IPAM provider ${name}`,
};

/** What a step of the program does, in words: `create the machine dev-cp-1`. Without words for it: its type and name. */
export function stepWords({ urn, inputs }: Pick<StateResource, "urn" | "inputs">, cluster: string): string {
  const { name, type } = describeUrn(urn);
  const kind = type.split(":").at(-1) ?? type;
  // `<cluster>-<component>-<part>`: what is left is the part.
  const part = name.startsWith(`${cluster}-`) ? name.slice(cluster.length + 1).replace(/^[^-]*-/, "") : name;
  const known = words[kind === "Command" ? part : kind];
  return known?.(givenName(inputs) ?? part) ?? `${kind} ${part}`;
}

/** The name that a resource has outside Pulumi. */
function givenName(inputs: StateResource["inputs"] = {}): string | undefined {
  const { name, metadata } = inputs as { name?: unknown; metadata?: { name?: unknown } };
  const found = name ?? metadata?.name;
  return typeof found === "string" ? found : undefined;
}
