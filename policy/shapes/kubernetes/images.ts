/** A reference to a container image, taken apart. */
export interface ImageReference {
  /** Registry and repository, such as `docker.io/library/nginx`. */
  readonly repository: string;

  /** Default: none, which a runtime reads as `latest`. */
  readonly tag?: string;

  /** Such as `sha256:…`. Default: none. */
  readonly digest?: string;
}

/** Takes a reference apart as container runtimes do: what names no registry comes from `docker.io`. */
export function imageReference(text: string): ImageReference {
  const [named = "", digest] = text.split("@", 2);
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  return {
    repository: fullRepository(colon < 0 ? named : named.slice(0, colon)),
    ...(colon >= 0 && { tag: named.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}

/** Whether the first part of a repository is a registry. */
export function namesRegistry(repository: string): boolean {
  const [first = "", ...further] = repository.split("/");
  return further.length > 0 && (/[.:]/.test(first) || first === "localhost");
}

/**
 * Whether a repository is one of those allowed, or lies below one. A registry alone, with a slash at its end, only has to
 * hold one of them.
 */
export function comesFrom(repository: string, allowed: readonly string[]): boolean {
  return allowed.some(
    (one) =>
      repository === one ||
      repository.startsWith(`${one}/`) ||
      (repository.endsWith("/") && one.startsWith(repository)),
  );
}

function fullRepository(repository: string): string {
  if (namesRegistry(repository)) {
    return repository;
  }
  return repository.includes("/") ? `docker.io/${repository}` : `docker.io/library/${repository}`;
}
