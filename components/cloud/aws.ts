import type { AwsControllerArgs } from "./args.ts";
import {
  apiByKubePrism,
  commonFlags,
  confinedContainer,
  confinedPod,
  namespace,
  onControlPlanes,
  resources,
  tolerations,
} from "./shared.ts";

/** Where the project publishes its chart. */
export const awsRepository = "https://kubernetes.github.io/cloud-provider-aws";

export const awsChart = "aws-cloud-controller-manager";

/**
 * Values of the chart `aws-cloud-controller-manager`, whose DaemonSet runs one pod on each control plane.
 *
 * The controller that takes up new nodes is left out: it finds a machine by the private DNS name that AWS gives it, and our
 * nodes have names of their own. Talos' cloud controller manager takes them up, and writes down which machine each one is
 * (`initializeNodes` of `KubeletCsrApprover`); from then on everything here goes by that.
 */
export function awsValues(args: AwsControllerArgs) {
  return {
    namespace,
    image: { repository: "registry.k8s.io/provider-aws/cloud-controller-manager", tag: `v${args.version}` },
    args: ["--v=2", "--cloud-provider=aws", ...commonFlags(args, ["cloud-node-lifecycle"])],
    // The network of the machine, whose metadata service answers nobody else.
    hostNetworking: true,
    nodeSelector: onControlPlanes,
    tolerations: [...tolerations],
    env: [...apiByKubePrism],
    podSecurityContext: confinedPod,
    securityContext: confinedContainer,
    resources,
  };
}
