import assert from "node:assert/strict";

import type { Diagnostic, PolicyViolation } from "../../automation/outcome.ts";
import { EngineEvents } from "../../automation/engine-run.ts";
import type { Progress, Step } from "../../automation/progress/progress.ts";

class RecordedProgress implements Progress {
  readonly steps: Step[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly violations: PolicyViolation[] = [];
  note(): void {
    assert.fail("events are no notes");
  }
  step(step: Step): void {
    this.steps.push(step);
  }
  diagnostic(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }
  policyViolation(violation: PolicyViolation): void {
    this.violations.push(violation);
  }
  end(): void {
    assert.fail("events do not end the display");
  }
}

const vm =
  "urn:pulumi:dev::infraflux::infraflux:index:ProxmoxMachines$proxmoxve:index/vmLegacy:VmLegacy::edge-cp-1";
const component = "urn:pulumi:dev::infraflux::infraflux:index:ProxmoxMachines::edge";

function metadata(urn: string, op: string, more: object = {}) {
  return { urn, op, new: { custom: urn === vm }, ...more };
}

function taken(...events: object[]) {
  const progress = new RecordedProgress();
  const gathered = new EngineEvents(progress);
  for (const event of events) {
    gathered.take({ sequence: 0, timestamp: 100, ...event });
  }
  return { progress, run: gathered.result() };
}

function diagnostic(message: string, urn = "", severity = "error") {
  return { diagnosticEvent: { severity, message, urn, color: "never" } };
}

describe("EngineEvents", () => {
  it("reports a resource when it begins and when it is done, with how long it took", () => {
    const { progress, run } = taken(
      { resourcePreEvent: { metadata: metadata(vm, "update") }, timestamp: 100 },
      { resOutputsEvent: { metadata: metadata(vm, "update", { diffs: ["memory"] }) }, timestamp: 107 },
    );
    assert.deepEqual(
      progress.steps.map(({ name, phase, work, state, seconds }) => [name, phase, work, state, seconds]),
      [
        ["edge-cp-1", "machines", "update", "running", 0],
        ["edge-cp-1", "machines", "update", "done", 7],
      ],
    );
    assert.deepEqual(
      run.changed.map(({ name, change, properties }) => [name, change, properties]),
      [["edge-cp-1", "update", ["memory"]]],
    );
  });

  it("counts a component once, however often the engine mentions it, and shows no progress of it", () => {
    const done = { resOutputsEvent: { metadata: metadata(component, "create") } };
    const { progress, run } = taken(done, done);
    assert.equal(run.changes.create, 1);
    assert.deepEqual(progress.steps, []);
  });

  it("counts a replacement as one change, not as a creation and a deletion too", () => {
    const steps = ["create-replacement", "replace", "delete-replaced"];
    const { run } = taken(...steps.map((op) => ({ resOutputsEvent: { metadata: metadata(vm, op) } })));
    assert.deepEqual(run.changes, { create: 0, update: 0, replace: 1, delete: 0, same: 0 });
  });

  it("takes the number of unchanged resources from the summary", () => {
    const { run } = taken({ summaryEvent: { resourceChanges: { same: 12 } } });
    assert.equal(run.changes.same, 12);
  });

  it("names the resource that an error is about, without colours", () => {
    const { run, progress } = taken(diagnostic("<{%fg 1%}>VM 100 already exists<{%reset%}>\n", vm));
    assert.deepEqual(run.diagnostics, [
      { severity: "error", resource: "edge-cp-1", urn: vm, message: "VM 100 already exists" },
    ]);
    assert.deepEqual(progress.diagnostics, run.diagnostics);
  });

  it("leaves out stack lines and says a thing once", () => {
    const { run } = taken(
      diagnostic("Unhandled exception: Error: bad\nworse\n    at Object.init (file:///x/index.ts:12:1)\n"),
      diagnostic("bad\nworse"),
      diagnostic("update failed"),
    );
    assert.deepEqual(run.diagnostics, [{ severity: "error", message: "bad\nworse" }]);
  });

  it("leaves out the properties that a failure came through on its way", () => {
    const trail = 'error serializing property "metadata": error serializing property "stdin": ';
    const { run } = taken(
      diagnostic(`Unhandled exception: Error: ${trail}invocation of a:b:c returned an error: 500`),
    );
    assert.deepEqual(
      run.diagnostics.map(({ message }) => message),
      ["invocation of a:b:c returned an error: 500"],
    );
  });

  it("keeps the engine's last word where nothing else was said", () => {
    assert.deepEqual(taken(diagnostic("update failed")).run.diagnostics, [
      { severity: "error", message: "update failed" },
    ]);
  });

  it("passes over what is no warning and no error", () => {
    const { run } = taken(diagnostic("creating…", vm, "info"), diagnostic("careful", vm, "warning"));
    assert.deepEqual(
      run.diagnostics.map(({ message }) => message),
      ["careful"],
    );
  });

  const fromPack = { policyPackName: "infraflux", policyName: "no-plain-secret" };

  it("gathers broken policies; a level that the engine may yet come to know refuses nothing", () => {
    const event = { ...fromPack, resourceUrn: vm, message: "wrap it\n" };
    const { run, progress } = taken(
      { policyEvent: { ...event, enforcementLevel: "mandatory", severity: "high" } },
      { policyEvent: { ...event, enforcementLevel: "advisory", resourceUrn: "" } },
      { policyEvent: { ...event, enforcementLevel: "none" } },
    );
    const violation = { pack: "infraflux", policy: "no-plain-secret", message: "wrap it" };
    assert.deepEqual(run.policyViolations, [
      { ...violation, level: "mandatory", severity: "high", urn: vm },
      { ...violation, level: "advisory" },
      { ...violation, level: "advisory", urn: vm },
    ]);
    assert.deepEqual(progress.violations, run.policyViolations);
  });

  it("knows which policies were asked, each once, and what they put right", () => {
    const { policyPackName } = fromPack;
    const { run } = taken(
      { policyAnalyzeSummaryEvent: { policyPackName, passed: ["a", "b"], failed: ["c"] } },
      { policyAnalyzeSummaryEvent: { policyPackName, passed: ["a", "c"] } },
      { policyAnalyzeStackSummaryEvent: { policyPackName, failed: ["d"] } },
      { policyAnalyzeSummaryEvent: { policyPackName: "other", passed: ["z"] } },
      { policyRemediationEvent: { ...fromPack, resourceUrn: vm, before: {}, after: {} } },
    );
    assert.deepEqual(run.policiesAsked, { infraflux: ["a", "b", "c", "d"], other: ["z"] });
    assert.deepEqual(run.policyRepairs, [{ pack: "infraflux", policy: "no-plain-secret", urn: vm }]);
  });

  it("leaves out that policies were not waited for where it is known why", () => {
    const cancelled = diagnostic("failed to run policy: context canceled", vm);
    assert.equal(taken(cancelled).run.diagnostics.length, 1);
    const { run } = taken(diagnostic("500 Internal Server Error"), cancelled);
    assert.deepEqual(
      run.diagnostics.map(({ message }) => message),
      ["500 Internal Server Error"],
    );
  });

  it("leaves out that an operation failed where a policy says why", () => {
    const { run } = taken(
      { policyEvent: { ...fromPack, message: "wrap it", enforcementLevel: "mandatory" } },
      diagnostic("preview failed"),
    );
    assert.deepEqual(run.diagnostics, []);
  });
});
