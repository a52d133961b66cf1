import type { MachineSecrets } from "../pki/secrets.ts";
import type { Document } from "./documents.ts";

/** What a machine does in its cluster. */
export type MachineType = "controlplane" | "worker";

/** Version of Talos whose machinery the simulated provider carries, as pulumi-talos 0.8.1 does. */
const machineryVersion = "v1.13.0";

/** Version contract that configuration is generated for by default. */
export const defaultContract = "v1.13";

/** Kubernetes version of configuration that asks for none: the default of Talos 1.13.0. */
const defaultKubernetesVersion = "1.36.0";

/** Contracts that are rendered. Older ones generate other documents, newer ones another dialect. */
const contracts = ["v1.12", "v1.13"];

/** What a machine configuration is generated from. */
export interface GenerationInput {
  readonly clusterName: string;
  /** Address of the Kubernetes API, such as `https://10.0.0.10:6443`. */
  readonly clusterEndpoint: string;
  readonly machineType: MachineType;
  readonly machineSecrets: MachineSecrets;
  /** Version contract, such as `v1.13` or `1.13.9`. Default: `v1.13`. */
  readonly talosVersion?: string;
  /** Kubernetes version, with or without `v`. Default: that of Talos 1.13.0. */
  readonly kubernetesVersion?: string;
}

/**
 * The documents that Talos 1.13 generates for a machine, before any patch.
 *
 * @throws Error when a version or the endpoint is not usable.
 */
export function baseDocuments(input: GenerationInput): Document[] {
  contractOf(input.talosVersion ?? defaultContract);
  checkEndpoint(input.clusterEndpoint);
  return [
    {
      version: "v1alpha1",
      debug: false,
      persist: true,
      machine: machineSection(input),
      cluster: input.machineType === "controlplane" ? controlPlaneCluster(input) : commonCluster(input, ""),
    },
    { apiVersion: "v1alpha1", kind: "HostnameConfig", auto: "stable" },
  ];
}

/**
 * Major and minor version that a version stands for, such as `v1.13`.
 *
 * @throws Error for what is not a version, and for contracts that the simulator can't render.
 */
export function contractOf(version: string): string {
  const [, contract] = /^v?(\d+\.\d+)/.exec(version) ?? [];
  if (contract === undefined) {
    throw new Error(`error parsing version ${JSON.stringify(`v${version.replace(/^v/, "")}`)}`);
  }
  if (!contracts.includes(`v${contract}`)) {
    throw new Error(`version contract v${contract} is not simulated: use one of ${contracts.join(", ")}`);
  }
  return `v${contract}`;
}

function checkEndpoint(endpoint: string): void {
  const url = URL.parse(endpoint);
  if (url === null || url.protocol !== "https:" || url.hostname === "") {
    throw new Error(
      `cluster_endpoint is invalid: the control plane endpoint URL should have scheme https://, got ${JSON.stringify(endpoint)}`,
    );
  }
}

function machineSection(input: GenerationInput): Document {
  const { machineType, machineSecrets } = input;
  const isControlPlane = machineType === "controlplane";
  const { cert, key } = machineSecrets.certs.os;
  return {
    type: machineType,
    token: machineSecrets.trustdinfo.token,
    ca: { crt: cert, key: isControlPlane ? key : "" },
    certSANs: [],
    kubelet: {
      image: image("ghcr.io/siderolabs/kubelet", input),
      defaultRuntimeSeccompProfileEnabled: true,
      disableManifestsDirectory: true,
    },
    install: {
      disk: "/dev/sda",
      image: `ghcr.io/siderolabs/installer:${machineryVersion}`,
      wipe: false,
      grubUseUKICmdline: true,
    },
    features: {
      diskQuotaSupport: true,
      kubePrism: { enabled: true, port: 7445 },
      hostDNS: { enabled: true, forwardKubeDNSToHost: true },
    },
    ...(isControlPlane && { nodeLabels: { "node.kubernetes.io/exclude-from-external-load-balancers": "" } }),
  };
}

function commonCluster(input: GenerationInput, authorityKey: string): Document {
  const { machineSecrets } = input;
  return {
    id: machineSecrets.cluster.id,
    secret: machineSecrets.cluster.secret,
    controlPlane: { endpoint: input.clusterEndpoint },
    clusterName: input.clusterName,
    network: { dnsDomain: "cluster.local", podSubnets: ["10.244.0.0/16"], serviceSubnets: ["10.96.0.0/12"] },
    token: machineSecrets.secrets.bootstrapToken,
    ca: { crt: machineSecrets.certs.k8s.cert, key: authorityKey },
    discovery: { enabled: true, registries: { kubernetes: { disabled: true }, service: {} } },
  };
}

function controlPlaneCluster(input: GenerationInput): Document {
  const { certs, secrets } = input.machineSecrets;
  return {
    ...commonCluster(input, certs.k8s.key),
    secretboxEncryptionSecret: secrets.secretboxEncryptionSecret,
    aggregatorCA: { crt: certs.k8sAggregator.cert, key: certs.k8sAggregator.key },
    serviceAccount: { key: certs.k8sServiceaccount.key },
    apiServer: {
      image: image("registry.k8s.io/kube-apiserver", input),
      admissionControl: [{ name: "PodSecurity", configuration: podSecurity }],
      auditPolicy: { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "Metadata" }] },
    },
    controllerManager: { image: image("registry.k8s.io/kube-controller-manager", input) },
    proxy: { image: image("registry.k8s.io/kube-proxy", input) },
    scheduler: { image: image("registry.k8s.io/kube-scheduler", input) },
    etcd: { ca: { crt: certs.etcd.cert, key: certs.etcd.key } },
  };
}

const podSecurity = {
  apiVersion: "pod-security.admission.config.k8s.io/v1alpha1",
  kind: "PodSecurityConfiguration",
  defaults: {
    enforce: "baseline",
    "enforce-version": "latest",
    audit: "restricted",
    "audit-version": "latest",
    warn: "restricted",
    "warn-version": "latest",
  },
  exemptions: { namespaces: ["kube-system"], runtimeClasses: [], usernames: [] },
};

function image(
  repository: string,
  { kubernetesVersion = defaultKubernetesVersion }: GenerationInput,
): string {
  return `${repository}:v${kubernetesVersion.replace(/^v/, "")}`;
}
