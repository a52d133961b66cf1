import { CustomResource } from "@pulumi/kubernetes/apiextensions/index.js";
import { Release } from "@pulumi/kubernetes/helm/v3/index.js";
import * as pulumi from "@pulumi/pulumi";

import { ClusterGate } from "../gates/index.ts";
import { ArgsCheck } from "../shared/args-check.ts";
import { chartSource } from "../shared/chart.ts";
import type { CiliumCharts, CiliumStackArgs } from "./args.ts";
import type { CiliumObject } from "./capabilities/index.ts";
import { ciliumProblems } from "./check.ts";
import { ciliumObjects, policyCrd } from "./objects.ts";
import { enabledCapabilities, planCilium } from "./plan.ts";
import type { CiliumPlan } from "./plan.ts";
import type { CapabilityName } from "./toggles.ts";
import { chartValues, tetragonValues } from "./values/index.ts";

/**
 * Installs Cilium as one Helm release, waits until the nodes are Ready, then adds the objects that go with it.
 *
 * The component owns the network: the CNI, its capabilities, Tetragon, the address pool and the baseline policies.
 * Policies of applications belong to the applications, and the Gateway API CRDs to the machine configuration.
 *
 * @example
 * new CiliumStack("edge-cilium", { clusterName: "edge", clusterId: 1, podCidr, nodeCount: 4, charts, client }, { provider });
 */
export class CiliumStack extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:CiliumStack";

  /** @internal */
  static override isInstance(obj: unknown): obj is CiliumStack {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === CiliumStack.__pulumiType;
  }

  /** What to depend on when something needs nodes that are Ready. */
  readonly ready: pulumi.Resource;

  /** Name of the Helm release. */
  readonly releaseName: pulumi.Output<string>;

  /** Version of the chart. */
  readonly version: pulumi.Output<string>;

  /** Capabilities that are on, in the order of the documentation. */
  readonly capabilities: pulumi.Output<CapabilityName[]>;

  constructor(name: string, args: CiliumStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super(CiliumStack.__pulumiType, name, sealed(args), opts);
    checkArgs(this, args);

    const child = { parent: this };
    const plan = planCilium(args);
    const objects = ciliumObjects(plan);

    const release = new Release(
      `${name}-release`,
      {
        name: "cilium",
        namespace: "kube-system",
        ...chartSource(args.charts.repository ?? defaultRepository, "cilium", args.charts.ciliumVersion),
        values: chartValues(plan),
        // Its ingress Service waits for an address from a pool that can only be made after the release.
        skipAwait: true,
        timeout: args.gateTimeoutSeconds ?? defaultGateSeconds,
      },
      // The options of a component hold back only the component, so its first child takes over what it waits for.
      { ...child, dependsOn: opts?.dependsOn },
    );

    const gate = {
      client: args.client,
      timeoutSeconds: args.gateTimeoutSeconds ?? defaultGateSeconds,
      triggers: [args.charts.ciliumVersion],
    };
    const crds = new ClusterGate(
      `${name}-crds`,
      { ...gate, gate: { kind: "crds", crds: [...new Set([policyCrd, ...objects.map(({ crd }) => crd)])] } },
      { ...child, dependsOn: [release] },
    );
    const nodes = new ClusterGate(
      `${name}-nodes`,
      { ...gate, gate: { kind: "nodes", count: args.nodeCount } },
      { ...child, dependsOn: [release] },
    );

    addObjects(name, objects, { ...child, dependsOn: [crds, nodes] });

    if (plan.on.tetragon) {
      addTetragon(name, args.charts, plan, { ...child, dependsOn: [nodes] });
    }

    this.ready = nodes;
    this.releaseName = release.name;
    this.version = pulumi.output(args.charts.ciliumVersion);
    this.capabilities = pulumi.output(enabledCapabilities(plan));
    this.registerOutputs({
      releaseName: this.releaseName,
      version: this.version,
      capabilities: this.capabilities,
    });
  }
}

const defaultGateSeconds = 900;
const defaultRepository = "https://helm.cilium.io";

/** The arguments as they may enter the state file: credentials wrapped, the rest as given. */
function sealed({ client, ...rest }: CiliumStackArgs): pulumi.Inputs {
  return { ...rest, client: pulumi.secret(client) };
}

/** Refuses plain values that can never work. */
function checkArgs(component: CiliumStack, args: CiliumStackArgs): void {
  const check = new ArgsCheck(component);
  for (const { path, problem } of ciliumProblems(args)) {
    check.expect(false, path, problem);
  }
  check.done();
}

function addTetragon(
  name: string,
  { repository = defaultRepository, tetragonVersion = "" }: CiliumCharts,
  plan: CiliumPlan,
  opts: pulumi.CustomResourceOptions,
): void {
  new Release(
    `${name}-tetragon`,
    {
      name: "tetragon",
      // Its agents are privileged; this namespace is the one that Pod Security leaves out.
      namespace: "kube-system",
      ...chartSource(repository, "tetragon", tetragonVersion),
      values: tetragonValues(plan),
    },
    opts,
  );
}

/** Creates the objects, each after those that it names. */
function addObjects(
  name: string,
  objects: readonly CiliumObject[],
  opts: pulumi.CustomResourceOptions,
): void {
  const created = new Map<string, pulumi.Resource>();
  for (const { part, after = [], manifest } of objects) {
    const dependsOn = after.flatMap((other) => created.get(other) ?? []);
    const object = new CustomResource(`${name}-${part}`, manifest, pulumi.mergeOptions(opts, { dependsOn }));
    created.set(part, object);
  }
}
