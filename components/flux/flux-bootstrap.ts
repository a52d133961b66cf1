import { CustomResource } from "@pulumi/kubernetes/apiextensions/index.js";
import { ConfigMap, Namespace, Secret } from "@pulumi/kubernetes/core/v1/index.js";
import { Release } from "@pulumi/kubernetes/helm/v3/index.js";
import * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../shared/args-check.ts";
import { namespaceLabels } from "../shared/labels.ts";
import type { FluxBootstrapArgs, FluxOperator, GitSource } from "./args.ts";
import { chosenAddons } from "./catalogue.ts";
import { fluxProblems } from "./check.ts";
import { fluxInstance, fluxNames, gitRepository, kustomization } from "./objects.ts";

/**
 * Installs Flux through its operator, points it at one Git repository and registers the chosen add-ons.
 *
 * The component owns Flux, the source, the facts about the cluster and one Kustomization per add-on. What the add-ons
 * consist of is decided by the repository; their readiness is Flux's business and does not hold up an update.
 *
 * @example
 * new FluxBootstrap("edge-flux", { operator, distribution, source, addons: ["podinfo"], facts }, { provider });
 */
export class FluxBootstrap extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:FluxBootstrap";

  /** @internal */
  static override isInstance(obj: unknown): obj is FluxBootstrap {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === FluxBootstrap.__pulumiType;
  }

  /** What to depend on when something needs Flux's CRDs and controllers. */
  readonly ready: pulumi.Resource;

  /** Namespace that the controllers run in. */
  readonly namespace: pulumi.Output<string>;

  /** Names of the Kustomizations, each after those that it depends on. */
  readonly addons: pulumi.Output<string[]>;

  constructor(name: string, args: FluxBootstrapArgs, opts?: pulumi.ComponentResourceOptions) {
    super(FluxBootstrap.__pulumiType, name, sealed(args), opts);
    checkArgs(this, args);

    const child = { parent: this };
    const { source } = args;

    const namespace = new Namespace(
      `${name}-namespace`,
      // Flux's own manifests satisfy the strictest level.
      { metadata: { name: fluxNames.namespace, labels: namespaceLabels() } },
      // The options of a component hold back only the component, so its first child takes over what it waits for.
      { ...child, dependsOn: opts?.dependsOn },
    );
    const inNamespace = { ...child, dependsOn: [namespace] };

    const operator = installOperator(`${name}-operator`, args.operator, inNamespace);
    const instance = new CustomResource(
      `${name}-instance`,
      fluxInstance(args.distribution, args.clusterDomain ?? "cluster.local"),
      { ...child, dependsOn: [operator] },
    );

    const facts = new ConfigMap(
      `${name}-facts`,
      { metadata: metadata(fluxNames.facts), data: { ...args.facts } },
      inNamespace,
    );
    const ageKey = addAgeKey(`${name}-age-key`, args.sopsAgeKey, inNamespace);

    const addons = chosenAddons(args.addons ?? []);
    if (source !== undefined) {
      const repository = addSource(name, source, { ...child, dependsOn: [namespace, instance] });
      const options = { ...source, decrypt: ageKey !== undefined };
      // Flux orders the add-ons itself. Here they only wait for what they read, and on the way down Flux outlives them.
      const dependsOn = [instance, repository, facts, ...(ageKey ? [ageKey] : [])];
      for (const addon of addons) {
        new CustomResource(`${name}-${addon.name}`, kustomization(addon, options), { ...child, dependsOn });
      }
    }

    this.ready = instance;
    this.namespace = namespace.metadata.name;
    this.addons = pulumi.output(addons.map((addon) => addon.name));
    this.registerOutputs({ namespace: this.namespace, addons: this.addons });
  }
}

const metadata = (name: string) => ({ name, namespace: fluxNames.namespace });

function installOperator(name: string, operator: FluxOperator, opts: pulumi.CustomResourceOptions): Release {
  return new Release(
    name,
    {
      name: "flux-operator",
      namespace: fluxNames.namespace,
      chart: operator.chart ?? "oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator",
      version: operator.version,
    },
    opts,
  );
}

function addAgeKey(
  name: string,
  key: pulumi.Input<string> | undefined,
  opts: pulumi.CustomResourceOptions,
): Secret | undefined {
  return key === undefined
    ? undefined
    : new Secret(name, { metadata: metadata(fluxNames.ageKey), stringData: { "age.agekey": key } }, opts);
}

/** Creates the source, and the Secret with its credentials where there are any. */
function addSource(name: string, source: GitSource, opts: pulumi.CustomResourceOptions): CustomResource {
  const { token, caBundle } = source;
  if (token === undefined && caBundle === undefined) {
    return new CustomResource(`${name}-source`, gitRepository(source), opts);
  }
  const credentials = new Secret(
    `${name}-git-credentials`,
    {
      metadata: metadata(fluxNames.gitCredentials),
      stringData: {
        // Git servers read the token as the password; the user name only has to be there.
        ...(token !== undefined && { username: "git", password: token }),
        ...(caBundle !== undefined && { "ca.crt": caBundle }),
      },
    },
    opts,
  );
  return new CustomResource(
    `${name}-source`,
    gitRepository(source, fluxNames.gitCredentials),
    pulumi.mergeOptions(opts, { dependsOn: [credentials] }),
  );
}

/** The arguments as they may enter the state file: credentials wrapped, the rest as given. */
function sealed({ source, sopsAgeKey, ...rest }: FluxBootstrapArgs): pulumi.Inputs {
  return {
    ...rest,
    source: source && { ...source, token: secretOrNone(source.token) },
    sopsAgeKey: secretOrNone(sopsAgeKey),
  };
}

function secretOrNone(value: pulumi.Input<string> | undefined): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.secret(value);
}

/** Refuses plain values that can never work. Values still unknown are checked by Flux itself. */
function checkArgs(component: FluxBootstrap, args: FluxBootstrapArgs): void {
  const check = new ArgsCheck(component);
  for (const { path, problem } of fluxProblems(args)) {
    check.expect(false, path, problem);
  }
  check.done();
}
