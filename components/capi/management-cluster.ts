import type { CustomResource } from "@pulumi/kubernetes/apiextensions/index.js";
import * as pulumi from "@pulumi/pulumi";

import { chartSource } from "../shared/chart.ts";
import type { ManagementClusterArgs } from "./args.ts";
import { checkArgs } from "./check.ts";
import type { ChartInstallation, ProviderInstallation } from "./install.ts";
import { installChart, installProvider } from "./install.ts";
import { providerReleases as releases } from "./providers.ts";
import { proxmoxVariables } from "./proxmox.ts";
import { certManagerValues, operatorValues } from "./values.ts";

/** Where the two charts are published. */
const upstreamCharts = {
  certManager: "https://charts.jetstack.io",
  operator: "https://kubernetes-sigs.github.io/cluster-api-operator",
};

/** What an argument means when it is left out. */
const defaults = { readyWithinMinutes: 15 };

/**
 * Makes a cluster a Cluster API management cluster, which can then make further clusters.
 *
 * The component owns cert-manager, the Cluster API operator and the providers with their credentials. It owns no
 * cluster that they make and no issuer of cert-manager. All of it is ready once the component is: what needs a kind
 * of Cluster API depends on the component.
 *
 * @example
 * new ManagementCluster("edge-capi", { versions, infrastructure: { proxmox: { url, apiToken } } }, { provider: cluster.kubernetes });
 */
export class ManagementCluster extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:ManagementCluster";

  /** @internal */
  static override isInstance(obj: unknown): obj is ManagementCluster {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === ManagementCluster.__pulumiType;
  }

  /** Installed providers as `Kind/name`, known once all of them are ready. */
  readonly ready: pulumi.Output<string[]>;

  constructor(name: string, args: ManagementClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super(ManagementCluster.__pulumiType, name, sealed(args), opts);
    checkArgs(this, args);

    // The options of a component hold back only the component, so its children take over what it waits for.
    const child = { parent: this, dependsOn: opts?.dependsOn };
    const certManager = installChart(`${name}-cert-manager`, certManagerChart(args), { child });
    const operator = installChart(`${name}-operator`, operatorChart(args), {
      child,
      // Its webhooks have certificates of cert-manager.
      after: certManager,
    });

    const installed = new Map<string, CustomResource>();
    for (const { part, needs, provider } of providerPlan(args)) {
      const after = needs === undefined ? operator : installed.get(needs);
      installed.set(part, installProvider(`${name}-${part}`, provider, { child, after }));
    }

    this.ready = pulumi.all(
      [...installed.values()].map(({ kind, metadata }) => pulumi.interpolate`${kind}/${metadata.name}`),
    );
    this.registerOutputs({ ready: this.ready });
  }
}

/** The arguments as they may enter the state file: credentials wrapped, the rest as given. */
function sealed({ infrastructure, ...rest }: ManagementClusterArgs): pulumi.Inputs {
  const { proxmox } = infrastructure;
  return {
    ...rest,
    infrastructure: { proxmox: proxmox && { ...proxmox, apiToken: pulumi.secret(proxmox.apiToken) } },
  };
}

function certManagerChart({ versions, mirrors }: ManagementClusterArgs): ChartInstallation {
  return {
    namespace: "cert-manager",
    release: "cert-manager",
    // The versions of this chart, unlike most, carry a "v".
    source: chartSource(
      mirrors?.charts ?? upstreamCharts.certManager,
      "cert-manager",
      `v${versions.certManager}`,
    ),
    values: certManagerValues,
  };
}

function operatorChart({ versions, mirrors }: ManagementClusterArgs): ChartInstallation {
  return {
    namespace: "capi-operator-system",
    release: "capi-operator",
    source: chartSource(
      mirrors?.charts ?? upstreamCharts.operator,
      "cluster-api-operator",
      versions.operator,
    ),
    values: operatorValues,
  };
}

/** One provider, and the part of the component that must be ready before it. */
interface PlannedProvider {
  readonly part: string;

  /** Default: the operator. */
  readonly needs?: string;

  readonly provider: ProviderInstallation;
}

/** The providers to install, each after the one that it needs. */
function providerPlan(args: ManagementClusterArgs): PlannedProvider[] {
  const { versions, infrastructure, mirrors, readyWithinMinutes = defaults.readyWithinMinutes } = args;
  const common = { manifests: mirrors?.manifests, readyWithinMinutes };
  const of = (key: "core" | "bootstrapTalos" | "controlPlaneTalos" | "ipamInCluster") => ({
    ...common,
    release: releases[key],
    version: versions[key],
  });

  const plan: PlannedProvider[] = [
    { part: "core", provider: of("core") },
    { part: "bootstrap-talos", needs: "core", provider: of("bootstrapTalos") },
    { part: "control-plane-talos", needs: "core", provider: of("controlPlaneTalos") },
  ];
  if (infrastructure.proxmox !== undefined) {
    plan.push(
      { part: "ipam-in-cluster", needs: "core", provider: of("ipamInCluster") },
      {
        part: "proxmox",
        // It watches the address pools of the other and does not start without their kinds.
        needs: "ipam-in-cluster",
        provider: {
          ...common,
          release: releases.proxmox,
          version: versions.infrastructure.proxmox,
          variables: proxmoxVariables(infrastructure.proxmox),
          // Left alone, the provider accepts any certificate.
          flags: { "--proxmox-insecure": String(infrastructure.proxmox.insecure ?? false) },
        },
      },
    );
  }
  return plan;
}
