import { isDeepStrictEqual } from "node:util";

import type { World } from "../../core/kind.ts";
import { nodesOf, type ClusterRecord } from "./cluster.ts";
import { nameless, ownedBy, type FieldManagers } from "./field-managers.ts";
import { builtInKind, groupOf, resourceName, type Definition, type Kind } from "./kinds.ts";
import { ApiError, creationTimestamp, uidOf, type KubernetesObject } from "./objects.ts";

/** Where an object is. */
export interface Reference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

interface DefinitionRecord {
  /** Who brought it: a release, an object, or Talos. */
  readonly owner: string;
  readonly versions: readonly string[];
  readonly namespaced: boolean;
}

/** The objects and kinds of one cluster. */
export class ClusterApi {
  readonly id: string;
  readonly world: World;

  constructor(world: World, id: string) {
    this.world = world;
    this.id = id;
  }

  /** The cluster itself. */
  get cluster(): ClusterRecord {
    const cluster = this.world.get<ClusterRecord>("cluster", this.id);
    if (cluster === undefined) {
      throw new ApiError(`cluster ${this.id} is gone`);
    }
    return cluster;
  }

  /** Whether at least one node is Ready, so that something can run. */
  get hasReadyNode(): boolean {
    return nodesOf(this.world, this.id).some(({ ready }) => ready);
  }

  /** Notes which network plugin runs, or that none does. */
  setNetwork(cni: string | undefined): void {
    // An undefined field is no field in the world's JSON.
    this.world.put("cluster", this.id, { ...this.cluster, cni });
  }

  /** @throws ApiError when the API server has no such kind. */
  kind(apiVersion: string, kind: string): Kind {
    const known = builtInKind(apiVersion, kind) ?? this.#customKind(apiVersion, kind);
    if (known === undefined) {
      throw new ApiError(`no matches for kind "${kind}" in version "${apiVersion}"`);
    }
    return known;
  }

  /** Whether the API server has a custom kind, in any version. */
  hasDefinition(group: string, kind: string): boolean {
    return this.world.get("crd", this.#definitionId(group, kind)) !== undefined;
  }

  /** Registers custom kinds. Those that are there keep their owner. */
  define(definitions: readonly Definition[], owner: string): void {
    for (const { group, kind, versions, namespaced } of definitions) {
      const id = this.#definitionId(group, kind);
      const existing = this.world.get<DefinitionRecord>("crd", id);
      const served = [...new Set([...(existing?.versions ?? []), ...versions])];
      this.world.put("crd", id, { owner: existing?.owner ?? owner, versions: served, namespaced });
    }
  }

  /** Takes away the custom kinds of an owner, and all objects of them. */
  undefine(owner: string): void {
    for (const { id, value } of this.world.list<DefinitionRecord>("crd")) {
      if (value.owner === owner && id.startsWith(`${this.id}|`)) {
        this.world.remove("crd", id);
        const [, group, kind] = id.split("|");
        this.#removeWhere((object) => groupOf(object.apiVersion) === group && object.kind === kind);
      }
    }
  }

  get(reference: Reference): KubernetesObject | undefined {
    return this.world.get("object", this.#objectId(reference));
  }

  /** All objects of a kind. */
  list(apiVersion: string, kind: string): KubernetesObject[] {
    return this.#all().filter((object) => object.apiVersion === apiVersion && object.kind === kind);
  }

  /** Stores an object, new or changed, with the metadata that the API server adds. */
  put(object: KubernetesObject): KubernetesObject {
    const existing = this.get({ ...object, ...object.metadata });
    const ofRevision = (revision: number): KubernetesObject => ({
      ...object,
      metadata: {
        ...object.metadata,
        uid: existing?.metadata.uid ?? uidOf(this.cluster.name, object),
        generation: revision,
        resourceVersion: String(revision),
        creationTimestamp,
      },
    });
    const revision = existing?.metadata.generation ?? 0;
    // Writing what is there already makes no revision.
    const stored = isDeepStrictEqual(existing, ofRevision(revision))
      ? ofRevision(revision)
      : ofRevision(revision + 1);
    this.world.put("object", this.#objectId({ ...object, ...object.metadata }), stored);
    return stored;
  }

  /** Who wrote what of an object. What controllers made, and what is not there yet, is nobody's. */
  managersOf(object: KubernetesObject): FieldManagers {
    const managers = this.world.get<FieldManagers>(
      "fieldManagers",
      this.#objectId({ ...object, ...object.metadata }),
    );
    return managers ?? ownedBy(nameless, object);
  }

  /** Notes who wrote what of an object. */
  setManagers(object: KubernetesObject, managers: FieldManagers): void {
    this.world.put("fieldManagers", this.#objectId({ ...object, ...object.metadata }), managers);
  }

  remove(reference: Reference): void {
    this.world.remove("object", this.#objectId(reference));
    this.world.remove("fieldManagers", this.#objectId(reference));
  }

  /** Makes a namespace with what every namespace has. One that is there stays as it is. */
  createNamespace(name: string): void {
    if (!this.hasNamespace(name)) {
      this.put({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    }
    this.createDefaultAccount(name);
  }

  /** Makes the service account that every namespace has, unless it is there. */
  createDefaultAccount(namespace: string): void {
    const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace } };
    if (this.get({ ...account, ...account.metadata }) === undefined) {
      this.put(account);
    }
  }

  hasNamespace(name: string): boolean {
    return this.get({ apiVersion: "v1", kind: "Namespace", name }) !== undefined;
  }

  /** Removes a namespace and all that is in it. */
  removeNamespace(name: string): void {
    this.remove({ apiVersion: "v1", kind: "Namespace", name });
    this.#removeWhere(({ metadata }) => metadata.namespace === name);
    for (const { id } of this.world.list("release")) {
      if (id.startsWith(`${this.id}|${name}|`)) {
        this.world.remove("release", id);
      }
    }
  }

  #customKind(apiVersion: string, kind: string): Kind | undefined {
    const record = this.world.get<DefinitionRecord>("crd", this.#definitionId(groupOf(apiVersion), kind));
    const version = apiVersion.split("/").at(-1) ?? "";
    return record?.versions.includes(version) === true
      ? { apiVersion, kind, namespaced: record.namespaced }
      : undefined;
  }

  #all(): KubernetesObject[] {
    return this.world
      .list<KubernetesObject>("object")
      .filter(({ id }) => id.startsWith(`${this.id}|`))
      .map(({ value }) => value);
  }

  #removeWhere(matches: (object: KubernetesObject) => boolean): void {
    for (const object of this.#all().filter(matches)) {
      this.remove({ ...object, ...object.metadata });
    }
  }

  #objectId({ apiVersion, kind, namespace, name }: Reference): string {
    return [this.id, apiVersion, kind, namespace ?? "", name].join("|");
  }

  #definitionId(group: string, kind: string): string {
    return [this.id, group, kind].join("|");
  }
}

/** The API server's refusal of a name that is taken. */
export function alreadyExists({ apiVersion, kind, name }: Reference): ApiError {
  return new ApiError(`${resourceName(apiVersion, kind)} "${name}" already exists`);
}

/** The API server's answer for something that is not there. */
export function notFound({ apiVersion, kind, name }: Reference): ApiError {
  return new ApiError(`${resourceName(apiVersion, kind)} "${name}" not found`);
}
