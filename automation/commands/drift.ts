import type { Changes } from "../outcome.ts";

/** Whether anything was changed, or would be. */
export function hasChanges({ create, update, replace, delete: deleted }: Changes): boolean {
  return create + update + replace + deleted > 0;
}
