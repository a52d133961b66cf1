import type { Resource } from "./resource.ts";

/**
 * What resources were registered with.
 *
 * In a preview the engine does not call a provider whose own configuration is not known yet, such as that of a cluster
 * which is still to be made. It then passes resources of that provider on to stack rules without any properties, as if
 * they had none.
 */
export class Registered {
  readonly #resources = new Map<string, Resource>();

  add(resource: Resource): void {
    this.#resources.set(resource.urn, resource);
  }

  /** A resource of the stack; where nothing became of it yet, with what it is to be. */
  filled(resource: Resource): Resource {
    const { props } = this.#resources.get(resource.urn) ?? resource;
    return resource.props.entries().length > 0 ? resource : { ...resource, props };
  }
}
