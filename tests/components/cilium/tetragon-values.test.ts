import assert from "node:assert/strict";

import { ciliumValues } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs, CiliumSettings } from "../../../components/cilium/index.ts";
import { everything } from "./arguments.ts";

const withTetragon = (tetragon: CiliumSettings["tetragon"]): CiliumPlanArgs => ({
  ...everything,
  settings: { tetragon },
});

describe("the values of Tetragon", () => {
  const values = (args: CiliumPlanArgs) =>
    ciliumValues(args).tetragon?.["tetragon"] as Record<string, unknown>;
  const lines = (text: unknown) =>
    String(text)
      .split("\n")
      .map((line) => JSON.parse(line) as { event_set?: string[]; namespace?: string[]; redact?: string[] });

  it("are the same whatever policies do, so that no agent restarts for a change of a policy", () => {
    const policies = { "process-kubectl": { mode: "off" } } as const;

    assert.deepEqual(
      ciliumValues(withTetragon({ mode: "enforce", exemptNamespaces: ["ci"], policies })),
      ciliumValues(withTetragon({})),
    );
  });

  it("tell series apart by labels whose number has a bound", () => {
    const { metricsLabelFilter } = values(everything)["prometheus"] as { metricsLabelFilter: string };

    assert.deepEqual(metricsLabelFilter.split(","), ["namespace", "workload", "node_name"]);
  });

  it("serve metrics, and have them scraped, only where metrics are wanted", () => {
    const prometheus = (args: CiliumPlanArgs) => values(args)["prometheus"] as Record<string, unknown>;
    const settings = { metrics: { serviceMonitors: true } };
    const off = prometheus({ ...everything, settings, capabilities: { metricsTracing: false } });

    assert.deepEqual(prometheus(everything)["serviceMonitor"], { enabled: false });
    assert.deepEqual(prometheus({ ...everything, settings })["serviceMonitor"], { enabled: true });
    assert.deepEqual([off["enabled"], off["serviceMonitor"]], [false, { enabled: false }]);
  });

  it("log what policies find everywhere, and starts and exits only where they are wanted", () => {
    const log = values(withTetragon({ export: { excludedNamespaces: ["ci"], eventsPerMinute: 60 } }));
    const denied = lines(log["exportDenyList"]);

    assert.equal(log["exportRateLimit"], 60);
    assert.deepEqual(denied[1], { event_set: ["PROCESS_EXEC", "PROCESS_EXIT"], namespace: ["", "ci"] });
    assert.ok(lines(log["exportAllowList"])[0]?.event_set?.includes("PROCESS_LSM"));
    for (const { namespace, event_set } of denied) {
      assert.ok(namespace === undefined || event_set !== undefined, "whole namespaces are not logged");
    }
  });

  it("keep secrets of command lines out of the log", () => {
    const patterns = lines(values(everything)["redactionFilters"]).flatMap(({ redact = [] }) => redact);
    // Tetragon replaces what is in the group; this is what its RE2 and JavaScript's expressions have in common.
    const found = (line: string) =>
      patterns.flatMap((pattern) =>
        [...line.matchAll(new RegExp(pattern.replace("(?i)", ""), "gi"))].map(([, group]) => group),
      );

    assert.deepEqual(found("--password hunter2 --user joe"), ["hunter2"]);
    assert.deepEqual(found("--db-password=hunter2"), ["hunter2"]);
    assert.deepEqual(found("env API_TOKEN=abc ./run"), ["abc"]);
    assert.deepEqual(found("curl -H Authorization: Bearer abc.def"), ["abc.def"]);
    assert.deepEqual(found("kubectl get secret shop-db --token-ttl 5m"), []);
  });
});
