import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";

import type { CallContext, Properties } from "../../../simulator/core/kind.ts";
import { openWorld } from "../../../simulator/core/world.ts";
import { simulated } from "../../../simulator/packages/tls/index.ts";

const privateKey = simulated.resource("tls:index/privateKey:PrivateKey") ?? assert.fail();
const certificate = simulated.resource("tls:index/selfSignedCert:SelfSignedCert") ?? assert.fail();

describe("the simulated package tls", () => {
  let context: CallContext;

  beforeEach(() => {
    context = { world: openWorld(":memory:"), urn: "urn::tls", config: {}, preview: false };
  });

  const newKey = () =>
    privateKey.create({ algorithm: "ECDSA", ecdsaCurve: "P256" }, context).outputs as Record<string, string>;
  const authority = (changed: Properties = {}): Properties => ({
    privateKeyPem: newKey()["privateKeyPem"],
    subject: { commonName: "test", organization: "tests" },
    allowedUses: ["cert_signing", "crl_signing"],
    isCaCertificate: true,
    setSubjectKeyId: true,
    validityPeriodHours: 48,
    ...changed,
  });
  const failures = (inputs: Properties) =>
    certificate.check?.(inputs, context).map(({ property }) => property);

  describe("makes keys that", () => {
    it("are real, in all forms the same, and differ each time", () => {
      const key = newKey();
      const publicKey = createPublicKey(key["publicKeyPem"] ?? "");

      assert.match(key["privateKeyPem"] ?? "", /^-----BEGIN EC PRIVATE KEY-----/);
      for (const form of ["privateKeyPem", "privateKeyPemPkcs8"]) {
        assert.ok(createPublicKey(createPrivateKey(key[form] ?? "")).equals(publicKey), form);
        assert.ok(privateKey.secretOutputs?.includes(form), form);
      }
      assert.notEqual(newKey()["privateKeyPem"], key["privateKeyPem"]);
    });

    it("are refused where the provider has no such kind, or the simulator makes none", () => {
      const reasons = (inputs: Properties) => privateKey.check?.(inputs, context).map(({ reason }) => reason);

      assert.deepEqual(reasons({ algorithm: "ECDSA", ecdsaCurve: "P256" }), []);
      assert.match(String(reasons({ algorithm: "DSA" })), /must be one of: \["RSA" "ECDSA" "ED25519"\]/);
      assert.match(String(reasons({ algorithm: "ECDSA", ecdsaCurve: "P255" })), /ecdsa_curve/);
      assert.match(String(reasons({ algorithm: "ECDSA" })), /the simulator makes/);
    });
  });

  describe("makes certificates that", () => {
    it("hold what was asked for, and are signed by their own key", () => {
      const inputs = authority();
      const { id, outputs } = certificate.create(inputs, context);
      const made = new X509Certificate(String(outputs["certPem"]));

      assert.equal(made.ca, true);
      assert.ok(made.verify(made.publicKey));
      assert.ok(made.checkPrivateKey(createPrivateKey(String(inputs["privateKeyPem"]))));
      assert.equal(made.subject, "O=tests\nCN=test");
      assert.equal(Date.parse(made.validTo) - Date.parse(made.validFrom), 48 * 3_600_000);
      assert.equal(BigInt(id), BigInt(`0x${made.serialNumber}`));
      // Certificate signing and the signing of revocation lists: bits 5 and 6 of the extension 2.5.29.15.
      assert.ok(made.raw.includes(Buffer.from("0603551d0f0101ff0404030201 06".replaceAll(" ", ""), "hex")));
    });

    it("are no authority unless asked to be", () => {
      const { outputs } = certificate.create(authority({ isCaCertificate: false }), context);

      assert.equal(new X509Certificate(String(outputs["certPem"])).ca, false);
    });

    it("need a key", () => {
      assert.throws(
        () => certificate.create(authority({ privateKeyPem: "none" }), context),
        /Failed to parse private key PEM/,
      );
    });

    it("are refused with what is not simulated, or what no certificate can have", () => {
      assert.deepEqual(failures(authority()), []);
      assert.deepEqual(failures(authority({ dnsNames: ["a"] })), ["dnsNames"]);
      assert.deepEqual(failures(authority({ subject: { country: "NL" } })), ["subject.country"]);
      assert.deepEqual(failures(authority({ allowedUses: ["server_auth"] })), ["allowedUses"]);
      assert.deepEqual(failures(authority({ validityPeriodHours: -1 })), ["validityPeriodHours"]);
    });
  });
});
