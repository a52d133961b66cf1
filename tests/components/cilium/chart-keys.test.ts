import assert from "node:assert/strict";

import { chartKeys, ciliumSchema, listedKeys, unknownKeys } from "./chart-keys.ts";

const keys = chartKeys("cilium-1.20.0-value-keys.tsv", "cilium-1.20.0-template-keys.tsv");
const deprecated = chartKeys("cilium-1.20.0-deprecated-keys.tsv");

describe("the check of keys", () => {
  it("finds a key that the chart ignores", () => {
    const values = { cgroup: { hostroot: "/sys/fs/cgroup" }, nodePort: { enabled: true } };

    assert.deepEqual(unknownKeys(values, keys, ciliumSchema), ["cgroup.hostroot", "nodePort.enabled"]);
  });

  it("takes keys without a default, and any key where the chart leaves them open", () => {
    const values = { loadBalancer: { mode: "dsr" }, extraConfig: { "multicast-enabled": "true" } };

    assert.deepEqual(unknownKeys(values, keys, ciliumSchema), []);
  });

  it("finds a key that the chart calls deprecated, below such a one too", () => {
    const values = { hubble: { preferIpv6: true }, authentication: { mutual: { spire: { enabled: true } } } };

    assert.deepEqual(listedKeys(values, deprecated), [
      "hubble.preferIpv6",
      "authentication.mutual.spire.enabled",
    ]);
  });

  it("takes keys that were removed for unknown ones", () => {
    const removed = {
      tunnel: "vxlan",
      enableCiliumEndpointSlice: true,
      encryption: { strictMode: { cidr: "10.0.0.0/8" } },
      clustermesh: { enableMCSAPISupport: true },
    };

    assert.deepEqual(unknownKeys(removed, keys, ciliumSchema), [
      "tunnel",
      "enableCiliumEndpointSlice",
      "encryption.strictMode.cidr",
      "clustermesh.enableMCSAPISupport",
    ]);
  });
});
