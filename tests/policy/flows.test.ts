import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

import { parse } from "yaml";

import { ciliumObjects, planCilium } from "../../components/cilium/plan/index.ts";
import { ciliumPlanArgs, readStackFile, resolveConfig, SECRET_KEYS } from "../../config/index.ts";
import { environments } from "../../policy/judge/settings.ts";
import { verdictsOf } from "../tools/support/policy-verdict.ts";
import { type Flow, namespaces, nodeFlows, podFlows } from "./flows.ts";

const root = resolve(import.meta.dirname, "..", "..");

const enforced = {
  security: { talosApiAllowedCidrs: ["10.0.8.0/24"], kubernetesApiAllowedCidrs: ["10.0.16.0/24"] },
  cilium: { settings: { hostFirewall: { mode: "enforce" } } },
};

interface Policy {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** The policies of an environment with its host firewall promoted from audit: those of its stack and of its add-ons. */
function policiesOf(environment: string): Policy[] {
  const { config } = resolveConfig({
    stack: environment,
    stackFile: readStackFile(join(root, `Pulumi.${environment}.yaml`)).layer,
    customFile: { name: "enforced", tree: enforced },
    secrets: new Set(SECRET_KEYS),
  });
  const { cilium: ciliumVersion, tetragon: tetragonVersion } = config.versions;
  const charts = { ciliumVersion, tetragonVersion };
  const plan = planCilium(ciliumPlanArgs(config, { charts, nodeCount: 8 }));
  const ofStack = ciliumObjects(plan)
    .map(({ manifest }) => manifest as Policy)
    .filter(({ kind }) => kind === "CiliumClusterwideNetworkPolicy");
  const ofAddons = globSync("gitops/apps/*/ciliumnetworkpolicy-*.yaml", { cwd: root }).map((path) => {
    const policy = parse(readFileSync(join(root, path), "utf8")) as Policy;
    // Flux puts the objects of an add-on into its namespace.
    const namespace = policy.metadata.namespace ?? basename(dirname(path));
    return { ...policy, metadata: { ...policy.metadata, namespace } };
  });
  return [...ofStack, ...ofAddons];
}

/** What Cilium's own policy engine says of flows. */
function verdicts(policies: readonly Policy[], flows: readonly Flow[]): string[] {
  const asked = flows.map(({ from, to, port, protocol }) => ({ from, to, port, protocol }));
  return verdictsOf({ hostFirewall: true, namespaces, policies, flows: asked }).map(({ verdict }) => verdict);
}

const told = ({ from, to, port, because }: Flow, verdict: string) =>
  `${JSON.stringify(from)} → ${JSON.stringify(to)}:${port} ${verdict} (${because})`;

describe("network policies, judged by Cilium's own engine", function () {
  this.timeout(60_000);

  for (const environment of environments) {
    it(`allow and deny in ${environment} what the table says`, () => {
      const flows = [...podFlows, ...nodeFlows];
      const found = verdicts(policiesOf(environment), flows);

      assert.deepEqual(
        flows.map((flow, index) => told(flow, found[index] ?? "")),
        flows.map((flow) => told(flow, flow.verdict)),
      );
    });
  }

  it("deny nothing to pods without the one policy that closes them", () => {
    const open = policiesOf("prod").filter(({ metadata }) => metadata.name !== "infraflux-default-deny");
    const between = podFlows.filter(
      ({ from, to, verdict }) =>
        verdict === "denied" &&
        [from, to].every(
          (end) => "namespace" in end && end.namespace !== "kyverno" && end.namespace !== "podinfo",
        ),
    );

    assert.ok(between.length > 0);
    assert.deepEqual(
      verdicts(open, between),
      between.map(() => "allowed"),
    );
  });
});
