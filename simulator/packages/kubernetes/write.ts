import { createHash } from "node:crypto";

import type { Properties } from "../../core/kind.ts";
import { alreadyExists, notFound, type ClusterApi } from "./api.ts";
import { apply, handedOver, nameless, ownedBy, type Managed } from "./field-managers.ts";
import { ApiError, textAt, uidOf, type KubernetesObject } from "./objects.ts";

/** What is to be stored, and under which name the provider wrote it. */
export interface Written extends Managed {
  readonly manager: string;
}

/** The manager of what is written without server-side apply, which is how objects are created. */
const clientSide = "pulumi-kubernetes";

/**
 * The object that a creation leads to. One that is there is taken over if the provider was told so.
 *
 * @throws ApiError when it is there and is not taken over, or when somebody else wrote a field of it differently.
 */
export function created(object: KubernetesObject, api: ClusterApi, config: Properties): Written {
  const found = api.get({ ...object, ...object.metadata });
  const manager = givenManager(object) ?? newManager(api, object);
  const upserts = appliesOnServer(config) && config["upsertExistingObjects"] === true;
  if (found === undefined) {
    return { manager, object, managers: ownedBy(upserts ? manager : clientSide, object) };
  }
  if (!upserts) {
    throw new ApiError(
      `${alreadyExists({ ...object, ...object.metadata }).message}\n\nThe resource already exists in the cluster. ` +
        "Import it, manage single fields of it by a Patch resource, or set upsertExistingObjects on the provider.",
    );
  }
  const live = { object: found, managers: api.managersOf(found) };
  return { manager, ...apply(live, { manager, object, force: isForced(object, config) }) };
}

/**
 * The object that an update leads to.
 *
 * @param previous The manager's name in the state.
 * @throws ApiError when it is gone, or when somebody else wrote a field of it differently.
 */
export function updated(
  object: KubernetesObject,
  api: ClusterApi,
  config: Properties,
  previous: string | undefined,
): Written {
  const reference = { ...object, ...object.metadata };
  const found = api.get(reference);
  if (found === undefined) {
    throw notFound(reference);
  }
  if (!appliesOnServer(config)) {
    return { manager: clientSide, object, managers: ownedBy(clientSide, object) };
  }
  const manager = givenManager(object) ?? previous ?? newManager(api, found);
  const managers = handedOver(api.managersOf(found), [clientSide, nameless], manager);
  const applied = apply({ object: found, managers }, { manager, object, force: isForced(object, config) });
  return previous === undefined || previous === manager
    ? { manager, ...applied }
    : { manager, ...apply(applied, { manager: previous, object: undefined, force: false }) };
}

function appliesOnServer(config: Properties): boolean {
  return config["enableServerSideApply"] !== false;
}

function isForced(object: KubernetesObject, config: Properties): boolean {
  return (
    config["enablePatchForce"] === true ||
    textAt(object, "metadata", "annotations", "pulumi.com/patchForce") === "true"
  );
}

function givenManager(object: KubernetesObject): string | undefined {
  return textAt(object, "metadata", "annotations", "pulumi.com/patchFieldManager");
}

/** A name that nobody used for the object yet: the provider draws one for each creation. */
function newManager(api: ClusterApi, object: KubernetesObject): string {
  const drawn = [uidOf(api.cluster.name, object), ...Object.keys(api.managersOf(object))].join(" ");
  return `${clientSide}-${createHash("sha256").update(drawn).digest("hex").slice(0, 8)}`;
}
