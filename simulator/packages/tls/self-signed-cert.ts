import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";

import schemas from "../../schemas/tls.json" with { type: "json" };
import type { CheckFailure, InputSchema, Properties, SimulatedResource } from "../../core/kind.ts";
import {
  basicConstraints,
  issueCertificate,
  keyUsage,
  subjectKeyIdentifier,
  type Subject,
} from "../talos/pki/certificate.ts";

/** Type token of a self-signed certificate. */
export const selfSignedCertToken = "tls:index/selfSignedCert:SelfSignedCert";

/** What a key can be used for, in the order of the bits. */
const uses = [
  ...["digital_signature", "content_commitment", "key_encipherment", "data_encipherment"],
  ...["key_agreement", "cert_signing", "crl_signing", "encipher_only", "decipher_only"],
];

/** Inputs that are simulated. A change of any but the last makes another certificate. */
const known = [
  ...["privateKeyPem", "subject", "allowedUses", "isCaCertificate"],
  ...["setSubjectKeyId", "validityPeriodHours", "earlyRenewalHours"],
];

/** A certificate that a key issues for itself, which lives in the state alone. */
export const selfSignedCert: SimulatedResource = {
  schema: schemas[selfSignedCertToken] as InputSchema,
  replaceOn: known.slice(0, -1),
  secretOutputs: ["privateKeyPem"],
  defaults: (inputs) => ({
    ...{ earlyRenewalHours: 0, isCaCertificate: false, setSubjectKeyId: false },
    ...inputs,
  }),
  seconds: () => 0,
  check,

  create(inputs) {
    const key = keyOf(inputs["privateKeyPem"]);
    const { validityPeriodHours, subject = {} } = inputs as {
      readonly validityPeriodHours: number;
      readonly subject?: Subject;
    };
    const notBefore = new Date();
    const notAfter = new Date(notBefore.getTime() + validityPeriodHours * 3_600_000);
    const certPem = issueCertificate({
      ...{ subject, key, notBefore, notAfter },
      extensions: extensions(key, inputs),
    });
    return {
      id: BigInt(`0x${new X509Certificate(certPem).serialNumber}`).toString(),
      outputs: {
        ...inputs,
        certPem,
        keyAlgorithm: "ECDSA",
        readyForRenewal: false,
        validityStartTime: notBefore.toISOString(),
        validityEndTime: notAfter.toISOString(),
      },
    };
  },

  update: (id, outputs, inputs) => ({ id, outputs: { ...outputs, ...inputs } }),
};

function check(inputs: Properties): CheckFailure[] {
  const {
    allowedUses = [],
    validityPeriodHours,
    subject = {},
  } = inputs as {
    readonly allowedUses?: readonly string[];
    readonly validityPeriodHours?: unknown;
    readonly subject?: Properties;
  };
  const names = [
    ...Object.keys(inputs).filter((name) => !known.includes(name)),
    ...Object.keys(subject)
      .filter((name) => name !== "commonName" && name !== "organization")
      .map((name) => `subject.${name}`),
  ];
  const unknown = allowedUses.filter((use) => !uses.includes(use));
  return [
    ...names.map((property) => ({ property, reason: "the simulator puts no such thing into certificates" })),
    ...(unknown.length > 0 || allowedUses.length === 0
      ? [
          {
            property: "allowedUses",
            reason: `want one or more of ${uses.join(", ")}; got ${unknown.join(", ")}`,
          },
        ]
      : []),
    ...(typeof validityPeriodHours === "number" && validityPeriodHours < 0
      ? [
          {
            property: "validityPeriodHours",
            reason: `Attribute validity_period_hours value must be at least 0, got: ${validityPeriodHours}`,
          },
        ]
      : []),
  ];
}

function keyOf(pem: unknown): KeyObject {
  try {
    return createPrivateKey(String(pem));
  } catch {
    throw new Error("Failed to parse private key PEM: no PEM block found in private_key_pem");
  }
}

function extensions(key: KeyObject, { allowedUses, isCaCertificate, setSubjectKeyId }: Properties): Buffer[] {
  return [
    keyUsage((allowedUses as readonly string[]).map((use) => uses.indexOf(use))),
    ...(isCaCertificate === true ? [basicConstraints()] : []),
    ...(setSubjectKeyId === true ? [subjectKeyIdentifier(key)] : []),
  ];
}
