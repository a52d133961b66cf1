import { objectFiles } from "./files.ts";
import type { ManifestFile, Manifest } from "./files.ts";
import type { Problem } from "./problem.ts";

/** Secrets that anybody who can read the repository could read. The values themselves are never part of a message. */
export function secretProblems(files: readonly ManifestFile[]): Problem[] {
  return objectFiles(files).flatMap(({ path, documents }) =>
    documents.flatMap((manifest) => {
      const clear = clearKeys(manifest);
      return clear.length === 0
        ? []
        : [
            {
              where: path,
              rule: "encrypted-secret",
              message: `holds ${clear.join(", ")} in the clear; encrypt it with \`sops encrypt --in-place\`, and replace the value: it has been readable`,
            },
          ];
    }),
  );
}

/** Keys of a Secret whose value SOPS has not encrypted. */
function clearKeys(manifest: Manifest): string[] {
  if (manifest.kind !== "Secret") {
    return [];
  }
  return ["data", "stringData"].flatMap((field) =>
    Object.entries((manifest[field] ?? {}) as Record<string, unknown>)
      // A file that was only made to look encrypted has no `sops` part, and Flux would apply it as it is.
      .filter(([, value]) => manifest["sops"] === undefined || !isEncrypted(value))
      .map(([key]) => `${field}.${key}`),
  );
}

function isEncrypted(value: unknown): boolean {
  return typeof value === "string" && /^ENC\[AES256_GCM,.+\]$/s.test(value);
}
