import type { Resource } from "../judge/resource.ts";
import type { Value } from "../judge/value.ts";
import { platformOf } from "./platform.ts";

/**
 * Where tags stand: maps on the clouds, where labels are what Google Cloud has instead, a list of words on Proxmox.
 * The tags that a template of AWS gives to its machines are among them.
 */
export function tagsOf(resource: Resource): Value[] {
  const { props } = resource;
  return platformOf(resource) === "gcp"
    ? [props.at("labels")]
    : [
        props.at("tags"),
        ...props
          .at("tagSpecifications")
          .list()
          .map((specification) => specification.at("tags")),
      ];
}

/**
 * What is wrong with the tags of a resource that name no owner, or undefined where they do.
 *
 * @param keys Tags one of which is enough. Where there is none, nobody wants an owner.
 */
export function ownerProblem(resource: Resource, keys: readonly string[]): string | undefined {
  const places = tagsOf(resource);
  if (keys.length === 0 || places.some((tags) => namesOwner(tags, keys))) {
    return undefined;
  }
  const wanted = keys.map((key) => `"${key}"`).join(" or ");
  return `${places.map(({ path }) => path).join(", ")}: no owner is named, want ${wanted}`;
}

/**
 * Whether tags name an owner: a key of a map that has a value, or a word of a list that begins with the key, such as
 * `owner-platform` or `team.edge`; Proxmox allows no other signs. Capitals do not matter.
 *
 * @param keys Tags one of which is enough.
 */
function namesOwner(tags: Value, keys: readonly string[]): boolean {
  const wanted = new Set(keys.map((key) => key.toLowerCase()));
  return (
    tags.entries().some(([key, value]) => wanted.has(key.toLowerCase()) && (value.text() ?? "") !== "") ||
    tags.texts().some((word) => wanted.has(/^([^-_.+]+)[-_.+]./.exec(word)?.[1]?.toLowerCase() ?? ""))
  );
}
