import type { Resource, StackView } from "../judge/resource.ts";
import { isOfType } from "../judge/resource.ts";
import type { Value } from "../judge/value.ts";
import { NotKnown } from "../judge/value.ts";
import { machines } from "./machine.ts";
import { platformOf } from "./platform.ts";
import { isControlPlane } from "./role.ts";

/** What a cluster runs on, as far as a stack makes it. */
interface ClusterMachines {
  readonly controlPlanes: readonly Resource[];

  /** All other machines. */
  readonly others: readonly Resource[];
}

/** Resources that stand for many machines, whose number and place they do not say. */
const templates = /Template$|ScaleSet$/;

const configured = "talos:machine/configurationApply:ConfigurationApply";
const bootstrap = "talos:machine/bootstrap:Bootstrap";

/** The machines of each cluster in a stack. */
export function clusterMachines(stack: StackView): ClusterMachines[] {
  const single = (resource: Resource) => isOfType(resource, machines) && !templates.test(resource.type);
  return byCluster(stack, stack.resources.filter(single)).map((members) => ({
    controlPlanes: members.filter(isControlPlane),
    others: members.filter((machine) => !isControlPlane(machine)),
  }));
}

/**
 * The control planes of each cluster: its machines, or the configurations that are applied, where the machines are made
 * elsewhere or cannot be told apart.
 */
export function controlPlanes(stack: StackView): (readonly Resource[])[] {
  const made = clusterMachines(stack).map((cluster) => cluster.controlPlanes);
  const applied = stack.resources.filter(({ type }) => type === configured).filter(isControlPlane);
  const sets = made.flat().length >= applied.length ? made : byCluster(stack, applied);
  return sets.filter(({ length }) => length > 0);
}

/** What fails as one: the host of a virtual machine, or the zone of a cloud. Throws `NotKnown` where that is chosen later. */
function placeOf(machine: Resource): string {
  const place = placeIn(machine);
  const text = place.text();
  if (text !== undefined) {
    return text;
  }
  if (platformOf(machine) === "azure") {
    return "no zone";
  }
  throw new NotKnown(place.path);
}

/** Machines by the place that they fail with. */
export function byPlace(members: readonly Resource[]): [string, readonly Resource[]][] {
  return [...Map.groupBy(members, placeOf)];
}

/**
 * Resources by the cluster that they belong to. A stack that bootstraps several must make each of them in components of
 * its own: by those they are told apart.
 */
export function byCluster({ resources }: StackView, members: readonly Resource[]): (readonly Resource[])[] {
  const clusters = resources.filter(({ type }) => type === bootstrap).length;
  return clusters > 1 ? [...Map.groupBy(members, ({ parent }) => parent).values()] : [members];
}

/** Names for a message, in the same order whatever the engine passed on first. */
export function named(members: readonly Resource[]): string {
  return members
    .map(({ name }) => name)
    .sort()
    .join(", ");
}

function placeIn(machine: Resource): Value {
  const { props } = machine;
  switch (platformOf(machine)) {
    case "azure":
      return props.at("zones", 0);
    case "gcp":
      return props.at("zone");
    case "aws":
      return props.at("availabilityZone");
    default:
      return props.at("nodeName");
  }
}
