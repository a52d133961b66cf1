import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../shared/args-check.ts";
import { chartSource } from "../shared/chart.ts";

/** Arguments of `KubeletCsrApprover`. */
export interface KubeletCsrApproverArgs {
  /** Exact version of the chart, such as `0.5.4`. */
  readonly chartVersion: string;

  /** Registry or repository that holds the chart. Default: `oci://ghcr.io/siderolabs/charts`. */
  readonly chartRepository?: string;

  /**
   * Whether it also takes up new nodes, by what Talos knows of the machine: its id in the cloud, its zone, region and type.
   * For clouds whose own controller cannot tell which machine a node is by its name, as AWS's. Default: false.
   */
  readonly initializeNodes?: boolean;
}

const chart = "talos-cloud-controller-manager";
const defaultRepository = "oci://ghcr.io/siderolabs/charts";

/**
 * Approves the serving certificates that kubelets ask for, after asking Talos whether the machine is who it says.
 *
 * It is Talos' cloud controller manager with that one controller, or with the one for new nodes too. It reads the Talos
 * API, so the machines must allow `csrApproverAccess`. Without it `kubectl logs` and metrics fail, because rotation of these
 * certificates is on.
 *
 * @example
 * new KubeletCsrApprover("edge-csr-approver", { chartVersion: "0.5.4" }, { provider: talos.kubernetes });
 */
export class KubeletCsrApprover extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:KubeletCsrApprover";

  /** @internal */
  static override isInstance(obj: unknown): obj is KubeletCsrApprover {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === KubeletCsrApprover.__pulumiType;
  }

  constructor(name: string, args: KubeletCsrApproverArgs, opts?: pulumi.ComponentResourceOptions) {
    super(KubeletCsrApprover.__pulumiType, name, { ...args }, opts);
    new ArgsCheck(this)
      .expect(
        /^\d+\.\d+\.\d+$/.test(args.chartVersion),
        "chartVersion",
        `want an exact version such as "0.5.4", got "${args.chartVersion}"`,
      )
      .done();

    new Release(
      `${name}-release`,
      {
        ...chartSource(args.chartRepository ?? defaultRepository, chart, args.chartVersion),
        name: chart,
        namespace: csrApproverAccess.namespaces[0],
        values: {
          enabledControllers: ["node-csr-approval", ...(args.initializeNodes === true ? ["cloud-node"] : [])],
        },
        // Its pods wait for nodes, which wait for the CNI: nothing here should hold up the rest.
        skipAwait: true,
      },
      { parent: this, dependsOn: opts?.dependsOn },
    );
    this.registerOutputs({});
  }
}

/** The access to the Talos API that `KubeletCsrApprover` needs, for `MachineSettings.talosApiAccess`. */
export const csrApproverAccess = { roles: ["os:reader"], namespaces: ["kube-system"] } as const;
