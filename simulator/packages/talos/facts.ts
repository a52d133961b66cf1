import { createHash } from "node:crypto";
import type { ClusterRecord, Machine } from "../kubernetes/cluster.ts";
import { isMap, kindOf, legacyDocument, valueAt, type Document } from "./render/index.ts";

/** What the world needs to know of a machine configuration. */
export interface Facts {
  readonly role: "controlplane" | "worker";
  readonly hostname: string;
  readonly clusterId: string;
  readonly endpoint: string;
  /** Authority of the Talos API: base64-encoded PEM. */
  readonly authority: string;
  /** What only a control plane has. */
  readonly controlPlane?: Pick<
    ClusterRecord,
    "name" | "ca" | "caKey" | "serviceAccountKey" | "kubernetesVersion" | "manifests"
  >;
}

/** Network plugin that Talos installs when the configuration names none. */
const defaultNetwork = "flannel";

/** Reads the facts out of a configuration that was found to be valid. */
export function factsOf(documents: readonly Document[], machine: Machine): Facts {
  const legacy = legacyDocument(documents);
  const text = (path: string) => {
    const value = valueAt(legacy, path);
    return typeof value === "string" ? value : "";
  };
  const common = {
    hostname: hostnameOf(documents, machine),
    clusterId: text("cluster.id"),
    endpoint: text("cluster.controlPlane.endpoint"),
    authority: text("machine.ca.crt"),
  };
  if (text("machine.type") === "worker") {
    return { ...common, role: "worker" };
  }
  const controlPlane = {
    name: text("cluster.clusterName"),
    ca: text("cluster.ca.crt"),
    caKey: text("cluster.ca.key"),
    serviceAccountKey: text("cluster.serviceAccount.key"),
    kubernetesVersion: text("cluster.apiServer.image").split(":").at(-1)?.replace(/^v/, "") ?? "",
    manifests: manifestsOf(legacy),
  };
  return { ...common, role: "controlplane", controlPlane };
}

function manifestsOf(legacy: Document | undefined): ClusterRecord["manifests"] {
  const network = valueAt(legacy, "cluster.network.cni.name") ?? defaultNetwork;
  const addresses = valueAt(legacy, "cluster.extraManifests");
  const inline = valueAt(legacy, "cluster.inlineManifests");
  return {
    // With `custom` Talos applies manifests of somebody else's network, which is not known here.
    ...(network === defaultNetwork && { cni: defaultNetwork }),
    talosApiAccess: valueAt(legacy, "machine.features.kubernetesTalosAPIAccess.enabled") === true,
    addresses: Array.isArray(addresses) ? addresses.map(String) : [],
    inline: (Array.isArray(inline) ? inline : [])
      .filter(isMap)
      .map(({ name, contents }) => ({ name: String(name), contents: String(contents) })),
  };
}

/** The name in the configuration, or the one that Talos derives from the machine's identity. */
function hostnameOf(documents: readonly Document[], machine: Machine): string {
  const document = documents.find((candidate) => kindOf(candidate) === "HostnameConfig");
  const hostname = document?.["hostname"] ?? valueAt(legacyDocument(documents), "machine.network.hostname");
  if (typeof hostname === "string") {
    return hostname;
  }
  const digest = createHash("sha256")
    .update(machine.mac ?? machine.address)
    .digest("hex");
  return `talos-${digest.slice(0, 3)}-${digest.slice(3, 6)}`;
}
