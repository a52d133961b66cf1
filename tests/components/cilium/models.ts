import * as v2 from "@kubernetes-models/cilium/cilium.io/v2";
import * as v2alpha1 from "@kubernetes-models/cilium/cilium.io/v2alpha1";

import type { CiliumManifest } from "../../../components/cilium/plan/index.ts";

/** A model of a kind, which refuses what its definition would refuse. */
type Model = new (data: never) => { validate(): void };

const models: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "cilium.io/v2": v2,
  "cilium.io/v2alpha1": v2alpha1,
};

/** Kinds that no typed model is to be had of; `tests/cluster` judges them by their definitions. */
const withoutModel = [
  "v1 ConfigMap",
  "monitoring.coreos.com/v1 PrometheusRule",
  "cilium.io/v1alpha1 TracingPolicy",
  "cilium.io/v1alpha1 TracingPolicyNamespaced",
];

/**
 * Judges an object by the typed model of its kind.
 *
 * @throws Error that says what is wrong, or that nobody knows the kind
 */
export function validate(manifest: CiliumManifest): void {
  const { apiVersion, kind } = manifest;
  if (withoutModel.includes(`${apiVersion} ${kind}`)) {
    return;
  }
  const model = models[apiVersion]?.[kind];
  if (model === undefined) {
    throw new Error(`no model of ${apiVersion} ${kind}`);
  }
  new (model as Model)(manifest as never).validate();
}
