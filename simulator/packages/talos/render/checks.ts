import { X509Certificate } from "node:crypto";
import {
  identityOf,
  isMap,
  kindOf,
  legacyDocument,
  legacyKind,
  valueAt,
  type Document,
} from "./documents.ts";

/** Keys of the original document that Talos 1.13 knows, per section. */
const legacyKeys: Readonly<Record<string, readonly string[]>> = {
  "": ["version", "debug", "persist", "machine", "cluster"],
  machine:
    `type token ca acceptedCAs certSANs controlPlane kubelet pods network disks install files env time sysctls sysfs
    registries systemDiskEncryption features udev logging kernel seccompProfiles baseRuntimeSpecOverrides nodeLabels
    nodeAnnotations nodeTaints`.split(/\s+/),
  cluster:
    `id secret controlPlane clusterName network token aescbcEncryptionSecret secretboxEncryptionSecret ca acceptedCAs
    aggregatorCA serviceAccount apiServer controllerManager proxy scheduler discovery etcd coreDNS externalCloudProvider
    extraManifests extraManifestHeaders inlineManifests adminKubeconfig allowSchedulingOnMasters
    allowSchedulingOnControlPlanes`.split(/\s+/),
};

/** Kinds of documents that Talos 1.13 knows beside the original one. */
const kinds = new Set(
  `BlackholeRouteConfig BondConfig BridgeConfig DHCPv4Config DHCPv6Config DummyLinkConfig EnvironmentConfig EthernetConfig
  EventSinkConfig ExistingVolumeConfig ExtensionServiceConfig ExternalVolumeConfig HCloudVIPConfig HostnameConfig
  ImageVerificationConfig KmsgLogConfig KubeSpanConfig KubeSpanEndpointsConfig Layer2VIPConfig LinkAliasConfig LinkConfig
  NetworkDefaultActionConfig NetworkRuleConfig OOMConfig PCIDriverRebindConfig RawVolumeConfig RegistryAuthConfig
  RegistryMirrorConfig RegistryTLSConfig ResolverConfig RoutingRuleConfig SideroLinkConfig StaticHostConfig SwapVolumeConfig
  TCPProbeConfig TimeSyncConfig TrustedRootsConfig UserVolumeConfig VLANConfig VRFConfig VolumeConfig WatchdogTimerConfig
  WireguardConfig ZswapConfig`.split(/\s+/),
);

/**
 * Refuses documents that Talos can't decode: unknown kinds, unknown keys of the original document (two levels deep),
 * the same document twice.
 *
 * @throws Error with Talos' wording.
 */
export function checkDecodable(documents: readonly Document[]): void {
  const seen = new Set<string>();
  for (const document of documents) {
    const identity = identityOf(document);
    const fail = (reason: string) => new Error(`error decoding document v1alpha1/${identity}: ${reason}`);
    if (seen.has(identity)) {
      throw new Error(`duplicate document v1alpha1/${identity} is not allowed`);
    }
    seen.add(identity);
    if (kindOf(document) === legacyKind) {
      checkLegacyKeys(document, fail);
    } else if (document["apiVersion"] === undefined) {
      throw fail("missing apiVersion");
    } else if (!kinds.has(kindOf(document)) || document["apiVersion"] !== "v1alpha1") {
      throw fail(`"${kindOf(document)}" ${JSON.stringify(document["apiVersion"])}: not registered`);
    }
  }
}

function checkLegacyKeys(document: Document, fail: (reason: string) => Error): void {
  for (const [section, known] of Object.entries(legacyKeys)) {
    const value = section === "" ? document : document[section];
    if (value === undefined || value === null) {
      continue;
    }
    if (!isMap(value)) {
      throw fail(`cannot construct ${Array.isArray(value) ? "!!seq" : "!!str"} into section ${section}`);
    }
    const unknown = Object.keys(value).filter((key) => !known.includes(key));
    if (section === "" && unknown.length > 0 && !Object.keys(value).some((key) => known.includes(key))) {
      throw fail("missing kind");
    }
    if (unknown.length > 0) {
      throw fail(
        `unknown keys found during decoding: ${unknown.map((key) => `${section}.${key}`).join(", ")}`,
      );
    }
  }
}

/**
 * What a Talos machine objects to in a whole configuration, in its own wording. Not all that it checks: what goes
 * wrong most often. The real `talosctl validate` judges the configurations of this project in the tests.
 */
export function configurationProblems(documents: readonly Document[]): string[] {
  const legacy = legacyDocument(documents);
  if (legacy === undefined) {
    return ["machine configuration has no v1alpha1 document"];
  }
  return [
    ...machineProblems(legacy),
    ...clusterProblems(legacy),
    ...hostnameProblems(legacy, documents),
    ...virtualAddressProblems(legacy, documents),
  ];
}

function machineProblems(legacy: Document): string[] {
  const problems: string[] = [];
  const type = valueAt(legacy, "machine.type");
  if (type !== "controlplane" && type !== "worker" && type !== "init") {
    problems.push(`unknown machine type ${JSON.stringify(type ?? "")}`);
  }
  if (!hasText(legacy, "machine.token")) {
    problems.push("trustd token is invalid");
  }
  if (!isCertificate(valueAt(legacy, "machine.ca.crt"))) {
    problems.push("issuing CA or some accepted CAs are required (.machine.ca, machine.acceptedCAs)");
  }
  if (type === "controlplane" && !hasText(legacy, "machine.ca.key")) {
    problems.push("issuing CA key is required for controlplane nodes (.machine.ca.key)");
  }
  if (type === "worker" && hasText(legacy, "machine.ca.key")) {
    problems.push("issuing Talos API CA key is not allowed on non-controlplane nodes (.machine.ca)");
  }
  if (type === "worker" && hasText(legacy, "cluster.ca.key")) {
    problems.push("issuing Kubernetes API CA key is not allowed on non-controlplane nodes (.cluster.ca)");
  }
  if (!hasText(legacy, "machine.install.disk") && !isMap(valueAt(legacy, "machine.install.diskSelector"))) {
    problems.push("either install disk or diskSelector should be defined");
  }
  return problems;
}

function clusterProblems(legacy: Document): string[] {
  const problems: string[] = [];
  const endpoint = valueAt(legacy, "cluster.controlPlane.endpoint");
  if (typeof endpoint !== "string" || URL.parse(endpoint) === null) {
    problems.push("cluster controlplane endpoint is required");
  }
  if (!hasText(legacy, "cluster.id") || !hasText(legacy, "cluster.secret")) {
    problems.push("cluster id and secret are required (.cluster.id, .cluster.secret)");
  }
  const cni = valueAt(legacy, "cluster.network.cni.name");
  if (cni !== undefined && cni !== "flannel" && cni !== "custom" && cni !== "none") {
    problems.push(`cni name should be one of [custom,flannel,none], got ${JSON.stringify(cni)}`);
  }
  if (!isCertificate(valueAt(legacy, "cluster.ca.crt"))) {
    problems.push("issuing CA is required (.cluster.ca)");
  }
  return problems;
}

function hostnameProblems(legacy: Document, documents: readonly Document[]): string[] {
  const document = documents.find((candidate) => kindOf(candidate) === "HostnameConfig");
  if (document === undefined) {
    return [];
  }
  const { hostname, auto } = document;
  const problems: string[] = [];
  if (hostname === undefined && (auto === undefined || auto === "off")) {
    problems.push("either 'auto' or 'hostname' must be set");
  }
  if (hostname !== undefined && auto !== undefined && auto !== "off") {
    problems.push("'auto' and 'hostname' cannot be set at the same time");
  }
  if (valueAt(legacy, "machine.network.hostname") !== undefined) {
    problems.push("static hostname is already set in v1alpha1 config");
  }
  return problems;
}

function virtualAddressProblems(legacy: Document, documents: readonly Document[]): string[] {
  const interfaces: unknown = valueAt(legacy, "machine.network.interfaces");
  const hasVirtualAddress =
    Array.isArray(interfaces) && interfaces.some((link: unknown) => isMap(link) && link["vip"] !== undefined);
  return hasVirtualAddress && valueAt(legacy, "machine.type") !== "controlplane"
    ? ["virtual (shared) IP is not allowed on non-controlplane nodes"]
    : documents
        .filter((document) => kindOf(document) === "Layer2VIPConfig" && !hasText(document, "link"))
        .map(() => "link must be specified");
}

function hasText(document: Document, path: string): boolean {
  const value = valueAt(document, path);
  return typeof value === "string" && value !== "";
}

function isCertificate(value: unknown): boolean {
  try {
    new X509Certificate(Buffer.from(typeof value === "string" ? value : "", "base64"));
    return true;
  } catch {
    return false;
  }
}
