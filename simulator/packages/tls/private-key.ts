import { createHash, createPublicKey, generateKeyPairSync } from "node:crypto";

import schemas from "../../schemas/tls.json" with { type: "json" };
import type { CheckFailure, InputSchema, Properties, SimulatedResource } from "../../core/kind.ts";

/** Type token of a private key. */
export const privateKeyToken = "tls:index/privateKey:PrivateKey";

const algorithms = ["RSA", "ECDSA", "ED25519"];
const curves = ["P224", "P256", "P384", "P521"];

/**
 * A private key that lives in the state alone.
 *
 * Keys are made of one kind, ECDSA on P-256. The forms of OpenSSH and the fingerprints, which the provider gives too, are
 * left out.
 */
export const privateKey: SimulatedResource = {
  schema: schemas[privateKeyToken] as InputSchema,
  replaceOn: ["algorithm", "ecdsaCurve", "rsaBits"],
  secretOutputs: ["privateKeyPem", "privateKeyPemPkcs8"],
  seconds: () => 0,
  check,

  create(inputs) {
    const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const publicKeyPem = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
    return {
      id: createHash("sha1").update(publicKeyPem).digest("hex"),
      outputs: {
        ...inputs,
        privateKeyPem: key.export({ type: "sec1", format: "pem" }).toString(),
        privateKeyPemPkcs8: key.export({ type: "pkcs8", format: "pem" }).toString(),
        publicKeyPem,
      },
    };
  },
};

function check({ algorithm, ecdsaCurve = "P224" }: Properties): CheckFailure[] {
  if (typeof algorithm === "string" && !algorithms.includes(algorithm)) {
    return [{ property: "algorithm", reason: unexpected("algorithm", algorithms, algorithm) }];
  }
  if (typeof ecdsaCurve === "string" && !curves.includes(ecdsaCurve)) {
    return [{ property: "ecdsaCurve", reason: unexpected("ecdsa_curve", curves, ecdsaCurve) }];
  }
  return algorithm === undefined || (algorithm === "ECDSA" && ecdsaCurve === "P256")
    ? []
    : [{ property: "algorithm", reason: "the simulator makes ECDSA keys on the curve P256 only" }];
}

function unexpected(name: string, allowed: readonly string[], found: string): string {
  const values = allowed.map((value) => `"${value}"`).join(" ");
  return `Attribute ${name} value must be one of: [${values}], got: "${found}"`;
}
