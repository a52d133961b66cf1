import assert from "node:assert/strict";

import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { ciliumObjects } from "../../../components/cilium/plan/objects.ts";
import { planCilium } from "../../../components/cilium/plan/plan.ts";
import { everything } from "./arguments.ts";
import { validate } from "./models.ts";

const objects = (args: CiliumPlanArgs) => ciliumObjects(planCilium(args));
/** Where load balancer addresses come from and how they become known; the rest is tested each where it is made. */
const parts = (args: CiliumPlanArgs) =>
  objects(args)
    .filter(({ manifest }) => /^Cilium(LoadBalancerIPPool|L2AnnouncementPolicy)$/.test(manifest.kind))
    .map(({ part }) => part);

describe("ciliumObjects", () => {
  it("are accepted by the typed models of their kinds", () => {
    const all = objects(everything);

    assert.ok(all.length > 10);
    all.forEach(({ manifest }) => {
      validate(manifest);
    });
  });

  it("are judged by models that refuse a broken object", () => {
    const pool = objects(everything).find(({ part }) => part === "pool");
    assert.ok(pool);

    assert.throws(() => {
      validate({ ...pool.manifest, spec: { blocks: "10.0.0.0/24" } });
    }, /blocks/);
  });

  it("have a pool and its announcement by default", () => {
    assert.deepEqual(parts(everything), ["pool", "announcement"]);
  });

  it("have no pool without a range", () => {
    assert.deepEqual(parts({ ...everything, settings: {} }), []);
  });

  it("have no pool when l4lb is off", () => {
    assert.deepEqual(parts({ ...everything, capabilities: { l4lb: false } }), []);
  });

  it("announce nothing when announcement is none", () => {
    const settings = { ...everything.settings, announcement: "none" } as const;

    assert.deepEqual(parts({ ...everything, settings }), ["pool"]);
  });

  it("announce on every interface unless some are named", () => {
    const spec = (announcementInterfaces?: string[]) => {
      const settings = { ...everything.settings, announcementInterfaces };
      return objects({ ...everything, settings }).find(({ part }) => part === "announcement")?.manifest.spec;
    };

    assert.deepEqual(spec(), { loadBalancerIPs: true });
    assert.deepEqual(spec([]), { loadBalancerIPs: true });
    assert.deepEqual(spec(["^eth[0-9]+"]), { loadBalancerIPs: true, interfaces: ["^eth[0-9]+"] });
  });

  it("take the pool's addresses from the range", () => {
    const pool = objects(everything).find(({ part }) => part === "pool");

    assert.deepEqual(pool?.manifest.spec, { blocks: [{ start: "10.0.0.200", stop: "10.0.0.220" }] });
  });
});
