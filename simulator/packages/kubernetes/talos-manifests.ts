import { parseAllDocuments } from "yaml";
import type { ClusterApi } from "./api.ts";
import * as definitions from "./definitions.ts";
import { resourceName, type Definition } from "./kinds.ts";
import type { KubernetesObject } from "./objects.ts";
import { react } from "./operators.ts";

/** Namespaces that every cluster has from its first moment. */
const initialNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

const owner = "Talos";

/** Puts into a new cluster what Kubernetes and Talos put there: namespaces, the network, manifests that are not there yet. */
export function applyTalosManifests(api: ClusterApi): void {
  for (const namespace of initialNamespaces) {
    api.createNamespace(namespace);
  }
  const { manifests, cni } = api.cluster;
  if (manifests.cni !== undefined && cni === undefined) {
    api.setNetwork(manifests.cni);
  }
  if (manifests.talosApiAccess) {
    api.define(definitions.talosApiAccess, owner);
  }
  for (const address of manifests.addresses) {
    api.define(definitionsAt(address), owner);
  }
  for (const { contents } of manifests.inline) {
    for (const object of objectsIn(contents)) {
      if (api.get({ ...object, ...object.metadata }) === undefined) {
        react(object, api);
        api.put(object);
      }
    }
  }
}

/** Custom kinds in a manifest of the Gateway API, known by its address; others bring none that are simulated. */
function definitionsAt(address: string): readonly Definition[] {
  if (!/gateway/i.test(address)) {
    return [];
  }
  const channel = address.includes("experimental") ? "experimental" : "standard";
  const [, group, plural] = /\/([\w.-]+\.io)_(\w+)\.yaml$/.exec(address) ?? [];
  const all = definitions.gatewayApi[channel];
  return plural === undefined
    ? all
    : all.filter(
        (definition) =>
          resourceName(`${definition.group}/v1`, definition.kind) === `${plural}.${group ?? ""}`,
      );
}

function objectsIn(contents: string): KubernetesObject[] {
  const documents = parseAllDocuments(contents);
  return (Array.isArray(documents) ? documents : [])
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);
}
