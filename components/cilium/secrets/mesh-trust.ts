import { createHash } from "node:crypto";

import { Secret } from "@pulumi/kubernetes/core/v1/index.js";
import * as pulumi from "@pulumi/pulumi";

import type { ChartValues } from "../plan/index.ts";

/** The certificate authority that the clusters of a mesh share. Whoever has its key can join. */
export interface MeshTrust {
  /** Its certificate, in PEM. */
  readonly certificate: string;

  /** Its private key, in PEM. */
  readonly privateKey: string;
}

/**
 * The authority where the chart's certificate jobs look for one before they make their own.
 *
 * A cluster that ran without a mesh has one that its jobs made; it is taken over. When this Secret goes, the jobs make one anew.
 */
export function meshTrustSecret(
  name: string,
  trust: pulumi.Input<MeshTrust>,
  opts: pulumi.CustomResourceOptions,
): Secret {
  const { certificate, privateKey } = pulumi.secret(trust);
  return new Secret(
    `${name}-mesh-trust`,
    {
      metadata: {
        name: "cilium-ca",
        namespace: "kube-system",
        // Else what the jobs wrote would stay, and be reported as a conflict.
        annotations: { "pulumi.com/patchForce": "true" },
      },
      data: { "ca.crt": certificate.apply(base64), "ca.key": privateKey.apply(base64) },
    },
    opts,
  );
}

/**
 * The chart's values with a mark of the authority on the pods of its certificate jobs and of the mesh API server: under
 * another authority the jobs run at once instead of at their next date, and the API server starts with it.
 */
export function signedBy(values: ChartValues, trust: pulumi.Input<MeshTrust>): pulumi.Inputs {
  // A digest of what every peer is shown tells nothing.
  const mark = pulumi.unsecret(pulumi.output(trust).certificate.apply(digest));
  const podLabels = { "infraflux.io/mesh-authority": mark };
  const mesh = mapAt(values, "clustermesh");
  return {
    ...values,
    certgen: { ...mapAt(values, "certgen"), podLabels },
    clustermesh: { ...mesh, apiserver: { ...mapAt(mesh, "apiserver"), podLabels } },
  };
}

function mapAt(values: ChartValues, key: string): ChartValues {
  return (values[key] ?? {}) as ChartValues;
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

/** Short enough for the value of a label. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
