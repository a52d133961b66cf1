import type { CheckFailure, Properties, SimulatedResource } from "../../core/kind.ts";
import { removeAbandonedClusters } from "../kubernetes/cluster.ts";
import { generateIdentity, type Identity } from "./pki/secrets.ts";
import { contractOf, defaultContract } from "./render/index.ts";

/**
 * The secrets of a cluster: `talos:machine/secrets:Secrets`.
 *
 * They are random, unless the world holds an item `identity` of that resource's URN: with the same secrets prepared in two
 * worlds, the same program makes the same world twice.
 */
export const secretsResource: SimulatedResource = {
  schema: {
    talosVersion: { type: "string" },
    clientConfiguration: { type: "object" },
    machineSecrets: { type: "object" },
  },
  secretOutputs: [
    "clientConfiguration.clientKey",
    ...["etcd", "k8s", "k8sAggregator", "k8sServiceaccount", "os"].map(
      (part) => `machineSecrets.certs.${part}.key`,
    ),
    "machineSecrets.cluster.secret",
    "machineSecrets.secrets.bootstrapToken",
    "machineSecrets.secrets.secretboxEncryptionSecret",
    "machineSecrets.secrets.aescbcEncryptionSecret",
    "machineSecrets.trustdinfo.token",
  ],

  defaults: (inputs) => ({ talosVersion: defaultContract, ...inputs }),
  check: ({ talosVersion }) => versionFailures(talosVersion),

  /** An older contract needs other secrets, a newer one does not. */
  replaces(olds, news) {
    const [before, after] = [minorOf(olds["talosVersion"]), minorOf(news["talosVersion"])];
    return before !== undefined && after !== undefined && after < before ? ["talosVersion"] : [];
  },

  create(inputs, { world, urn }) {
    const identity = world.get<Identity>("identity", urn) ?? generateIdentity();
    return { id: "machine_secrets", outputs: { ...inputs, ...identity } };
  },

  update: (id, outputs, inputs) => ({ id, outputs: { ...outputs, ...inputs } }),
  delete: (_id, _outputs, { world }) => {
    removeAbandonedClusters(world);
  },

  /** Made by the provider itself, without any call. */
  seconds: () => 0,
};

/** Objections to a version contract. */
function versionFailures(version: unknown): CheckFailure[] {
  if (typeof version !== "string") {
    return [];
  }
  try {
    contractOf(version);
    return [];
  } catch (error) {
    return [{ property: "talosVersion", reason: (error as Error).message }];
  }
}

/** Minor version of a contract, undefined while it is not known. */
function minorOf(version: Properties[string]): number | undefined {
  return typeof version === "string" ? Number(contractOf(version).split(".")[1]) : undefined;
}
