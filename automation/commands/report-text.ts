import type { ChangedResource, Changes } from "../outcome.ts";
import { duration } from "../progress/lines.ts";

/** What an operation did, on one line: `3 created, 1 updated, 57 unchanged in 12 s`. */
export function changesLine(changes: Changes, seconds: number, planned = false): string {
  const words = planned
    ? ["to create", "to update", "to replace", "to delete", "unchanged"]
    : ["created", "updated", "replaced", "deleted", "unchanged"];
  const counts = [changes.create, changes.update, changes.replace, changes.delete, changes.same];
  const parts = counts.flatMap((count, index) => (count === 0 ? [] : [`${count} ${words[index] ?? ""}`]));
  return `${parts.length === 0 ? "Nothing to do" : parts.join(", ")} in ${duration(seconds)}.`;
}

/** Sign of a change, as in `pulumi preview`. */
const signs: Record<ChangedResource["change"], string> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
};

/** Changed resources, one a line: `~ machines            VmLegacy dev-cp-1: memory`. */
export function changedLines(changed: readonly ChangedResource[]): string[] {
  return changed.map(({ change, phase, type, name, properties }) => {
    const kind = type.split(":").at(-1) ?? type;
    const differing = properties.length === 0 ? "" : `: ${properties.join(", ")}`;
    return `${signs[change]} ${phase.padEnd(18)} ${kind} ${name}${differing}`;
  });
}

/** Rows with aligned columns; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
}
