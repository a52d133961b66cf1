import type { SimulatedPackage, SimulatedResource } from "../../core/kind.ts";
import { privateKey, privateKeyToken } from "./private-key.ts";
import { selfSignedCert, selfSignedCertToken } from "./self-signed-cert.ts";

const resources: Readonly<Record<string, SimulatedResource>> = {
  [privateKeyToken]: privateKey,
  [selfSignedCertToken]: selfSignedCert,
};

/** Keys and certificates that are made on the operator's machine: real ones, by Node's own cryptography. */
export const simulated: SimulatedPackage = {
  name: "tls",
  version: "5.6.1",
  resource: (token) => resources[token],
};
