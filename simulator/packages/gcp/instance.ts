import { digits, type CloudRecord } from "../../core/cloud.ts";
import type { CallContext, Properties, ResourceState, SimulatedResource, World } from "../../core/kind.ts";
import { machineOf, putMachine, removeMachine } from "../../core/machine.ts";
import { removeAbandonedClusters } from "../kubernetes/cluster.ts";
import { bootWithUserData } from "../talos/boot.ts";
import { addressIn } from "./address.ts";
import { attachmentsOf, unlink } from "./attachments.ts";
import { computeResource, missing } from "./compute.ts";
import type { TalosContent } from "./image.ts";
import { refuseInstance, typeOf, type InstanceInputs } from "./instance-rules.ts";
import { idIn, nameIn, recordOf } from "./paths.ts";

const made = computeResource({
  token: "gcp:compute/instance:Instance",
  collection: "gcpInstance",
  plural: "instances",
  scope: "zonal",
  replaceOn: ["bootDisk", "description", "hostname", "networkInterfaces", "scratchDisks", "minCpuPlatform"],
  deleteBeforeReplace: true,
  // Groups and attachments lose a machine that goes.
  kept: false,
  refersTo: [
    {
      path: "bootDisk.source",
      collection: "gcpDisk",
      missing: missing("disks[0].source", "disk"),
      idOf: idIn("gcpDisk"),
    },
    {
      path: "networkInterfaces[].subnetwork",
      collection: "gcpSubnetwork",
      missing: missing("networkInterfaces[0].subnetwork", "subnetwork"),
      idOf: idIn("gcpSubnetwork"),
    },
    {
      path: "serviceAccount.email",
      collection: "gcpServiceAccount",
      missing: (email) =>
        `googleapi: Error 400: The resource '${email}' of type 'serviceAccount' was not found., invalid`,
      idOf: accountId,
    },
    {
      path: "resourcePolicies",
      collection: "gcpResourcePolicy",
      missing: missing("resourcePolicies[0]", "resourcePolicy"),
      idOf: idIn("gcpResourcePolicy"),
    },
  ],
  rules: refuseInstance,
  computed: (id, inputs, { world }, before) => ({
    cpuPlatform: "Intel Cascade Lake",
    currentStatus: inputs["desiredStatus"] ?? "RUNNING",
    instanceId: String(BigInt(`0x${digits(id, 15)}`)),
    networkInterfaces: cardsOf(id, inputs as unknown as InstanceInputs, world, before),
  }),
  settle: (id, record, world) => {
    boot(id, record, world);
  },
  unsettle: (id, _record, world) => {
    unlink(world, id);
    removeMachine(world, "gcp", id);
    removeAbandonedClusters(world);
  },
  mayDelete: (id, { inputs }) => {
    if (inputs["deletionProtection"] === true) {
      throw new Error(
        `Cannot delete instance ${nameIn(id)}: instance Deletion Protection is enabled. Set deletion_protection to false for this resource and run "terraform apply" before attempting to delete it.`,
      );
    }
  },
});

/** A machine. One that boots an image of Talos for Google Cloud, with a configuration in its metadata, is configured. */
export const instance: SimulatedResource = {
  ...made,
  read(id, outputs, context) {
    const state = made.read?.(id, outputs, context);
    return state && seen(id, state, context);
  },
};

/** A machine as it is: whether it runs, and the disks that others attached. */
function seen(id: string, { outputs }: ResourceState, { world }: CallContext): ResourceState {
  const status = machineOf(world, "gcp", id)?.power === "stopped" ? "TERMINATED" : "RUNNING";
  const attachedDisks = attachmentsOf(world, id).map(({ value: { inputs, computed } }) => ({
    source: inputs["disk"],
    deviceName: inputs["deviceName"],
    mode: computed["mode"],
  }));
  return {
    id,
    outputs: {
      ...outputs,
      currentStatus: status,
      ...(outputs["desiredStatus"] !== undefined && { desiredStatus: status }),
      ...(attachedDisks.length > 0 && { attachedDisks }),
    },
  };
}

function accountId(email: string, world: World): string {
  const account = world
    .list<CloudRecord>("gcpServiceAccount")
    .find(({ value }) => value.computed["email"] === email);
  return account?.id ?? email;
}

/** The network cards with their addresses, which a machine keeps as long as it is there. */
function cardsOf(
  id: string,
  { networkInterfaces }: InstanceInputs,
  world: World,
  before?: Properties,
): Properties[] {
  const olds = (before?.["networkInterfaces"] ?? []) as { networkIp: string }[];
  return networkInterfaces.map((card, index) => {
    const subnetwork = recordOf(world, "gcpSubnetwork", card.subnetwork);
    return {
      ...card,
      name: `nic${index}`,
      network: subnetwork?.computed["network"],
      networkIp:
        card.networkIp ?? olds[index]?.networkIp ?? addressIn(world, card.subnetwork, `${id}/${index}`),
      stackType: "IPV4_ONLY",
    };
  });
}

/** Starts what is on the disk. Only the image for Google Cloud reads the configuration in the metadata. */
function boot(id: string, { inputs, computed }: CloudRecord, world: World): void {
  const {
    bootDisk,
    desiredStatus = "RUNNING",
    machineType,
    metadata = {},
    zone,
  } = inputs as unknown as InstanceInputs;
  const disk = recordOf(world, "gcpDisk", bootDisk.source);
  const content = disk?.computed["talos"] as TalosContent | undefined;
  const [card] = computed["networkInterfaces"] as { networkIp: string }[];
  if (content === undefined || card === undefined) {
    removeMachine(world, "gcp", id);
    return;
  }
  const isNew = machineOf(world, "gcp", id) === undefined;
  const type = typeOf(machineType);
  putMachine(world, {
    ...{ provider: "gcp", providerId: id, name: nameIn(id), address: card.networkIp, host: zone },
    mac: macOf(card.networkIp),
    ...{ platform: content.platform, schematic: content.schematic, talosVersion: content.talosVersion },
    private: true,
    power: desiredStatus === "RUNNING" ? "running" : "stopped",
    ...{ cpu: type?.guestCpus ?? 0, memoryMiB: type?.memoryMb ?? 0 },
    disks: [
      { interface: "boot", sizeGiB: Number(disk?.computed["size"]), datastore: String(disk?.inputs["type"]) },
    ],
  });
  if (isNew && content.platform === "gcp") {
    bootWithUserData(world, card.networkIp, Buffer.from(metadata["user-data"] ?? ""));
  }
}

/** Google Cloud makes the hardware address of the private one. */
function macOf(address: string): string {
  const bytes = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
  return ["42", "01", ...bytes].join(":");
}
