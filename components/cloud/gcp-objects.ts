import { createHash } from "node:crypto";

import { DaemonSet } from "@pulumi/kubernetes/apps/v1/daemonSet.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from "@pulumi/kubernetes/rbac/v1/index.js";
import * as pulumi from "@pulumi/pulumi";

import type { GcpControllerArgs } from "./args.ts";
import { gcpClusterRules, gcpConfiguration, gcpConfigurationFile, gcpNamespaceRules, gcpPod } from "./gcp.ts";
import { controllerName, namespace } from "./shared.ts";

const metadata = { name: controllerName, namespace };
const labels = { "app.kubernetes.io/name": controllerName };

/** What the account is bound to. A role of the cluster itself, `system:`, so that nobody takes it for one of theirs. */
const clusterRoleName = `system:${controllerName}`;

/** Installs the controller of Google Cloud from the objects that a chart would hold. */
export function installGcpController(
  name: string,
  args: GcpControllerArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const account = new ServiceAccount(
    `${name}-service-account`,
    // Its pods ask for the token; a pod that somebody else gives the account gets none by itself.
    { metadata, automountServiceAccountToken: false },
    opts,
  );
  const grants = grantRights(name, account, opts);

  const text = gcpConfiguration(args);
  const configuration = new ConfigMap(
    `${name}-configuration`,
    { metadata, data: { [gcpConfigurationFile]: text } },
    opts,
  );

  new DaemonSet(
    `${name}-daemon-set`,
    {
      metadata: { ...metadata, labels, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: {
            labels,
            // The controller reads its configuration once, so another one takes new pods.
            annotations: { "checksum/configuration": text.apply(digest) },
          },
          spec: gcpPod(args, configuration.metadata.name),
        },
      },
    },
    pulumi.mergeOptions(opts, { dependsOn: grants }),
  );
}

function grantRights(
  name: string,
  account: ServiceAccount,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const subjects = [
    { kind: "ServiceAccount", name: account.metadata.name, namespace: account.metadata.namespace },
  ];
  const ref = (kind: "ClusterRole" | "Role", role: pulumi.Input<string>) => ({
    apiGroup: "rbac.authorization.k8s.io",
    kind,
    name: role,
  });

  const clusterRole = new ClusterRole(
    `${name}-cluster-role`,
    { metadata: { name: clusterRoleName }, rules: gcpClusterRules },
    opts,
  );
  const role = new Role(`${name}-role`, { metadata, rules: gcpNamespaceRules }, opts);
  return [
    new ClusterRoleBinding(
      `${name}-cluster-role-binding`,
      {
        metadata: { name: clusterRoleName },
        subjects,
        roleRef: ref("ClusterRole", clusterRole.metadata.name),
      },
      opts,
    ),
    new RoleBinding(
      `${name}-role-binding`,
      { metadata, subjects, roleRef: ref("Role", role.metadata.name) },
      opts,
    ),
    new RoleBinding(
      `${name}-authentication-role-binding`,
      {
        // Kubernetes has this role for whatever answers requests that it signed.
        metadata: { name: `${controllerName}:apiserver-authentication-reader`, namespace },
        subjects,
        roleRef: ref("Role", "extension-apiserver-authentication-reader"),
      },
      opts,
    ),
  ];
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
