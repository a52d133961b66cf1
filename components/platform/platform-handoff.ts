import { ConfigMap, Namespace, Secret, ServiceAccount } from "@pulumi/kubernetes/core/v1/index.js";
import * as pulumi from "@pulumi/pulumi";

import { namespaceLabels } from "../shared/labels.ts";
import { defaults, identity, resolvedAccess } from "./access.ts";
import { argoClusterData, argoClusterMetadata } from "./argocd.ts";
import type { PlatformHandoffArgs } from "./args.ts";
import { checkArgs } from "./check.ts";
import { grantAccess } from "./grants.ts";
import { tokenKubeconfig } from "./kubeconfig.ts";
import type { ClusterRecord } from "./record.ts";
import { clusterRecord } from "./record.ts";

/**
 * Hands a cluster over to a platform repository: who it is, how to reach it, and an identity to reach it with.
 *
 * The component owns that identity with its rights and namespaces, and the objects that carry the record inside the
 * cluster. It owns nothing that the platform repository makes, and not Argo CD itself.
 *
 * @example
 * new PlatformHandoff("edge-handoff", { facts, caData }, { provider: cluster.kubernetes });
 */
export class PlatformHandoff extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:PlatformHandoff";

  /** @internal */
  static override isInstance(obj: unknown): obj is PlatformHandoff {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === PlatformHandoff.__pulumiType;
  }

  /** Kubeconfig of the identity made for the platform repository, a secret. */
  readonly kubeconfig: pulumi.Output<string>;

  /** The record; its form is `record.schema.json`. */
  readonly clusterInfo: pulumi.Output<ClusterRecord>;

  constructor(name: string, args: PlatformHandoffArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PlatformHandoff.__pulumiType, name, { ...args }, opts);
    checkArgs(this, args);

    // The options of a component hold back only the component, so its children take over what it waits for.
    const child = { parent: this, dependsOn: opts?.dependsOn };
    const { podSecurity } = args;
    const access = resolvedAccess(args.access);
    const namespaceName = args.namespace ?? defaults.namespace;
    const namespace = new Namespace(
      `${name}-namespace`,
      { metadata: { name: namespaceName, labels: namespaceLabels(podSecurity) } },
      child,
    );
    const inNamespace = { namespace: namespace.metadata.name };

    const account = new ServiceAccount(
      `${name}-identity`,
      { metadata: { ...inNamespace, name: identity }, automountServiceAccountToken: false },
      child,
    );
    grantAccess(name, { account, namespace, access, podSecurity }, child);
    const token = accountToken(`${name}-token`, account, child);

    // Certificates are public; the credentials that this one comes with would make the whole record a secret.
    const caData = pulumi.unsecret(pulumi.output(args.caData));
    const { facts } = args;
    this.clusterInfo = pulumi.all([caData, facts.api.host]).apply(([authority, host]) =>
      clusterRecord({ ...facts, api: { ...facts.api, host } }, authority, {
        namespace: namespaceName,
        workloadNamespaces: access.namespaces,
      }),
    );
    this.kubeconfig = platformKubeconfig(this.clusterInfo, token);

    new Secret(
      `${name}-cluster-access`,
      {
        metadata: { ...inNamespace, name: "cluster-access" },
        type: "Opaque",
        stringData: { kubeconfig: this.kubeconfig, "cluster-info": pulumi.jsonStringify(this.clusterInfo) },
      },
      child,
    );

    // Beside the Secret, not in kube-public: a ConfigMap of this name there is kubeadm's, and readable by anyone.
    new ConfigMap(
      `${name}-cluster-info`,
      {
        metadata: { ...inNamespace, name: "cluster-info" },
        data: {
          "cluster-name": args.facts.cluster.name,
          "api-server": this.clusterInfo.api.server,
          "cluster-ca": this.clusterInfo.api.caData,
        },
      },
      child,
    );

    if (args.argocd?.register ?? defaults.register) {
      const metadata = argoClusterMetadata(args.facts, args.argocd?.labels ?? {});
      new Secret(
        `${name}-argocd-cluster`,
        {
          metadata: { ...inNamespace, ...metadata, name: `cluster-${args.facts.cluster.name}` },
          type: "Opaque",
          stringData: pulumi
            .all([this.clusterInfo, token])
            .apply(([record, bearer]) => ({ ...argoClusterData(record, bearer, access.rules.length > 0) })),
        },
        child,
      );
    }

    this.registerOutputs({ kubeconfig: this.kubeconfig, clusterInfo: this.clusterInfo });
  }
}

/**
 * A token of the account that lasts until it is deleted. Kubernetes writes it into the Secret; the kubeconfig of a
 * stack output must outlive any token with an end.
 */
function accountToken(
  name: string,
  account: ServiceAccount,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { name: accountName, namespace } = account.metadata;
  const secret = new Secret(
    name,
    {
      metadata: {
        namespace,
        name: pulumi.interpolate`${accountName}-token`,
        annotations: { "kubernetes.io/service-account.name": accountName },
      },
      type: "kubernetes.io/service-account-token",
    },
    opts,
  );
  return pulumi.secret(secret.data).apply((data: Record<string, string> | undefined) => {
    const encoded = data?.["token"];
    if (encoded === undefined || encoded === "") {
      throw new pulumi.RunError(
        `${name}: the cluster wrote no token into the Secret of the platform's identity; ` +
          "its controller manager issues tokens, so see that it runs, then repeat the update",
      );
    }
    return Buffer.from(encoded, "base64").toString("utf8");
  });
}

/** A kubeconfig of the identity that starts in its first namespace. */
function platformKubeconfig(
  info: pulumi.Output<ClusterRecord>,
  token: pulumi.Output<string>,
): pulumi.Output<string> {
  return pulumi.all([info, token]).apply(([{ cluster, api, platform }, bearer]) =>
    tokenKubeconfig({
      clusterName: cluster.name,
      server: api.server,
      caData: api.caData,
      user: identity,
      token: bearer,
      namespace: platform.workloadNamespaces[0] ?? platform.namespace,
    }),
  );
}
