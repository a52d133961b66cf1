import { CustomResource } from "@pulumi/kubernetes/apiextensions/index.js";
import { Namespace, Secret } from "@pulumi/kubernetes/core/v1/index.js";
import { Release } from "@pulumi/kubernetes/helm/v3/index.js";
import * as pulumi from "@pulumi/pulumi";

import type { ChartSource } from "../shared/chart.ts";
import { namespaceLabels } from "../shared/labels.ts";
import type { ProviderRelease } from "./providers.ts";
import { providerSpec } from "./providers.ts";

/** A chart and where it runs. */
export interface ChartInstallation {
  readonly namespace: string;

  /** Name of the Helm release. */
  readonly release: string;

  readonly source: ChartSource;
  readonly values: pulumi.Inputs;
}

/** A provider and how it is set up. */
export interface ProviderInstallation {
  readonly release: ProviderRelease;

  /** Exact version, without a leading `v`. */
  readonly version: string;

  /** Registry folder to fetch manifests from. Default: the release on GitHub. */
  readonly manifests?: string;

  /** Variables of its manifests; the SDK keeps what goes into a Secret as one. Default: none. */
  readonly variables?: pulumi.Input<Record<string, pulumi.Input<string>>>;

  /** Flags of its controller manager. Default: those of the release. */
  readonly flags?: Readonly<Record<string, string>>;

  readonly readyWithinMinutes: number;
}

/** Where something belongs in the stack. */
export interface Place {
  /** Options of everything in the component. */
  readonly child: pulumi.CustomResourceOptions;

  /** What must be ready before. Default: nothing more. */
  readonly after?: pulumi.Resource;
}

/** Installs a chart into a namespace of its own and waits until it runs. */
export function installChart(
  name: string,
  { namespace: namespaceName, release, source, values }: ChartInstallation,
  place: Place,
): Release {
  const namespace = restrictedNamespace(name, namespaceName, place);
  return new Release(
    name,
    { ...source, name: release, namespace: namespace.metadata.name, values },
    options(place),
  );
}

/** Has the operator install a provider into a namespace of its own and waits until its controllers are available. */
export function installProvider(
  name: string,
  { release, version, manifests, variables, flags, readyWithinMinutes }: ProviderInstallation,
  place: Place,
): CustomResource {
  const namespace = restrictedNamespace(name, release.namespace, place);
  const metadata = { namespace: namespace.metadata.name };

  const configSecret =
    variables &&
    new Secret(
      `${name}-variables`,
      {
        metadata: { ...metadata, name: `${release.name}-variables` },
        type: "Opaque",
        stringData: variables,
      },
      place.child,
    );

  const minutes = `${readyWithinMinutes}m`;
  return new CustomResource(
    name,
    {
      apiVersion: "operator.cluster.x-k8s.io/v1alpha2",
      kind: release.kind,
      metadata: {
        ...metadata,
        name: release.name,
        annotations: {
          // During an upgrade the condition can still be the old version's.
          "pulumi.com/waitFor": JSON.stringify([
            "condition=Ready",
            `jsonpath={.status.installedVersion}=v${version}`,
          ]),
        },
      },
      spec: providerSpec(release, { version, manifests, flags, configSecret: configSecret?.metadata.name }),
    },
    { ...options(place), customTimeouts: { create: minutes, update: minutes } },
  );
}

/**
 * A namespace that admits restricted pods only, said explicitly: it then holds whatever the cluster's default is. The
 * operator leaves out the Namespace object of a provider's manifests, so the label stays. It does not wait for what its
 * contents wait for.
 */
function restrictedNamespace(name: string, namespace: string, { child }: Place): Namespace {
  return new Namespace(
    `${name}-namespace`,
    { metadata: { name: namespace, labels: namespaceLabels() } },
    child,
  );
}

function options({ child, after }: Place): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions(child, { dependsOn: after === undefined ? [] : [after] });
}
