import { createHash } from "node:crypto";
import type { CheckFailure, InputSchema, Properties, SimulatedResource, World } from "../../core/kind.ts";
import { secondsOf } from "../../core/durations.ts";
import { ClusterApi } from "../kubernetes/api.ts";
import {
  etcdOf,
  joinNode,
  removeAbandonedClusters,
  type ClusterRecord,
  type Machine,
} from "../kubernetes/cluster.ts";
import { applyTalosManifests } from "../kubernetes/talos-manifests.ts";
import { factsOf, type Facts } from "./facts.ts";
import { reach, rpcError } from "./machine.ts";
import type { ClientConfiguration } from "./pki/secrets.ts";
import { configurationProblems, parseDocuments, patchMachineConfiguration } from "./render/index.ts";

const modes = ["auto", "reboot", "no_reboot", "staged", "staged_if_needing_reboot"];

/** Shape of the credentials that a Talos API call carries. */
export const clientSchema: InputSchema = {
  caCertificate: { type: "string", required: true },
  clientCertificate: { type: "string", required: true },
  clientKey: { type: "string", required: true },
};

const token = "talos:machine/configurationApply:ConfigurationApply";

/** The configuration of one machine: `talos:machine/configurationApply:ConfigurationApply`. */
export const configurationApplyResource: SimulatedResource = {
  schema: {
    node: { type: "string", required: true },
    endpoint: { type: "string" },
    applyMode: { type: "string" },
    clientConfiguration: { type: "object", properties: clientSchema },
    clientConfigurationWo: { type: "object", properties: clientSchema },
    machineConfigurationInput: { type: "string" },
    machineConfigurationInputWo: { type: "string" },
    configPatches: { type: "array", items: { type: "string" } },
    onDestroy: {
      type: "object",
      properties: { reset: { type: "boolean" }, graceful: { type: "boolean" }, reboot: { type: "boolean" } },
    },
    timeouts: { type: "object" },
    machineConfiguration: { type: "string" },
    machineConfigurationHash: { type: "string" },
    resolvedApplyMode: { type: "string" },
  },
  secretOutputs: ["clientConfiguration.clientKey", "machineConfiguration", "machineConfigurationInput"],
  volatileOutputs: ["machineConfiguration", "machineConfigurationHash", "resolvedApplyMode"],

  defaults: ({ onDestroy, ...inputs }) => ({
    applyMode: "auto",
    ...(inputs["node"] !== undefined && { endpoint: inputs["node"] }),
    ...inputs,
    ...(onDestroy !== undefined && onDestroy !== null
      ? { onDestroy: { reset: false, graceful: true, reboot: false, ...onDestroy } }
      : {}),
  }),
  check,

  create: (inputs, { world }) => apply(inputs, world),
  /** The provider reads nothing from the machine, so a configuration that somebody else changed is not found. */
  read: (id, outputs) => ({ id, outputs }),
  update: (_id, _outputs, inputs, { world }) => apply(inputs, world),
  delete: (_id, outputs, { world }) => {
    const { reset, graceful, reboot } = (outputs["onDestroy"] ?? {}) as OnDestroy;
    if (reset === true) {
      resetMachine(world, outputs, graceful !== false, reboot === true);
    }
  },

  seconds: secondsOf(token),
};

interface OnDestroy {
  readonly reset?: boolean;
  readonly graceful?: boolean;
  readonly reboot?: boolean;
}

function check(inputs: Properties): CheckFailure[] {
  const { applyMode } = inputs;
  return typeof applyMode === "string" && !modes.includes(applyMode)
    ? [{ property: "applyMode", reason: `value must be one of ${modes.join(", ")}, got "${applyMode}"` }]
    : [];
}

function apply(inputs: Properties, world: World): { id: string; outputs: Properties } {
  const configuration = patchMachineConfiguration(configurationOf(inputs), patchesOf(inputs));
  const node = String(inputs["node"]);
  try {
    configure(world, reach(world, node, clientOf(inputs), endpointOf(inputs)), configuration);
  } catch (error) {
    throw new Error(`Error applying configuration: ${(error as Error).message}`, { cause: error });
  }
  const { applyMode } = inputs;
  return {
    id: "machine_configuration_apply",
    outputs: {
      ...inputs,
      machineConfiguration: configuration,
      machineConfigurationHash: sha256(configuration),
      // The one mode that the provider resolves: nothing that is simulated needs a reboot once Talos is installed.
      resolvedApplyMode: applyMode === "staged_if_needing_reboot" ? "auto" : applyMode,
    },
  };
}

/**
 * Gives a machine its configuration, with all that follows for its cluster.
 *
 * @throws Error as the Talos API's when the machine can't use it.
 */
export function configure(world: World, machine: Machine, configuration: string): void {
  const documents = parseDocuments(configuration);
  const problems = configurationProblems(documents);
  if (problems.length > 0) {
    throw rpcError("InvalidArgument", `configuration validation failed: ${problems.join("; ")}`);
  }
  const facts = factsOf(documents, machine);
  const { role, hostname, clusterId, endpoint, authority } = facts;
  const talos = {
    mode: "configured",
    config: sha256(configuration),
    role,
    hostname,
    clusterId,
    endpoint,
    authority,
  };
  world.put("machine", machine.address, { ...machine, talos });
  if (facts.controlPlane !== undefined) {
    configureCluster(world, facts, facts.controlPlane);
  }
  joinNode(world, clusterId, { name: hostname, address: machine.address, role });
}

function configureCluster(
  world: World,
  { clusterId, endpoint }: Facts,
  planned: NonNullable<Facts["controlPlane"]>,
): void {
  const existing = world.get<ClusterRecord>("cluster", clusterId);
  world.put("cluster", clusterId, { bootstrapped: false, nodes: [], ...existing, ...planned, endpoint });
  if (existing?.bootstrapped === true) {
    applyTalosManifests(new ClusterApi(world, clusterId));
  }
}

function resetMachine(world: World, outputs: Properties, graceful: boolean, reboot: boolean): void {
  const node = String(outputs["node"]);
  const { talos, ...machine } = reach(world, node, clientOf(outputs), endpointOf(outputs));
  if (talos?.role === "controlplane" && talos.clusterId !== undefined) {
    try {
      leaveEtcd(world, talos.clusterId, graceful);
    } catch (error) {
      throw new Error(`Error resetting machine: ${(error as Error).message}`, { cause: error });
    }
  }
  const power = reboot ? "running" : "stopped";
  world.put("machine", node, { ...machine, power, talos: { mode: "maintenance" } });
  removeAbandonedClusters(world);
}

/**
 * What becomes of etcd when a control plane is reset. Gracefully it leaves, which takes a majority and somebody to stay;
 * otherwise it is gone and still counts as a member.
 */
function leaveEtcd(world: World, clusterId: string, graceful: boolean): void {
  const cluster = world.get<ClusterRecord>("cluster", clusterId);
  if (cluster?.bootstrapped !== true) {
    return;
  }
  if (!graceful) {
    world.put("cluster", clusterId, { ...cluster, lostMembers: (cluster.lostMembers ?? 0) + 1 });
    return;
  }
  const { members, healthy } = etcdOf(world, clusterId);
  if (members === 1) {
    throw rpcError(
      "FailedPrecondition",
      "failed to leave etcd: this is the last member of the cluster, reset it with graceful = false",
    );
  }
  if (healthy <= members / 2) {
    throw rpcError("Unavailable", "failed to leave etcd: etcdserver: no leader");
  }
}

/** The configuration input; its write-only form wins. */
function configurationOf(inputs: Properties): string {
  const configuration = inputs["machineConfigurationInputWo"] ?? inputs["machineConfigurationInput"];
  if (typeof configuration !== "string") {
    throw new Error(
      "Missing machine configuration input: exactly one of machine_configuration_input or machine_configuration_input_wo must be set",
    );
  }
  return configuration;
}

function patchesOf(inputs: Properties): readonly string[] {
  return (inputs["configPatches"] ?? []) as readonly string[];
}

/** Credentials of a call; their write-only form wins. */
export function clientOf(inputs: Properties): ClientConfiguration {
  const client = inputs["clientConfigurationWo"] ?? inputs["clientConfiguration"];
  if (client === undefined || client === null) {
    throw new Error(
      "Missing client configuration: exactly one of client_configuration or client_configuration_wo must be set",
    );
  }
  return client as ClientConfiguration;
}

/** Address that a call goes through, undefined for the machine itself. */
export function endpointOf(inputs: Properties): string | undefined {
  return typeof inputs["endpoint"] === "string" ? inputs["endpoint"] : undefined;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
