import * as ciliumV2 from "@kubernetes-models/cilium/cilium.io/v2";
import * as helmV2 from "@kubernetes-models/flux-cd/helm.toolkit.fluxcd.io/v2";
import * as kustomizeV1 from "@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1";
import * as sourceV1 from "@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1";
import * as gatewayV1 from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1";
import * as appsV1 from "kubernetes-models/apps/v1";
import * as networkingV1 from "kubernetes-models/networking.k8s.io/v1";
import * as rbacV1 from "kubernetes-models/rbac.authorization.k8s.io/v1";
import * as storageV1 from "kubernetes-models/storage.k8s.io/v1";
import * as coreV1 from "kubernetes-models/v1";

import type { Manifest } from "./files.ts";

interface Model {
  readonly apiVersion: string;
  readonly kind: string;
  new (data: object): { validate(): void };
}

/** The typed models of every kind that the tree may hold; their validators are made from the CRDs and the API itself. */
const models = new Map(
  [appsV1, ciliumV2, coreV1, gatewayV1, helmV2, kustomizeV1, networkingV1, rbacV1, sourceV1, storageV1]
    .flatMap((group): unknown[] => Object.values(group))
    .filter(
      (value): value is Model => typeof value === "function" && "kind" in value && "apiVersion" in value,
    )
    .map((model) => [`${model.apiVersion}/${model.kind}`, model]),
);

/**
 * Groups of the generated policies and of snapshots. No typed models exist for them; the tests hold them against the
 * projects' own definitions on a real API server, and policies against the engines themselves.
 */
const judgedByTests = [
  "constraints.gatekeeper.sh/",
  "policies.kyverno.io/",
  "snapshot.storage.k8s.io/",
  "templates.gatekeeper.sh/",
];

/**
 * What the schema of its kind says against an object, or undefined.
 *
 * Required fields, types and enumerations are judged; a field that the schema does not know passes.
 */
export function schemaProblem(manifest: Manifest): string | undefined {
  const kind = `${manifest.apiVersion ?? "no apiVersion"}/${manifest.kind ?? "no kind"}`;
  if (judgedByTests.some((group) => kind.startsWith(group))) {
    return undefined;
  }
  const Model = models.get(kind);
  if (Model === undefined) {
    return `${kind} has no model; add its group to gitops/check/schema.ts`;
  }
  try {
    new Model(manifest).validate();
    return undefined;
  } catch (error) {
    return `${kind} ${manifest.metadata?.name ?? ""}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
