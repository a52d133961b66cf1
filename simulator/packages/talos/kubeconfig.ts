import { createPrivateKey } from "node:crypto";
import { stringify } from "yaml";
import { secondsOf } from "../../core/durations.ts";
import type { SimulatedResource } from "../../core/kind.ts";
import type { ClusterRecord } from "../kubernetes/cluster.ts";
import { clientOf, clientSchema, endpointOf } from "./configuration-apply.ts";
import { reachControlPlane, rpcError } from "./machine.ts";
import { kubernetesAdministrator } from "./pki/secrets.ts";

/** The administrator's access to a cluster: `talos:cluster/kubeconfig:Kubeconfig`. */
export const kubeconfigResource: SimulatedResource = {
  schema: {
    node: { type: "string", required: true },
    endpoint: { type: "string" },
    clientConfiguration: { type: "object", required: true, properties: clientSchema },
    certificateRenewalDuration: { type: "string" },
    timeouts: { type: "object" },
    kubeconfigRaw: { type: "string" },
    kubernetesClientConfiguration: { type: "object" },
  },
  secretOutputs: [
    "clientConfiguration.clientKey",
    "kubeconfigRaw",
    "kubernetesClientConfiguration.clientKey",
  ],

  defaults: (inputs) => ({
    certificateRenewalDuration: "720h",
    ...(inputs["node"] !== undefined && { endpoint: inputs["node"] }),
    ...inputs,
  }),

  check: ({ certificateRenewalDuration: duration }) =>
    typeof duration === "string" && !/^(\d+(\.\d+)?(h|m|s))+$/.test(duration)
      ? [
          {
            property: "certificateRenewalDuration",
            reason: `time: invalid duration ${JSON.stringify(duration)}`,
          },
        ]
      : [],

  create(inputs, { world }) {
    try {
      const node = String(inputs["node"]);
      const { clusterId } = reachControlPlane(
        world,
        node,
        clientOf(inputs),
        endpointOf(inputs),
        "kubeconfig",
      );
      const cluster = world.get<ClusterRecord>("cluster", clusterId);
      if (cluster?.bootstrapped !== true) {
        throw rpcError(
          "FailedPrecondition",
          `cluster is not bootstrapped yet: no control plane runs on ${node}`,
        );
      }
      return { id: cluster.name, outputs: { ...inputs, ...administratorAccess(cluster) } };
    } catch (error) {
      throw new Error(`failed to retrieve kubeconfig: ${(error as Error).message}`, { cause: error });
    }
  },

  /** The provider reads nothing from the cluster. */
  read: (id, outputs) => ({ id, outputs }),
  /** The certificate lives for a year and is renewed when little of that is left, which no simulation reaches. */
  update: (id, outputs, inputs) => ({ id, outputs: { ...outputs, ...inputs } }),

  seconds: secondsOf("talos:cluster/kubeconfig:Kubeconfig"),
};

function administratorAccess({ name, endpoint, ca, caKey }: ClusterRecord): Record<string, unknown> {
  const { cert, key } = kubernetesAdministrator(createPrivateKey(Buffer.from(caKey, "base64")));
  const [clientCertificate, clientKey] = [base64(cert), base64(key)];
  const user = `admin@${name}`;
  const kubeconfigRaw = stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name, cluster: { server: endpoint, "certificate-authority-data": ca } }],
      users: [
        { name: user, user: { "client-certificate-data": clientCertificate, "client-key-data": clientKey } },
      ],
      contexts: [{ name: user, context: { cluster: name, namespace: "default", user } }],
      "current-context": user,
    },
    { lineWidth: 0 },
  );
  return {
    kubeconfigRaw,
    kubernetesClientConfiguration: { host: endpoint, caCertificate: ca, clientCertificate, clientKey },
  };
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
