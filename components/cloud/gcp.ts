import type { core, rbac } from "@pulumi/kubernetes/types/input.js";
import * as pulumi from "@pulumi/pulumi";

import type { GcpControllerArgs } from "./args.ts";
import {
  apiByKubePrism,
  commonFlags,
  confinedContainer,
  confinedPod,
  controllerName,
  onControlPlanes,
  resources,
  tolerations,
} from "./shared.ts";

/** Where the controller finds its configuration. */
const configuration = { folder: "/etc/gce", file: "gce.conf", volume: "configuration" } as const;

/** Port on which the controller says how it is. It asks who wants to know more. */
const port = 10_258;

/**
 * The configuration of the controller: where its machines are. Its rights are those of its own machine.
 *
 * Fields as in cloud-provider-gcp 36.0, `providers/gce/gce.go`.
 */
export function gcpConfiguration({ clusterName, place }: GcpControllerArgs): pulumi.Output<string> {
  const { project, network, subnetwork, nodeTag } = place;
  return pulumi.interpolate`[global]
project-id = ${project}
network-name = ${network}
subnetwork-name = ${subnetwork}
node-tags = ${nodeTag}
node-instance-prefix = ${clusterName}-
multizone = true
`;
}

/** One pod on each control plane; one of them leads. */
export function gcpPod(args: GcpControllerArgs, configMap: pulumi.Input<string>): core.v1.PodSpec {
  const probe = { httpGet: { path: "/healthz", port, scheme: "HTTPS" }, initialDelaySeconds: 15 };
  return {
    serviceAccountName: controllerName,
    automountServiceAccountToken: true,
    priorityClassName: "system-cluster-critical",
    // The network of the machine, whose metadata service hands out the machine's identity.
    hostNetwork: true,
    dnsPolicy: "Default",
    nodeSelector: onControlPlanes,
    tolerations: [...tolerations],
    securityContext: confinedPod,
    containers: [
      {
        name: controllerName,
        image: `registry.k8s.io/cloud-provider-gcp/cloud-controller-manager:v${args.version}`,
        args: [
          "--v=2",
          "--cloud-provider=gce",
          `--cloud-config=${configuration.folder}/${configuration.file}`,
          `--secure-port=${port}`,
          ...commonFlags(args, ["cloud-node", "cloud-node-lifecycle"]),
        ],
        env: [...apiByKubePrism],
        livenessProbe: probe,
        readinessProbe: probe,
        resources,
        securityContext: { ...confinedContainer, capabilities: { drop: ["ALL"] } },
        volumeMounts: [{ name: configuration.volume, mountPath: configuration.folder, readOnly: true }],
      },
    ],
    volumes: [{ name: configuration.volume, configMap: { name: configMap } }],
  };
}

/** The name of the configuration's file, which is its key in the ConfigMap too. */
export const gcpConfigurationFile = configuration.file;

/**
 * What the controller may do in the whole cluster. Upstream's role may also read everything and write Secrets, for
 * controllers that only run in Google's own clusters.
 */
export const gcpClusterRules: rbac.v1.PolicyRule[] = [
  { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch", "update", "patch", "delete"] },
  { apiGroups: [""], resources: ["nodes/status"], verbs: ["patch", "update"] },
  { apiGroups: [""], resources: ["services"], verbs: ["get", "list", "watch", "update", "patch"] },
  { apiGroups: [""], resources: ["services/status"], verbs: ["patch", "update"] },
  { apiGroups: [""], resources: ["events"], verbs: ["create", "patch", "update"] },
  // Who asks it for its metrics is judged by the API server.
  { apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["create"] },
  { apiGroups: ["authorization.k8s.io"], resources: ["subjectaccessreviews"], verbs: ["create"] },
];

/** The ConfigMap in which the controller keeps the number by which it names what it makes for Services. */
const identity = "ingress-uid";

/** What the controller may do in its own namespace: which pod leads, and the number of the cluster. */
export const gcpNamespaceRules: rbac.v1.PolicyRule[] = [
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["create"] },
  {
    apiGroups: ["coordination.k8s.io"],
    resources: ["leases"],
    resourceNames: [controllerName],
    verbs: ["get", "update"],
  },
  { apiGroups: [""], resources: ["configmaps"], verbs: ["create"] },
  {
    apiGroups: [""],
    resources: ["configmaps"],
    resourceNames: [identity],
    verbs: ["get", "list", "watch", "update"],
  },
];
