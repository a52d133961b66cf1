import { generateKeyPairSync, randomBytes, randomInt, type KeyObject } from "node:crypto";
import { issueCertificate, pem, type Subject } from "./certificate.ts";

/** A certificate authority, both values base64-encoded PEM. */
export interface CertificateAndKey {
  readonly cert: string;
  readonly key: string;
}

/** Everything secret that the machines of one cluster share, named as the provider names it. */
export interface MachineSecrets {
  readonly certs: {
    readonly etcd: CertificateAndKey;
    readonly k8s: CertificateAndKey;
    readonly k8sAggregator: CertificateAndKey;
    readonly k8sServiceaccount: { readonly key: string };
    readonly os: CertificateAndKey;
  };
  readonly cluster: { readonly id: string; readonly secret: string };
  readonly secrets: {
    readonly bootstrapToken: string;
    readonly secretboxEncryptionSecret: string;
    readonly aescbcEncryptionSecret?: string;
  };
  readonly trustdinfo: { readonly token: string };
}

/** Credentials of a Talos API client, each value base64-encoded PEM. */
export interface ClientConfiguration {
  readonly caCertificate: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** What the resource `machine/secrets:Secrets` holds. */
export interface Identity {
  readonly machineSecrets: MachineSecrets;
  readonly clientConfiguration: ClientConfiguration;
}

const day = 24 * 60 * 60 * 1000;
/** Lifetime of authorities that Talos generates: ten years, without leap days. */
const authorityLifetime = 3650 * day;
/** Lifetime of the administrator's certificate that the provider generates. */
const clientLifetime = 365 * day;

/**
 * Makes the secrets of a new cluster: real keys and certificates of the kinds that Talos 1.13 generates.
 *
 * One thing differs: the service account key is RSA 2048 instead of RSA 4096, which would take seconds to find.
 *
 * @param now When they begin to be valid. Default: the current time.
 */
export function generateIdentity(now = new Date()): Identity {
  const os = generateKeyPairSync("ed25519").privateKey;
  const authority = (subject: Subject, key: KeyObject): CertificateAndKey => ({
    cert: base64(issueCertificate({ subject, key, notBefore: now, notAfter: after(now, authorityLifetime) })),
    key: base64(privateKeyPem(key)),
  });
  const talosAuthority = authority({ organization: "talos" }, os);
  return {
    machineSecrets: {
      certs: {
        etcd: authority({ organization: "etcd" }, ecdsaKey()),
        k8s: authority({ organization: "kubernetes" }, ecdsaKey()),
        k8sAggregator: authority({}, ecdsaKey()),
        k8sServiceaccount: { key: base64(privateKeyPem(rsaKey())) },
        os: talosAuthority,
      },
      cluster: {
        id: randomBytes(32).toString("base64url") + "=",
        secret: randomBytes(32).toString("base64"),
      },
      secrets: {
        bootstrapToken: token(),
        secretboxEncryptionSecret: randomBytes(32).toString("base64"),
      },
      trustdinfo: { token: token() },
    },
    clientConfiguration: talosClient(os, talosAuthority.cert, now),
  };
}

/** A Kubernetes client certificate of the cluster's administrators, both values PEM. */
export function kubernetesAdministrator(
  authorityKey: KeyObject,
  now = new Date(),
): { cert: string; key: string } {
  const key = ecdsaKey();
  const cert = issueCertificate({
    subject: { organization: "system:masters", commonName: "admin" },
    key,
    issuer: { subject: { organization: "kubernetes" }, key: authorityKey },
    notBefore: now,
    notAfter: after(now, clientLifetime),
  });
  return { cert, key: privateKeyPem(key) };
}

function talosClient(authorityKey: KeyObject, caCertificate: string, now: Date): ClientConfiguration {
  const key = generateKeyPairSync("ed25519").privateKey;
  const certificate = issueCertificate({
    subject: { organization: "os:admin" },
    key,
    issuer: { subject: { organization: "talos" }, key: authorityKey },
    notBefore: now,
    notAfter: after(now, clientLifetime),
  });
  return { caCertificate, clientCertificate: base64(certificate), clientKey: base64(privateKeyPem(key)) };
}

/** A private key under the PEM label that Talos expects for its type. */
function privateKeyPem(key: KeyObject): string {
  switch (key.asymmetricKeyType) {
    case "ed25519":
      return pem("ED25519 PRIVATE KEY", key.export({ type: "pkcs8", format: "der" }));
    case "ec":
      return key.export({ type: "sec1", format: "pem" }).toString();
    default:
      return key.export({ type: "pkcs1", format: "pem" }).toString();
  }
}

function ecdsaKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}

function rsaKey(): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

/** A token in the form of `kubeadm`: `abcdef.0123456789abcdef`. */
function token(): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  const letters = (length: number) =>
    Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
  return `${letters(6)}.${letters(16)}`;
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function after(start: Date, duration: number): Date {
  return new Date(start.getTime() + duration);
}
