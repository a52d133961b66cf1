import { X509Certificate } from "node:crypto";

import { parse } from "yaml";

import { Value } from "../judge/value.ts";

/** Who somebody is to Kubernetes. */
export interface Identity {
  /** The name that Kubernetes knows, such as `system:serviceaccount:argocd:platform`. */
  readonly name: string;
  readonly groups: readonly string[];
}

/** Everybody that a kubeconfig lets in by a client certificate or by the token of a service account. */
export function identitiesOf(kubeconfig: Value): Identity[] {
  const text = kubeconfig.text();
  const config = text === undefined ? kubeconfig : new Value(parsed(text));
  return config
    .at("users")
    .list()
    .flatMap((entry) => {
      const user = entry.at("user");
      const certificate = user.at("client-certificate-data").text();
      const token = user.at("token").text();
      return [
        certificate === undefined ? undefined : ofCertificate(certificate),
        token === undefined ? undefined : ofToken(token),
      ];
    })
    .filter((identity) => identity !== undefined);
}

/** Kubernetes takes the name from the common name of the subject, and the groups from its organizations. */
function ofCertificate(encoded: string): Identity | undefined {
  const subject = attempt(() => new X509Certificate(Buffer.from(encoded, "base64")).subject);
  const attributes = subject?.split(/[\n+]/).map((attribute) => attribute.split("=")) ?? [];
  const all = (wanted: string) =>
    attributes.filter(([name]) => name === wanted).map(([, ...rest]) => rest.join("="));
  const [name] = all("CN");
  return name === undefined ? undefined : { name, groups: all("O") };
}

/** The groups are those that every service account of a namespace is in. */
function ofToken(token: string): Identity | undefined {
  const [, payload = ""] = token.split(".");
  const name = new Value(
    attempt(() => JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as unknown),
  )
    .at("sub")
    .text();
  const namespace = /^system:serviceaccount:([^:]+):/.exec(name ?? "")?.[1];
  return name === undefined || namespace === undefined
    ? undefined
    : { name, groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`] };
}

function parsed(text: string): unknown {
  return attempt(() => parse(text) as unknown);
}

/** What is malformed says nothing, and is for the API server to refuse. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
