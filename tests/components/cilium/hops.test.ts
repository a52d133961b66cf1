import assert from "node:assert/strict";

import {
  badHops,
  badVersions,
  planCilium,
  refusedHop,
  spanText,
} from "../../../components/cilium/plan/index.ts";
import { ciliumProblems } from "../../../components/cilium/index.ts";
import type { CiliumCapabilities } from "../../../components/cilium/index.ts";
import { everything } from "./arguments.ts";

const hop = (installed: string, ciliumVersion: string, capabilities: CiliumCapabilities = {}) =>
  refusedHop(
    installed,
    planCilium({ ...everything, capabilities, charts: { ...everything.charts, ciliumVersion } }),
  );

describe("refusedHop", () => {
  const allowed: [string, string][] = [
    ["1.20.0", "1.20.0"],
    ["1.20.3", "1.20.0"],
    ["1.19.6", "1.20.0"],
    ["1.20.0", "1.19.6"],
    ["1.18.9", "1.19.5"],
    ["1.19.0", "1.19.4"],
    ["1.9.9", "1.10.0"],
  ];
  for (const [from, to] of allowed) {
    it(`has nothing against going from ${from} to ${to}`, () => {
      assert.equal(hop(from, to), undefined);
    });
  }

  const skips: [string, string, string][] = [
    ["1.18.9", "1.20.0", "Go to the latest 1.19 first, and on when every agent runs it."],
    ["v1.18.9", "1.20.0", "Go to the latest 1.19 first, and on when every agent runs it."],
    ["1.20.0", "1.18.9", "Go to the latest 1.19 first, and on when every agent runs it."],
    ["1.9.0", "1.20.0", "Go to the latest 1.10 first, and on when every agent runs it."],
    ["1.20.0", "2.0.0", "Go to the latest 1.21 first, and on when every agent runs it."],
  ];
  for (const [from, to, remedy] of skips) {
    it(`refuses to skip a minor version from ${from} to ${to}`, () => {
      const refused = hop(from, to);

      assert.equal(refused?.id, "skipped-minor");
      assert.equal(refused.remedy, remedy);
    });
  }

  it("refuses the way on which Talos nodes lose their network, up to the last version that was seen to do it", () => {
    for (const [from, to] of [
      ["1.18.0", "1.19.0"],
      ["1.18.10", "1.19.4"],
    ] as const) {
      assert.equal(hop(from, to)?.id, "host-network-lost", `${from} to ${to}`);
    }
  });

  it("lets a cluster with kube-proxy go that way", () => {
    assert.equal(hop("1.18.10", "1.19.4", { kubeProxyReplacement: false }), undefined);
  });

  it("goes by rows that each have a name, a source and a remedy of their own", () => {
    assert.equal(new Set(badHops.map(({ id }) => id)).size, badHops.length);
    for (const { id, source, remedy } of badHops) {
      assert.match(id, /^[a-z]+(-[a-z0-9]+)*$/);
      assert.match(source, /^[\w-]+\/[\w-]+#\d+$/);
      assert.match(remedy, /\.$/);
    }
  });
});

describe("a span of versions", () => {
  it("is written as people write it", () => {
    assert.equal(spanText({ minor: "1.18" }), "1.18.x");
    assert.equal(spanText({ minor: "1.19", patches: [0, 4] }), "1.19.0 to 1.19.4");
  });
});

describe("ciliumProblems, of versions", () => {
  it("refuses each version that is known to be bad, with the reason and its source", () => {
    assert.deepEqual(
      badVersions.map(({ version }) => version),
      ["1.20.1", "1.20.2"],
    );
    for (const { version } of badVersions) {
      const [problem, ...rest] = ciliumProblems({
        ...everything,
        charts: { ...everything.charts, ciliumVersion: version },
      });

      assert.deepEqual(rest, []);
      assert.equal(problem?.path, "charts.ciliumVersion");
      assert.match(
        problem.problem,
        /got "1\.20\.[12]": on a fresh Talos cluster .* \(cilium\/cilium#48420\)$/,
      );
    }
  });
});
