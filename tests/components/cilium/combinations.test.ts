import assert from "node:assert/strict";

import { capabilityNames, conflicts } from "../../../components/cilium/plan/index.ts";
import type {
  CapabilityName,
  CiliumCapabilities,
  CiliumPlanArgs,
} from "../../../components/cilium/plan/index.ts";
import { everything } from "./arguments.ts";
import { environments } from "./environments.ts";
import { judged } from "./judged.ts";
import type { Judgement } from "./judged.ts";
import { samples } from "./samples.ts";

const toggle = (name: CapabilityName, on: boolean): CiliumCapabilities =>
  name === "l7Visibility" ? { l7Visibility: { enabled: on } } : { [name]: on };
const toggles = (names: readonly CapabilityName[], on: boolean): CiliumCapabilities =>
  Object.assign({}, ...names.map((name) => toggle(name, on))) as CiliumCapabilities;
const allOff = toggles(capabilityNames, false);

const pairs = capabilityNames.flatMap((first, index) =>
  capabilityNames.slice(index + 1).map((second) => [first, second] as const),
);
const singles = capabilityNames.map((name) => [name] as const);

/** Judges arguments, and says which ones they were when that fails. */
function judge(title: string, args: CiliumPlanArgs): Judgement {
  try {
    return judged(args);
  } catch (cause) {
    throw new Error(`${title}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

describe("the capabilities of Cilium, in combination", function () {
  this.timeout(60_000);

  for (const [title, args] of [...samples, ...environments]) {
    it(`render: ${title}`, () => {
      assert.equal(judge(title, args), "rendered");
    });
  }

  it("render or are refused by name with each one and each two of them off", () => {
    const ends = [...singles, ...pairs].map((names) =>
      judge(`${names.join(" and ")} off`, { ...everything, capabilities: toggles(names, false) }),
    );

    assert.deepEqual([...new Set(ends)].sort(), ["refused", "rendered"]);
  });

  it("render or are refused by name with only one and only two of them on", () => {
    const open = { ...everything, networkPolicies: "none", settings: {} } as const;
    const ends = [...singles, ...pairs].map((names) =>
      judge(`only ${names.join(" and ")} on`, {
        ...open,
        capabilities: { ...allOff, ...toggles(names, true) },
      }),
    );

    assert.deepEqual([...new Set(ends)].sort(), ["refused", "rendered"]);
  });

  it("render or are refused by name with each one off, whatever else is chosen", () => {
    for (const [title, args] of [...samples, ...environments]) {
      for (const name of capabilityNames) {
        const capabilities = { ...args.capabilities, ...toggle(name, false) };
        judge(`${title}, ${name} off`, { ...args, capabilities });
      }
    }
  });

  it("render or are refused by name on one machine as on a hundred", () => {
    for (const nodeCount of [1, 100]) {
      for (const [title, args] of samples) {
        judge(`${title}, machines: ${nodeCount}`, { ...args, nodeCount });
      }
    }
  });
});

describe("the conflict matrix", () => {
  it("has an id, a reason, a source and a remedy for each row, each as it is shown", () => {
    assert.equal(new Set(conflicts.map(({ id }) => id)).size, conflicts.length);
    for (const { id, reason, source, remedy } of conflicts) {
      assert.match(id, /^[a-z0-9]+([-.][a-z0-9]+)+$/);
      // Both stand in the middle of a sentence.
      assert.match(reason, /[^.]$/, id);
      assert.match(source, /^([a-z0-9-]+\/[a-z0-9.-]+#\d+|docs\/.+\.md|[A-Z].+)/, id);
      assert.match(remedy, /^[A-Z].*[.]$/s, id);
    }
  });
});
