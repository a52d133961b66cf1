import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from "node:crypto";
import * as der from "./der.ts";

/** Whom a certificate names. */
export interface Subject {
  readonly organization?: string;
  readonly commonName?: string;
}

/** What is to be certified. */
export interface CertificateRequest {
  readonly subject: Subject;
  /** The key that is certified: a private key or its public half. */
  readonly key: KeyObject;
  /** Who certifies. Default: the key certifies itself, as a certificate authority. */
  readonly issuer?: { readonly subject: Subject; readonly key: KeyObject };
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Extensions in DER. Default: those that the Talos tools give an authority, or a client. */
  readonly extensions?: readonly Buffer[];
}

const oid = {
  commonName: "2.5.4.3",
  organization: "2.5.4.10",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  ed25519: "1.3.101.112",
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  serverAuthentication: "1.3.6.1.5.5.7.3.1",
  clientAuthentication: "1.3.6.1.5.5.7.3.2",
} as const;

/** Bits of the key usage. */
const digitalSignature = 0;
const certificateSigning = 5;

/**
 * Issues an X.509 v3 certificate as the Talos tools do: an authority when it certifies itself, a client otherwise.
 *
 * Node has no issuer of its own. Ed25519 and ECDSA P-256 keys are supported, no other.
 *
 * @returns The certificate in PEM.
 */
export function issueCertificate(request: CertificateRequest): string {
  const isAuthority = request.issuer === undefined;
  const issuer = request.issuer ?? request;
  const algorithm = signatureAlgorithm(issuer.key);
  const body = der.sequence(
    der.element(0xa0, der.integer(Buffer.from([2]))),
    der.integer(serialNumber()),
    algorithm,
    name(issuer.subject),
    der.sequence(der.utcTime(request.notBefore), der.utcTime(request.notAfter)),
    name(request.subject),
    publicKeyInfo(request.key),
    der.element(
      0xa3,
      der.sequence(
        ...(request.extensions ??
          (isAuthority ? authorityExtensions(request.key) : clientExtensions(issuer.key))),
      ),
    ),
  );
  const signature = sign(issuer.key.asymmetricKeyType === "ed25519" ? null : "sha256", body, issuer.key);
  return pem("CERTIFICATE", der.sequence(body, algorithm, der.bitString(signature)));
}

/** Wraps DER in PEM. */
export function pem(label: string, content: Uint8Array): string {
  const lines =
    Buffer.from(content)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** What the key may be used for, as the numbers of the bits in RFC 5280. */
export function keyUsage(bits: readonly number[]): Buffer {
  const last = Math.max(...bits);
  const octets = Buffer.alloc(Math.floor(last / 8) + 1);
  for (const bit of bits) {
    const octet = Math.floor(bit / 8);
    octets[octet] = (octets[octet] ?? 0) | (0b1000_0000 >> (bit % 8));
  }
  return extension(oid.keyUsage, der.bitString(octets, 7 - (last % 8)), true);
}

/** That the key may sign certificates. */
export function basicConstraints(): Buffer {
  return extension(oid.basicConstraints, der.sequence(der.boolean(true)), true);
}

/** The name of the key, by which certificates that it signs refer to it. */
export function subjectKeyIdentifier(key: KeyObject): Buffer {
  return extension(oid.subjectKeyIdentifier, der.octetString(keyIdentifier(key)));
}

function authorityExtensions(key: KeyObject): Buffer[] {
  return [
    keyUsage([digitalSignature, certificateSigning]),
    extension(
      oid.extendedKeyUsage,
      der.sequence(
        der.objectIdentifier(oid.serverAuthentication),
        der.objectIdentifier(oid.clientAuthentication),
      ),
    ),
    basicConstraints(),
    subjectKeyIdentifier(key),
  ];
}

function clientExtensions(authority: KeyObject): Buffer[] {
  return [
    keyUsage([digitalSignature]),
    extension(oid.extendedKeyUsage, der.sequence(der.objectIdentifier(oid.clientAuthentication))),
    extension(oid.authorityKeyIdentifier, der.sequence(der.element(0x80, keyIdentifier(authority)))),
  ];
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return der.sequence(
    der.objectIdentifier(id),
    ...(critical ? [der.boolean(true)] : []),
    der.octetString(value),
  );
}

function name({ organization, commonName }: Subject): Buffer {
  const parts = [
    [oid.organization, organization],
    [oid.commonName, commonName],
  ] as const;
  return der.sequence(
    ...parts.flatMap(([id, text]) =>
      text === undefined ? [] : [der.set(der.sequence(der.objectIdentifier(id), der.utf8String(text)))],
    ),
  );
}

function signatureAlgorithm(key: KeyObject): Buffer {
  return der.sequence(
    der.objectIdentifier(key.asymmetricKeyType === "ed25519" ? oid.ed25519 : oid.ecdsaWithSha256),
  );
}

function publicKeyInfo(key: KeyObject): Buffer {
  return publicHalf(key).export({ type: "spki", format: "der" });
}

/** SHA-1 of the public key: a name for it, not a protection. */
function keyIdentifier(key: KeyObject): Buffer {
  return createHash("sha1").update(publicKeyInfo(key)).digest();
}

/** Positive and 16 octets long, as RFC 5280 allows at most 20. */
function serialNumber(): Buffer {
  const octets = randomBytes(16);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return octets;
}

function publicHalf(key: KeyObject): KeyObject {
  return key.type === "private" ? createPublicKey(key) : key;
}
