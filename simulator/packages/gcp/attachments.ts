import { cloudResource, usersOf, type CloudRecord } from "../../core/cloud.ts";
import type { CallContext, Properties, World } from "../../core/kind.ts";
import { missing } from "./compute.ts";
import { durations } from "./durations.ts";
import { idIn, invalid, nameIn, projectOf, zoneOf } from "./paths.ts";
import { schemaOf } from "./schema.ts";
import { refreshBalancers } from "./targets.ts";

const diskToken = "gcp:compute/attachedDisk:AttachedDisk";
const memberToken = "gcp:compute/instanceGroupMembership:InstanceGroupMembership";

const toInstance = {
  path: "instance",
  collection: "gcpInstance",
  missing: missing("instance", "instance"),
  idOf: idIn("gcpInstance"),
};

/** A disk that is attached to a machine which is there already. */
export const attachedDisk = cloudResource({
  token: diskToken,
  collection: "gcpAttachedDisk",
  schema: schemaOf(diskToken),
  seconds: durations[diskToken],
  replaceOn: ["disk", "instance", "zone", "project", "deviceName", "mode", "interface"],
  deleteBeforeReplace: true,
  updatable: false,
  refersTo: [
    { path: "disk", collection: "gcpDisk", missing: missing("source", "disk"), idOf: idIn("gcpDisk") },
    toInstance,
  ],
  idOf: (inputs, context) =>
    `projects/${projectOf(inputs, context)}/zones/${zoneOf(inputs, context)}/instances/${nameIn(String(inputs["instance"]))}/${nameIn(String(inputs["disk"]))}`,
  rules: refuseAttachment,
  computed: (_id, { mode = "READ_WRITE" }) => ({ mode }),
});

function refuseAttachment(inputs: Properties, context: CallContext): void {
  const { world } = context;
  const zone = zoneOf(inputs, context);
  const [diskId, instanceId] = [
    idIn("gcpDisk")(String(inputs["disk"]), world),
    idIn("gcpInstance")(String(inputs["instance"]), world),
  ];
  for (const [field, id] of Object.entries({ source: diskId, instance: instanceId })) {
    if (!id.includes(`/zones/${zone}/`)) {
      throw invalid(field, id, `Disk and machine must be in the zone ${zone}.`);
    }
  }
  refuseUsed(world, diskId);
  const { deviceName } = inputs;
  const named = attachmentsOf(world, instanceId).find(
    ({ value }) => value.inputs["deviceName"] === deviceName,
  );
  if (deviceName !== undefined && named !== undefined) {
    throw invalid(
      "deviceName",
      deviceName,
      "The device name is already in use by another disk of the machine.",
    );
  }
}

/** Refuses a disk that another machine uses, or this one. */
export function refuseUsed(world: World, diskId: string, exceptInstance?: string): void {
  const user = machineWith(world, diskId);
  if (user !== undefined && user !== exceptInstance) {
    throw new Error(
      `googleapi: Error 400: The disk resource '${diskId}' is already being used by '${user}', resourceInUseByAnotherResource`,
    );
  }
}

/** A machine that uses a disk, by its id; undefined where none does. */
function machineWith(world: World, diskId: string): string | undefined {
  for (const user of usersOf(world, "gcpDisk", diskId)) {
    const [collection = "", id = ""] = user.split("|");
    if (collection === "gcpInstance") {
      return id;
    }
    const attachment = world.get<CloudRecord>(collection, id);
    if (collection === "gcpAttachedDisk" && attachment !== undefined) {
      return idIn("gcpInstance")(String(attachment.inputs["instance"]), world);
    }
  }
  return undefined;
}

/** The disks that are attached to a machine. */
export function attachmentsOf(world: World, instanceId: string): Linked[] {
  return linkedTo(world, "gcpAttachedDisk", instanceId);
}

interface Linked {
  readonly id: string;
  readonly value: CloudRecord;
}

function linkedTo(world: World, collection: string, instanceId: string): Linked[] {
  return world
    .list<CloudRecord>(collection)
    .filter(({ value }) => idIn("gcpInstance")(String(value.inputs["instance"]), world) === instanceId);
}

/** A machine's place in an instance group. */
export const membership = cloudResource({
  token: memberToken,
  collection: "gcpMembership",
  schema: schemaOf(memberToken),
  seconds: durations[memberToken],
  replaceOn: ["instance", "instanceGroup", "zone", "project"],
  deleteBeforeReplace: true,
  updatable: false,
  refersTo: [
    toInstance,
    {
      path: "instanceGroup",
      collection: "gcpInstanceGroup",
      missing: missing("instanceGroup", "instanceGroup"),
      idOf: idIn("gcpInstanceGroup"),
    },
  ],
  idOf: (inputs, context) =>
    [
      ...[projectOf(inputs, context), zoneOf(inputs, context)],
      ...[nameIn(String(inputs["instanceGroup"])), nameIn(String(inputs["instance"]))],
    ].join("/"),
  rules: (inputs, context) => {
    const zone = zoneOf(inputs, context);
    const id = idIn("gcpInstance")(String(inputs["instance"]), context.world);
    if (!id.includes(`/zones/${zone}/`)) {
      throw invalid("instances", id, `Group and machine must be in the zone ${zone}.`);
    }
  },
  settle: (_id, _record, world) => {
    refreshBalancers(world);
  },
  unsettle: (_id, _record, world) => {
    refreshBalancers(world);
  },
});

/** Takes away what goes with a machine: the attachments of its disks, and its places in groups. */
export function unlink(world: World, instanceId: string): void {
  for (const collection of ["gcpAttachedDisk", "gcpMembership"]) {
    for (const { id } of linkedTo(world, collection, instanceId)) {
      world.remove(collection, id);
      world.remove("reference", `${collection}|${id}`);
    }
  }
  refreshBalancers(world);
}
