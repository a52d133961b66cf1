import { Release } from "@pulumi/kubernetes/helm/v3/index.js";
import * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../shared/args-check.ts";
import { chartSource } from "../shared/chart.ts";
import type { CiliumStackArgs } from "./args.ts";
import { createLater, objectsOf } from "./kinds.ts";
import { createObjects } from "./objects.ts";
import {
  authenticatedPeers,
  chartValues,
  ciliumObjects,
  ciliumProblems,
  enabledCapabilities,
  planCilium,
  tetragonValues,
} from "./plan/index.ts";
import type { CapabilityName, CiliumCharts, CiliumPlan } from "./plan/index.ts";
import { ciliumReadiness, defaultGateSeconds } from "./readiness.ts";
import { bgpPassword } from "./secrets/bgp.ts";
import { ipsecKeyProblem, ipsecKeys } from "./secrets/ipsec.ts";
import { meshTrustSecret, signedBy } from "./secrets/mesh-trust.ts";
import { upgradeGuard } from "./upgrade-guard.ts";

/**
 * Installs Cilium as one Helm release, waits until the nodes are Ready and every agent runs with its values, then adds
 * the objects that go with it.
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
    const own = objectsOf("cilium", objects);
    const values = chartValues(plan);
    // The options of a component hold back only the component, so its first children take over what it waits for.
    const first = { ...child, dependsOn: opts?.dependsOn };
    const guard = upgradeGuard(name, plan);

    const secrets = [
      ...(args.meshTrust === undefined ? [] : [meshTrustSecret(name, args.meshTrust, first)]),
      ...bgpPassword(name, plan, args, first),
      ...ipsecKeys(name, plan, args, pulumi.mergeOptions(first, guard.ipsecKeys)),
    ];
    const release = new Release(
      `${name}-release`,
      {
        name: "cilium",
        namespace: "kube-system",
        ...chartSource(args.charts.repository ?? defaultRepository, "cilium", args.charts.ciliumVersion),
        values: args.meshTrust === undefined ? values : signedBy(values, args.meshTrust),
        // Its ingress Service waits for an address from a pool that can only be made after the release.
        skipAwait: true,
        timeout: args.gateTimeoutSeconds ?? defaultGateSeconds,
      },
      pulumi.mergeOptions(first, { dependsOn: secrets, ...guard.release }),
    );

    const { gates, running } = ciliumReadiness(
      name,
      args,
      { values, objects: own },
      { ...child, dependsOn: [release] },
    );
    createObjects(name, own, { ...child, dependsOn: [...gates] });
    if (plan.on.tetragon) {
      const tetragon = addTetragon(name, args.charts, plan, { ...child, dependsOn: [running] });
      createLater(name, "tetragon", objects, args, { ...child, dependsOn: [tetragon] });
    }
    createLater(name, "prometheus", objects, args, { ...child, dependsOn: [running] });

    this.ready = running;
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

const defaultRepository = "https://helm.cilium.io";

/** The arguments as they may enter the state file: credentials wrapped, the rest as given. */
function sealed({ bgpPassword, client, ipsecKey, meshTrust, ...rest }: CiliumStackArgs): pulumi.Inputs {
  return {
    ...rest,
    client: pulumi.secret(client),
    ...(meshTrust !== undefined && { meshTrust: pulumi.secret(meshTrust) }),
    ...(bgpPassword !== undefined && { bgpPassword: pulumi.secret(bgpPassword) }),
    ...(ipsecKey !== undefined && { ipsecKey: pulumi.secret(ipsecKey) }),
  };
}

/** Refuses plain values that can never work. */
function checkArgs(component: CiliumStack, args: CiliumStackArgs): void {
  const check = new ArgsCheck(component);
  for (const { path, problem } of ciliumProblems(args)) {
    check.expect(false, path, problem);
  }
  const { authority } = args.settings?.mesh ?? {};
  check.expect(
    (authority === undefined) === (args.meshTrust === undefined),
    "meshTrust",
    authority === undefined
      ? "want none without settings.mesh.authority"
      : "want the authority of the mesh, as settings.mesh.authority says that there is one",
  );
  const authenticated = authenticatedPeers(planCilium(args));
  check.expect(
    authenticated.length === 0 || args.bgpPassword !== undefined,
    "bgpPassword",
    `want the password of the authenticated peers (${authenticated.join(", ")}), got none`,
  );
  const keyProblem = ipsecKeyProblem(args);
  check.expect(keyProblem === undefined, "ipsecKey", keyProblem ?? "");
  check.done();
}

function addTetragon(
  name: string,
  { repository = defaultRepository, tetragonVersion = "" }: CiliumCharts,
  plan: CiliumPlan,
  opts: pulumi.CustomResourceOptions,
): Release {
  return new Release(
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
