import assert from "node:assert/strict";
import { adviceOn, checkChoice, checkRelease } from "../../config/matrix.ts";
import { KNOWN_BAD, RELEASES, releaseOf, versionsOf, type Release } from "../../config/versions.ts";

const [stable] = RELEASES;

/** The stable release with another Proxmox provider. */
function withProxmox(changes: Partial<Release["capi"]["infrastructure"]["proxmox"]>): Release {
  const { capi } = stable;
  const proxmox = { ...capi.infrastructure.proxmox, ...changes };
  return { ...stable, capi: { ...capi, infrastructure: { proxmox } } };
}

describe("the version matrix", () => {
  for (const release of RELEASES) {
    it(`has a release ${release.id} without problems`, () => {
      assert.deepEqual([...checkChoice(release, {}), ...checkRelease(release)], []);
    });
  }

  it("begins with a stable release and names each once", () => {
    assert.equal(stable.status, "stable");
    assert.equal(new Set(RELEASES.map(({ id }) => id)).size, RELEASES.length);
  });

  it("pins nothing that is known to be bad", () => {
    for (const { component, version } of KNOWN_BAD) {
      assert.ok(RELEASES.every((release) => release[component].version !== version));
    }
  });
});

describe("releaseOf", () => {
  it("takes the first release where none is named", () => {
    assert.equal(releaseOf({}), stable);
  });

  it("finds no release of an unknown name", () => {
    assert.equal(releaseOf({ release: "2020" }), undefined);
  });
});

describe("versionsOf", () => {
  it("puts the versions of the stack in place of the pinned ones", () => {
    const { talos, kubernetes, cilium } = versionsOf(stable, { kubernetes: "1.35.9" });
    assert.deepEqual(
      { talos, kubernetes, cilium },
      { talos: stable.talos.version, kubernetes: "1.35.9", cilium: stable.cilium.version },
    );
  });
});

describe("checkChoice", () => {
  it("takes another patch release and refuses another minor", () => {
    assert.deepEqual(checkChoice(stable, { cilium: "1.20.9" }), []);
    const [problem] = checkChoice(stable, { cilium: "1.21.0" });
    assert.equal(problem?.key, "cluster.versions.cilium");
    assert.equal(problem.allowed, `1.20.x with release ${stable.id}`);
  });

  it("refuses every version that is known to be bad, with reason and source", () => {
    for (const { component, version, reason, source } of KNOWN_BAD) {
      const [problem] = checkChoice(stable, { [component]: version });
      assert.ok(
        problem?.allowed.includes(reason) && problem.allowed.includes(source),
        `${component} ${version}`,
      );
    }
  });
});

describe("checkRelease", () => {
  it("refuses a Kubernetes version that something on it does not support", () => {
    const release = { ...stable, kubernetes: { version: "1.32.4", range: "~1.32.0" } };
    assert.deepEqual(
      checkRelease(release).map(({ value, allowed }) => ({ value, allowed })),
      [
        { value: "1.32.4", allowed: ">=1.33.0 <1.37.0, the range of Cilium 1.20.0" },
        { value: "1.32.4", allowed: ">=1.33.0, the range of Flux 2.9.5" },
        { value: "1.32.4", allowed: ">=1.33.0 <1.37.0, the range of Cluster API 1.14.2" },
      ],
    );
  });

  it("refuses a provider whose contract the core does not take", () => {
    const { capi } = stable;
    const release: Release = { ...stable, capi: { ...capi, core: { ...capi.core, contracts: ["v1beta1"] } } };
    const [problem] = checkRelease(release);
    assert.match(
      problem?.allowed ?? "",
      /^providers of contract v1beta1, .*; Proxmox provider 0\.9\.0 has v1beta2$/,
    );
  });

  it("refuses Talos providers of different contracts", () => {
    const { capi } = stable;
    const bootstrapTalos = { ...capi.bootstrapTalos, contract: "v1beta2" as const };
    const [problem] = checkRelease({ ...stable, capi: { ...capi, bootstrapTalos } });
    assert.match(problem?.allowed ?? "", /bootstrapTalos has v1beta2, controlPlaneTalos v1beta1/);
  });

  it("takes a provider outside the range that it states", () => {
    assert.deepEqual(checkRelease(withProxmox({ statedCore: ">=1.11.0 <1.12.0" })), []);
  });
});

describe("adviceOn", () => {
  it("warns of a provider outside the range that it states, on a management cluster only", () => {
    const release = withProxmox({ statedCore: ">=1.11.0 <1.12.0" });
    const [warning] = adviceOn(release, {}, true);
    assert.match(warning?.allowed ?? "", /^Proxmox provider 0\.9\.0 states Cluster API >=1\.11\.0 <1\.12\.0/);
    assert.deepEqual(adviceOn(release, {}, false), []);
  });

  it("says nothing of a provider inside its range", () => {
    assert.deepEqual(adviceOn(withProxmox({ statedCore: ">=1.14.0" }), {}, true), []);
  });
});
