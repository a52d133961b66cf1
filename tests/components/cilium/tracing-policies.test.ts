import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { ciliumProblems } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs, CiliumSettings } from "../../../components/cilium/index.ts";
import { ciliumObjects, planCilium, tracingPolicyNames } from "../../../components/cilium/plan/index.ts";
import { tracingPolicyAlert } from "../../../components/cilium/plan/alerts/index.ts";
import { tracingPolicies } from "../../../components/cilium/plan/tracing-policies/index.ts";
import { everything } from "./arguments.ts";

/** What these tests look at in a TracingPolicy. */
interface Spec {
  readonly podSelector: { readonly matchExpressions?: readonly { operator: string; values: string[] }[] };
  readonly options?: readonly { readonly name: string; readonly value: string }[];
  readonly kprobes?: readonly Hook[];
  readonly lsmhooks?: readonly Hook[];
}

interface Hook {
  readonly syscall?: boolean;
  readonly message: string;
  readonly selectors: readonly {
    readonly matchBinaries?: object[];
    readonly matchArgs?: object[];
    readonly matchActions?: readonly { readonly action: string; readonly argError?: number }[];
  }[];
}

type TetragonSettings = NonNullable<CiliumSettings["tetragon"]>;

const withTetragon = (tetragon: TetragonSettings): CiliumPlanArgs => ({
  ...everything,
  settings: { tetragon },
});
const policies = (tetragon: TetragonSettings = {}, change: Partial<CiliumPlanArgs> = {}) =>
  new Map(
    ciliumObjects(planCilium({ ...withTetragon(tetragon), ...change }))
      .filter(({ manifest }) => manifest.kind === "TracingPolicy")
      .map(({ manifest }) => [manifest.metadata.name.replace("infraflux-", ""), manifest.spec as Spec]),
  );
const blocking = tracingPolicies.filter(({ blocks }) => blocks).map(({ name }) => name);
const hookOf = (spec: Spec | undefined) => [...(spec?.kprobes ?? []), ...(spec?.lsmhooks ?? [])][0];
const modes = (tetragon: TetragonSettings) =>
  Object.fromEntries([...policies(tetragon)].map(([name, { options }]) => [name, options?.[0]?.value]));
const exempt = (spec: Spec | undefined) => spec?.podSelector.matchExpressions?.[0]?.values ?? [];

describe("the baseline of tracing policies", () => {
  it("has a row for each name, in the order of the documentation", () => {
    assert.deepEqual(
      tracingPolicies.map(({ name }) => name),
      [...tracingPolicyNames],
    );
    assert.deepEqual([...policies().keys()], [...tracingPolicyNames]);
  });

  for (const scope of ["process", "file", "network"]) {
    it(`observes and can block in the scope ${scope}`, () => {
      const rows = tracingPolicies.filter((policy) => policy.scope === scope);

      assert.deepEqual([...new Set(rows.map(({ blocks }) => blocks))].sort(), [false, true]);
      assert.ok(rows.every(({ name }) => name.startsWith(`${scope}-`)));
    });
  }

  it("looks for kubectl in any folder", () => {
    assert.deepEqual(policies().get("process-kubectl")?.kprobes, [
      {
        call: "security_bprm_check",
        syscall: false,
        message: "kubectl was executed in a pod",
        tags: ["observability.process"],
        args: [{ index: 0, type: "linux_binprm" }],
        selectors: [{ matchArgs: [{ index: 0, operator: "Postfix", values: ["/kubectl"] }] }],
      },
    ]);
  });

  it("refuses by LSM hooks alone, which Talos' kernel allows, and only where it blocks", () => {
    for (const { blocks, name } of tracingPolicies) {
      const spec = policies({ mode: "enforce" }).get(name);
      const actions = hookOf(spec)?.selectors.map(({ matchActions }) => matchActions);

      assert.equal(spec?.lsmhooks?.length, blocks ? 1 : undefined, name);
      for (const action of actions ?? []) {
        assert.deepEqual(action, blocks ? [{ action: "Override", argError: -1 }] : undefined, name);
      }
    }
  });

  it("never takes a function of the kernel for a system call", () => {
    for (const [name, { kprobes = [] }] of policies()) {
      assert.ok(
        kprobes.every(({ syscall }) => syscall === false),
        name,
      );
    }
  });

  it("says in each event what was found, within the length that Tetragon keeps", () => {
    for (const [name, spec] of policies()) {
      assert.match(hookOf(spec)?.message ?? "", /^\S.{10,255}$/, name);
    }
  });

  it("only tells by default, and says so to Tetragon", () => {
    const expected = tracingPolicyNames.map((name) => [
      name,
      blocking.some((blocks) => blocks === name) ? "monitor" : undefined,
    ]);

    assert.deepEqual(modes({}), Object.fromEntries(expected));
  });

  it("enforces all that can block, or one of them, or all but one", () => {
    const enforced = (tetragon: TetragonSettings) =>
      Object.entries(modes(tetragon))
        .filter(([, mode]) => mode === "enforce")
        .map(([name]) => name);

    assert.deepEqual(enforced({ mode: "enforce" }), blocking);
    assert.deepEqual(enforced({ policies: { "network-metadata": { mode: "enforce" } } }), [
      "network-metadata",
    ]);
    assert.deepEqual(
      enforced({ mode: "enforce", policies: { "network-metadata": { mode: "observe" } } }),
      blocking.filter((name) => name !== "network-metadata"),
    );
  });

  it("is without the policies that are off", () => {
    const names = [...policies({ policies: { "process-kubectl": { mode: "off" } } }).keys()];

    assert.deepEqual(
      names,
      tracingPolicyNames.filter((name) => name !== "process-kubectl"),
    );
    assert.equal(policies({}, { capabilities: { tetragon: false } }).size, 0);
  });

  it("looks at pods only, never at the node", () => {
    for (const [name, spec] of policies()) {
      assert.ok(spec.podSelector, name);
      assert.equal("hostSelector" in spec, false, name);
    }
  });

  it("leaves alone what carries the cluster wherever it can block, whatever else is exempt", () => {
    for (const [name, spec] of policies({ mode: "enforce", exemptNamespaces: ["ci"] })) {
      const blocks = blocking.some((other) => other === name);
      const carrying = ["kube-system", ...planCilium(everything).platformNamespaces];

      assert.ok(exempt(spec).includes("ci"), name);
      assert.deepEqual(
        carrying.every((namespace) => exempt(spec).includes(namespace)),
        blocks,
        name,
      );
    }
  });

  it("observes every pod unless somebody is exempt, and Cilium's own raw sockets never", () => {
    const specs = policies();

    assert.deepEqual(specs.get("process-kubectl")?.podSelector, {});
    assert.deepEqual(exempt(specs.get("network-raw-socket")), ["kube-system"]);
    assert.deepEqual(
      policies({ policies: { "process-kubectl": { exemptNamespaces: ["ci"] } } }).get("process-kubectl")
        ?.podSelector,
      { matchExpressions: [{ key: "k8s:io.kubernetes.pod.namespace", operator: "NotIn", values: ["ci"] }] },
    );
  });

  it("lets programs do what they may before it looks at anything else", () => {
    const allowBinaries = ["/usr/sbin/useradd"];
    const tetragon = { mode: "enforce", policies: { "file-account-write": { allowBinaries } } } as const;
    const [first, ...others] = hookOf(policies(tetragon).get("file-account-write"))?.selectors ?? [];

    assert.deepEqual(first, {
      matchBinaries: [{ operator: "In", values: allowBinaries }],
      matchActions: [{ action: "NoPost" }],
    });
    assert.equal(others.length, 1);
    assert.equal(hookOf(policies().get("file-account-write"))?.selectors.length, 1);
  });

  it("has at most as many selectors as Tetragon takes", () => {
    const everyone = Object.fromEntries(
      tracingPolicyNames.map((name) => [name, { allowBinaries: ["/bin/x"] }]),
    );

    for (const [name, spec] of policies({ policies: everyone })) {
      assert.ok((hookOf(spec)?.selectors.length ?? 0) <= 5, name);
    }
  });

  it("is in the runbook, each policy with what it can do, its alert and a trial of it", () => {
    const runbook = readFileSync(new URL("../../../docs/runbooks/tetragon.md", import.meta.url), "utf8");

    for (const policy of tracingPolicies) {
      const row = runbook.split("\n").find((line) => line.startsWith(`| \`${policy.name}\``)) ?? "";
      const [, , , blocks, alert, trial] = row
        .split(" | ")
        .join("|")
        .split("|")
        .map((cell) => cell.trim());
      assert.deepEqual(
        [blocks, alert, trial],
        [policy.blocks ? "yes" : "no", `\`${tracingPolicyAlert(policy)}\``, `\`${policy.trial}\``],
      );
    }
  });

  it("refuses to enforce where nothing can be refused, and settings of no policy", () => {
    const problems = ciliumProblems(
      withTetragon({ policies: { "process-kubectl": { mode: "enforce" }, "process-shell": {} } as never }),
    );

    assert.deepEqual(problems, [
      {
        path: "settings.tetragon.policies.process-shell",
        problem: `want one of ${tracingPolicyNames.join(", ")}, got "process-shell": settings of a policy that is not there would do nothing (docs/runbooks/tetragon.md). Correct the name, or create a TracingPolicy of your own. [tracing-policy-exists]`,
      },
      {
        path: "settings.tetragon.policies.process-kubectl.mode",
        problem:
          'want observe or off, got "enforce": a policy that only observes looks where nothing can be refused (docs/runbooks/tetragon.md). Leave the mode out, or switch the policy off. [tracing-policy-can-block]',
      },
    ]);
  });
});
