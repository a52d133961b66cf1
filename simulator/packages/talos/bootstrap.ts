import { secondsOf } from "../../core/durations.ts";
import type { Properties, SimulatedResource, World } from "../../core/kind.ts";
import { ClusterApi } from "../kubernetes/api.ts";
import { joinNode, type ClusterRecord, type Machine } from "../kubernetes/cluster.ts";
import { applyTalosManifests } from "../kubernetes/talos-manifests.ts";
import { clientOf, clientSchema, endpointOf } from "./configuration-apply.ts";
import { reachControlPlane, rpcError } from "./machine.ts";

/** The first start of a cluster's etcd: `talos:machine/bootstrap:Bootstrap`. */
export const bootstrapResource: SimulatedResource = {
  schema: {
    node: { type: "string", required: true },
    endpoint: { type: "string" },
    clientConfiguration: { type: "object", properties: clientSchema },
    clientConfigurationWo: { type: "object", properties: clientSchema },
    timeouts: { type: "object" },
  },
  secretOutputs: ["clientConfiguration.clientKey"],

  defaults: (inputs) => ({ ...(inputs["node"] !== undefined && { endpoint: inputs["node"] }), ...inputs }),

  create(inputs, { world }) {
    try {
      bootstrap(world, inputs);
    } catch (error) {
      throw new Error(`Error bootstrapping node: ${(error as Error).message}`, { cause: error });
    }
    return { id: "machine_bootstrap", outputs: { ...inputs } };
  },

  /** The provider reads nothing from the machine. */
  read: (id, outputs) => ({ id, outputs }),
  /** Another node or other credentials change nothing about a cluster that was bootstrapped. */
  update: (id, _outputs, inputs) => ({ id, outputs: { ...inputs } }),

  seconds: secondsOf("talos:machine/bootstrap:Bootstrap"),
};

function bootstrap(world: World, inputs: Properties): void {
  const { clusterId } = reachControlPlane(
    world,
    String(inputs["node"]),
    clientOf(inputs),
    endpointOf(inputs),
    "bootstrap",
  );
  const cluster = world.get<ClusterRecord>("cluster", clusterId);
  if (cluster?.bootstrapped === true) {
    throw rpcError("AlreadyExists", "etcd data directory is not empty");
  }
  world.put("cluster", clusterId, { ...cluster, bootstrapped: true });
  for (const { value } of world.list<Machine>("machine")) {
    const { talos, address } = value;
    if (talos?.clusterId === clusterId && talos.role !== undefined && talos.hostname !== undefined) {
      joinNode(world, clusterId, { name: talos.hostname, address, role: talos.role });
    }
  }
  applyTalosManifests(new ClusterApi(world, clusterId));
}
