import { createPrivateKey, sign } from "node:crypto";
import type { ClusterApi } from "./api.ts";
import { ApiError, textAt, type KubernetesObject } from "./objects.ts";

const tokenType = "kubernetes.io/service-account-token";
const accountAnnotation = "kubernetes.io/service-account.name";

/**
 * Fills in the token, the authority and the namespace of a service account's Secret, as the token controller does.
 * Other objects stay as they are.
 *
 * @throws ApiError when the service account is not there: the real controller would delete the Secret again.
 */
export function withServiceAccountToken(secret: KubernetesObject, api: ClusterApi): KubernetesObject {
  if (secret.kind !== "Secret" || secret["type"] !== tokenType) {
    return secret;
  }
  const { name, namespace = "default", annotations } = secret.metadata;
  const account = annotations?.[accountAnnotation];
  if (account === undefined) {
    throw new ApiError(
      `Secret "${name}" is invalid: metadata.annotations[${accountAnnotation}]: Required value`,
    );
  }
  const owner = api.get({ apiVersion: "v1", kind: "ServiceAccount", namespace, name: account });
  if (owner === undefined) {
    throw new ApiError(
      `the Kubernetes API server reported that "${namespace}/${name}" failed to fully initialize or become live: ` +
        `service account "${account}" not found in namespace "${namespace}"`,
    );
  }
  const { ca, serviceAccountKey } = api.cluster;
  const token = signedToken(serviceAccountKey, {
    iss: "kubernetes/serviceaccount",
    "kubernetes.io/serviceaccount/namespace": namespace,
    "kubernetes.io/serviceaccount/secret.name": name,
    "kubernetes.io/serviceaccount/service-account.name": account,
    "kubernetes.io/serviceaccount/service-account.uid": textAt(owner, "metadata", "uid"),
    sub: `system:serviceaccount:${namespace}:${account}`,
  });
  const data = { "ca.crt": ca, namespace: base64(namespace), token: base64(token) };
  return { ...secret, data: { ...(secret["data"] as object | undefined), ...data } };
}

/** A JSON web token signed with RSA: the same key and claims give the same token. */
function signedToken(key: string, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  const signature = sign("sha256", Buffer.from(content), createPrivateKey(Buffer.from(key, "base64")));
  return `${content}.${signature.toString("base64url")}`;
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
