import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../shared/args-check.ts";
import { chartSource } from "../shared/chart.ts";
import type { AwsControllerArgs, AzureControllerArgs, CloudControllerArgs } from "./args.ts";
import { awsChart, awsRepository, awsValues } from "./aws.ts";
import { azureChart, azureCloudConfig, azureConfiguration, azureRepository, azureValues } from "./azure.ts";
import { checkController } from "./check.ts";
import { installGcpController } from "./gcp-objects.ts";
import { namespace } from "./shared.ts";

/**
 * The cloud controller manager: tells Kubernetes which machine of the cloud each node is and in which zone, lets nodes go
 * whose machines are gone, gives Services of the type LoadBalancer a load balancer, and routes between pods where the
 * network is to do that.
 *
 * Nodes that expect it carry a taint until it has looked at them, which hardly a pod tolerates. So it comes right after the
 * Kubernetes API, before what waits for nodes, and nothing here waits for it. It runs on the control planes and acts by the
 * identity of its machine: there are no credentials.
 *
 * @example
 * new CloudController("edge-cloud", { cloud: "aws", clusterName: "edge", version: "1.35.0", chart, podCidr }, { provider });
 */
export class CloudController extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:CloudController";

  /** @internal */
  static override isInstance(obj: unknown): obj is CloudController {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === CloudController.__pulumiType;
  }

  constructor(name: string, args: CloudControllerArgs, opts?: pulumi.ComponentResourceOptions) {
    super(CloudController.__pulumiType, name, { ...args }, opts);
    const check = new ArgsCheck(this);
    checkController(args, check);
    check.done();

    // The options of a component hold back only the component, so its children take over what it waits for.
    const child = { parent: this, dependsOn: opts?.dependsOn };
    switch (args.cloud) {
      case "aws":
        installAwsController(name, args, child);
        break;
      case "azure":
        installAzureController(name, args, child);
        break;
      case "gcp":
        installGcpController(name, args, child);
        break;
    }
    this.registerOutputs({});
  }
}

function installAwsController(
  name: string,
  args: AwsControllerArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  new Release(
    `${name}-release`,
    {
      ...chartSource(args.chart.repository ?? awsRepository, awsChart, args.chart.version),
      name: awsChart,
      namespace,
      values: awsValues(args),
      skipAwait: true,
    },
    opts,
  );
}

function installAzureController(
  name: string,
  args: AzureControllerArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const configuration = new Secret(
    `${name}-configuration`,
    {
      metadata: { name: azureCloudConfig.name, namespace: azureCloudConfig.namespace },
      stringData: { [azureCloudConfig.key]: azureConfiguration(args) },
    },
    opts,
  );
  new Release(
    `${name}-release`,
    {
      ...chartSource(args.chart.repository ?? azureRepository, azureChart, args.chart.version),
      name: azureChart,
      namespace,
      values: azureValues(args),
      skipAwait: true,
    },
    pulumi.mergeOptions(opts, { dependsOn: [configuration] }),
  );
}
