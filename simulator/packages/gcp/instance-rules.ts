import { type CloudRecord } from "../../core/cloud.ts";
import type { CallContext, Properties } from "../../core/kind.ts";
import { refuseUsed } from "./attachments.ts";
import { machineTypes, type MachineType } from "./machine-type.ts";
import { idIn, invalid, nameIn, projectOf, recordOf, regionOfZone, zoneOf } from "./paths.ts";
import { refuseOver, thingsIn } from "./quota.ts";

/** What a machine is asked to be, as far as it is looked at. */
export interface InstanceInputs {
  readonly name: string;
  readonly zone: string;
  readonly machineType: string;
  readonly tags?: readonly string[];
  readonly desiredStatus?: string;
  readonly allowStoppingForUpdate?: boolean;
  readonly bootDisk: { readonly source: string; readonly deviceName?: string };
  readonly networkInterfaces: readonly {
    readonly subnetwork: string;
    readonly networkIp?: string;
    readonly nicType?: string;
  }[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly serviceAccount?: { readonly email: string; readonly scopes: readonly string[] };
  readonly shieldedInstanceConfig?: { readonly enableSecureBoot?: boolean; readonly enableVtpm?: boolean };
  readonly scheduling?: {
    readonly provisioningModel?: string;
    readonly preemptible?: boolean;
    readonly automaticRestart?: boolean;
    readonly onHostMaintenance?: string;
  };
  readonly resourcePolicies?: string;
}

/** A machine type by its name; undefined where there is none. */
export function typeOf(machineType: string): MachineType | undefined {
  return machineTypes.find(({ name }) => name === nameIn(machineType));
}

/** Refuses a machine that Google Cloud would not make or change. */
export function refuseInstance(inputs: Properties, context: CallContext, before?: CloudRecord): void {
  const wanted = inputs as unknown as InstanceInputs;
  refuseType(wanted);
  refuseBootDisk(wanted, context);
  refuseNetwork(wanted, context);
  refuseMetadata(wanted);
  refuseScheduling(wanted);
  if (before === undefined) {
    refuseOverQuota(wanted, inputs, context);
  } else {
    refuseRunning(wanted, before.inputs as unknown as InstanceInputs);
  }
}

function refuseType({ machineType, resourcePolicies, zone }: InstanceInputs): void {
  if (typeOf(machineType) === undefined) {
    throw invalid(
      "machineType",
      machineType,
      `Machine type with name '${machineType}' does not exist in zone '${zone}'.`,
    );
  }
  if (resourcePolicies !== undefined && !/^(c2|g2|n1|n2|n2d)-/.test(machineType)) {
    throw invalid(
      "resourcePolicies[0]",
      resourcePolicies,
      `Machines of the type ${machineType} can't be spread.`,
    );
  }
}

function refuseBootDisk(wanted: InstanceInputs, context: CallContext): void {
  const { world } = context;
  const zone = zoneOf(wanted as unknown as Properties, context);
  const { source } = wanted.bootDisk;
  const id = idIn("gcpDisk")(source, world);
  if (!id.includes(`/zones/${zone}/`)) {
    throw invalid("disks[0].source", source, `Disk must be in the same zone as the instance, ${zone}.`);
  }
  const project = projectOf(wanted as unknown as Properties, context);
  refuseUsed(world, id, `projects/${project}/zones/${zone}/instances/${wanted.name}`);
  const features = (recordOf(world, "gcpDisk", id)?.computed["guestOsFeatures"] ?? []) as { type: string }[];
  const has = (feature: string) => features.some(({ type }) => type === feature);
  const { enableVtpm = true, enableSecureBoot = false } = wanted.shieldedInstanceConfig ?? {};
  if (
    wanted.shieldedInstanceConfig !== undefined &&
    (enableVtpm || enableSecureBoot) &&
    !has("UEFI_COMPATIBLE")
  ) {
    throw invalid(
      "shieldedInstanceConfig",
      "",
      "You can only enable Shielded VM options on a disk with the guest OS feature UEFI_COMPATIBLE.",
    );
  }
  if (wanted.networkInterfaces.some(({ nicType }) => nicType === "GVNIC") && !has("GVNIC")) {
    throw invalid(
      "networkInterfaces[0].nicType",
      "GVNIC",
      "The boot disk's image lacks the guest OS feature GVNIC.",
    );
  }
}

function refuseNetwork({ networkInterfaces, zone }: InstanceInputs, { world }: CallContext): void {
  for (const { subnetwork } of networkInterfaces) {
    const id = idIn("gcpSubnetwork")(subnetwork, world);
    if (!id.includes(`/regions/${regionOfZone(zone)}/`)) {
      throw invalid(
        "networkInterfaces[0].subnetwork",
        subnetwork,
        `The subnetwork is not in the region of ${zone}.`,
      );
    }
  }
}

/** Source: Google Cloud documentation, "Custom metadata limitations". */
const metadataLimits = { value: 256 * 1024, total: 512 * 1024 };

function refuseMetadata({ metadata = {} }: InstanceInputs): void {
  const sizes = Object.entries(metadata).map(([key, value]) => ({ key, size: Buffer.byteLength(value) }));
  const large = sizes.find(({ size }) => size > metadataLimits.value);
  if (large !== undefined) {
    throw new Error(
      `googleapi: Error 400: Value for metadata key '${large.key}' is too large: maximum size is ${metadataLimits.value} characters; actual size ${large.size}., metadataValueTooLarge`,
    );
  }
  if (sizes.reduce((sum, { key, size }) => sum + key.length + size, 0) > metadataLimits.total) {
    throw new Error(
      `googleapi: Error 400: Total size of metadata is too large: maximum size is ${metadataLimits.total} bytes., metadataTotalTooLarge`,
    );
  }
}

function refuseScheduling({ scheduling = {} }: InstanceInputs): void {
  const { automaticRestart = true, onHostMaintenance, preemptible = false, provisioningModel } = scheduling;
  if ((provisioningModel === "SPOT") !== preemptible) {
    throw invalid("scheduling.provisioningModel", provisioningModel, "SPOT and preemptible go together.");
  }
  if (preemptible && (automaticRestart || onHostMaintenance === "MIGRATE")) {
    throw invalid(
      "scheduling.preemptible",
      true,
      "Scheduling must have preemptible be false when AutomaticRestart is true or OnHostMaintenance is MIGRATE.",
    );
  }
}

function refuseOverQuota(wanted: InstanceInputs, inputs: Properties, context: CallContext): void {
  const project = projectOf(inputs, context);
  const region = regionOfZone(wanted.zone);
  const others = thingsIn(context.world, "gcpInstance", `projects/${project}/zones/${region}-`);
  const cores = [wanted.machineType, ...others.map(({ value }) => String(value.inputs["machineType"]))]
    .map((type) => typeOf(type)?.guestCpus ?? 0)
    .reduce((sum, count) => sum + count, 0);
  refuseOver(context.world, project, "CPUS", cores, `in region ${region}`);
}

/** What only a machine that is stopped can be given. */
const needsStop = ["machineType", "serviceAccount", "shieldedInstanceConfig", "resourcePolicies"] as const;

function refuseRunning(wanted: InstanceInputs, before: InstanceInputs): void {
  const changed = needsStop.some((key) => JSON.stringify(wanted[key]) !== JSON.stringify(before[key]));
  if (changed && wanted.allowStoppingForUpdate !== true && before.desiredStatus !== "TERMINATED") {
    throw new Error(
      'Changing the machine_type, min_cpu_platform, service_account, enable_display, shielded_instance_config, scheduling.node_affinities or network_interface.[#d].(network/subnetwork/subnetwork_project) or advanced_machine_features on a started instance requires stopping it. To acknowledge this, please set allow_stopping_for_update = true in your config. You can also stop it by setting desired_status = "TERMINATED", but the instance will not be restarted after the update.',
    );
  }
}
