import { stringify } from "yaml";

import { platformDefaults } from "../../components/cilium/plan/index.ts";
import {
  admissionPolicies,
  gatekeeperConstraint,
  gatekeeperTemplate,
  kyvernoPolicy,
  kyvernoReader,
} from "../../policy/admission/index.ts";
import type { AdmissionScope } from "../../policy/admission/index.ts";

/** What is asked about nothing that happens in these namespaces: the cluster, what runs it, and the engines themselves. */
export const admissionScope: AdmissionScope = {
  systemNamespaces: [
    "kube-system",
    "kube-public",
    "kube-node-lease",
    ...platformDefaults.namespaces,
    "kyverno",
    "gatekeeper-system",
  ],
};

const note = "# Generated from policy/admission by `node gitops/check/generate.ts`.\n";

/** A Kubernetes object as far as its file is named after it. */
interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** The objects that the policies come to, by folder. */
const folders: Readonly<Record<string, readonly Named[]>> = {
  "apps/gatekeeper-constraints": admissionPolicies.map((policy) =>
    gatekeeperConstraint(policy, admissionScope),
  ),
  "apps/gatekeeper-templates": admissionPolicies.map((policy) => gatekeeperTemplate(policy, admissionScope)),
  "apps/kyverno-policies": [
    kyvernoReader(admissionPolicies.flatMap(({ kinds }) => kinds)),
    ...admissionPolicies.map((policy) => kyvernoPolicy(policy, admissionScope)),
  ],
};

/** Folders that hold generated policies and nothing else. */
export const admissionFolders = Object.keys(folders);

/** The files of these folders, by path relative to the tree. */
export function admissionFiles(): Map<string, string> {
  return new Map(Object.entries(folders).flatMap(([folder, objects]) => filesOf(folder, objects)));
}

function filesOf(folder: string, objects: readonly Named[]): [string, string][] {
  const files = objects
    .map((object): [string, string] => [
      `${object.kind.toLowerCase()}-${object.metadata.name}.yaml`,
      note + text(object),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const list = {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: files.map(([name]) => name),
  };
  return [...files, ["kustomization.yaml", note + text(list)] as const].map(([name, content]) => [
    `${folder}/${name}`,
    content,
  ]);
}

function text(object: object): string {
  return stringify(object, { aliasDuplicateObjects: false, lineWidth: 0 });
}
