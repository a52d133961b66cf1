import assert from "node:assert/strict";

import { LiveProgress } from "../../automation/progress/live.ts";
import { duration } from "../../automation/progress/lines.ts";
import { PlainProgress } from "../../automation/progress/plain.ts";
import type { Step } from "../../automation/progress/progress.ts";
import { textStream } from "../support/text-stream.ts";

const step: Step = {
  urn: "urn:one",
  name: "edge-cp-1",
  type: "proxmoxve:VmLegacy",
  phase: "machines",
  work: "create",
  state: "done",
  planning: false,
  seconds: 45,
};

describe("PlainProgress", () => {
  function lines(use: (progress: PlainProgress) => void): string {
    let text = "";
    use(
      new PlainProgress(
        textStream((written) => (text += written)),
        (shown) => shown.replaceAll("hush", "[secret]"),
      ),
    );
    return text;
  }

  it("writes one line for a finished resource, and none for one that begins, is planned or has nothing to do", () => {
    const text = lines((progress) => {
      progress.step({ ...step, state: "running" });
      progress.step({ ...step, planning: true });
      progress.step({ ...step, work: "" });
      progress.step(step);
    });
    assert.equal(text, "machines: create VmLegacy edge-cp-1 (45 s)\n");
  });

  it("says that a resource failed", () => {
    assert.equal(
      lines((progress) => {
        progress.step({ ...step, state: "failed" });
      }),
      "machines: create VmLegacy edge-cp-1 failed\n",
    );
  });

  it("leads an error by its resource, indents its further lines and masks secrets", () => {
    assert.equal(
      lines((progress) => {
        progress.diagnostic({ severity: "error", resource: "edge", message: "refused\nthe token hush" });
      }),
      "error: edge: refused\n  the token [secret]\n",
    );
  });

  it("tells a mandatory policy from advice", () => {
    const text = lines((progress) => {
      for (const level of ["mandatory", "advisory"] as const) {
        progress.policyViolation({ pack: "infraflux", policy: "no-root", level, message: "runs as root" });
      }
    });
    assert.equal(
      text,
      "policy: infraflux/no-root: runs as root\npolicy advice: infraflux/no-root: runs as root\n",
    );
  });
});

describe("LiveProgress", () => {
  it("ends with a line for each stage that had something to do, in the order of the stages", () => {
    let text = "";
    const progress = new LiveProgress(
      textStream((written) => (text = written)),
      (shown) => shown,
    );
    progress.step({ ...step, phase: "cilium", state: "failed" });
    progress.step(step);
    progress.step({ ...step, urn: "urn:two", name: "edge-cp-2", state: "running" });
    progress.step({ ...step, phase: "flux", work: "" });
    progress.end();
    assert.match(text, /. machines +1 done +edge-cp-2\n✖ cilium +1 failed/);
    assert.doesNotMatch(text, /flux/);
  });
});

describe("duration", () => {
  it("says seconds as people do", () => {
    assert.deepEqual([0.44, 12.4, 59.6, 185].map(duration), ["0.4 s", "12 s", "1 min 0 s", "3 min 5 s"]);
  });
});
