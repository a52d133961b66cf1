import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";

import { MeshAuthority } from "../../../components/mesh/index.ts";
import type { MeshTrust } from "../../../components/cilium/index.ts";
import { openWorld } from "../../../simulator/core/world.ts";
import { record } from "../../support/record.ts";
import { SimulatedMocks } from "../../support/simulated-mocks.ts";

const made = (args = {}) => {
  let trust: MeshTrust | undefined;
  const recording = record(
    () => {
      new MeshAuthority("mesh", args).trust.apply((value) => {
        trust = value;
      });
    },
    { mocks: new SimulatedMocks(openWorld(":memory:")) },
  );
  return recording.then((seen) => ({ seen, trust: trust ?? assert.fail("no authority was made") }));
};

const year = 365 * 24 * 3_600_000;

describe("MeshAuthority", () => {
  it("is a certificate that may sign others, with the key that belongs to it", async () => {
    const { trust } = await made();
    const certificate = new X509Certificate(trust.certificate);

    assert.equal(certificate.ca, true);
    assert.ok(certificate.checkPrivateKey(createPrivateKey(trust.privateKey)));
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(certificate.publicKey.asymmetricKeyDetails?.namedCurve, "prime256v1");
    assert.match(certificate.subject, /CN=Cilium CA/);
  });

  it("is valid for ten years, or for as many as are asked for", async () => {
    const years = async (args = {}) => {
      const { validFrom, validTo } = new X509Certificate((await made(args)).trust.certificate);
      return Math.round((Date.parse(validTo) - Date.parse(validFrom)) / year);
    };

    assert.equal(await years(), 10);
    assert.equal(await years({ validYears: 3 }), 3);
  });

  it("is never renewed by itself: all clusters change it together", async () => {
    const { seen } = await made();

    assert.equal(seen.named("mesh-certificate").inputs["earlyRenewalHours"], undefined);
  });

  it("is protected, as what every later certificate depends on", async () => {
    const protection = async (args = {}) => {
      const { seen } = await made(args);
      return ["mesh-key", "mesh-certificate"].map((name) => [
        seen.named(name).parent,
        seen.named(name).opts.protect,
      ]);
    };

    assert.deepEqual(await protection(), [
      ["mesh", true],
      ["mesh", true],
    ]);
    assert.deepEqual(await protection({ protect: false }), [
      ["mesh", false],
      ["mesh", false],
    ]);
  });

  it("never shows its key", async () => {
    const { seen, trust } = await made();

    assert.deepEqual(seen.leaking(trust.privateKey), []);
  });

  it("two of them can live in one stack", async () => {
    await record(() => [new MeshAuthority("a", {}), new MeshAuthority("b", {})]);
  });

  it("refuses years that Cilium's certificates do not fit into", async () => {
    await record(() => {
      assert.throws(() => new MeshAuthority("mesh", { validYears: 1 }), {
        message: "validYears: want a whole number from 2 to 20, got 1",
      });
    });
  });
});
