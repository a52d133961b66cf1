import { CustomResource } from "@pulumi/kubernetes/apiextensions/index.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/index.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { Config, interpolate, StackReference } from "@pulumi/pulumi";

import { checked } from "./handoff.ts";

const config = new Config("platform");
const stack = config.require("cluster");
const repository = config.get("repository");

const infrastructure = new StackReference(stack);
// A plain value, not an Output: it decides which objects there are.
const details = await infrastructure.getOutputDetails("clusterInfo");
const { cluster, environment, api, platform } = checked(details.value, stack);
const [namespace = platform.namespace] = platform.workloadNamespaces;

const provider = new Provider("cluster", {
  kubeconfig: infrastructure.requireOutput("kubeconfig"),
  // Says that a renewed kubeconfig still means the same cluster; nothing on it is then replaced.
  clusterIdentifier: api.server,
});

const about = new ConfigMap(
  "about",
  {
    metadata: { name: "about-this-cluster", namespace },
    data: { cluster: cluster.name, environment: environment.name, host: `hello.${environment.domain}` },
  },
  { provider },
);

// Only where a repository is named: the kind Application is there once Argo CD runs on the cluster.
if (repository !== undefined) {
  new CustomResource(
    "platform-stack",
    {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { name: "platform-stack", namespace: platform.namespace },
      spec: {
        project: "default",
        source: { repoURL: repository, path: `environments/${environment.name}`, targetRevision: "HEAD" },
        destination: { server: api.server, namespace },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    },
    { provider },
  );
}

/** Where this repository found its place, as `namespace/name`. */
export const placed = interpolate`${about.metadata.namespace}/${about.metadata.name}`;
