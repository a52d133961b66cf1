import type { Check } from "./check.ts";

const words: Readonly<Record<Check["status"], string>> = {
  passed: "ok     ",
  failed: "FAILED ",
  warning: "warning",
  skipped: "skipped",
};

/** What lines are set in by that go with the line above them. */
const indent = " ".repeat(9);

/** One check for a person. */
export function checkLines({ check, lookedAt, status, detail, remedy }: Check): string[] {
  return [
    `${words[status]}  ${check}: ${lookedAt}`,
    `${indent}${detail}`,
    ...(remedy === undefined ? [] : [`${indent}what to do: ${remedy}`]),
  ];
}

/** What the checks come to, with the names of those that were skipped: nobody is to take them for passed. */
export function summaryLine(checks: readonly Check[]): string {
  const count = (status: Check["status"]) => checks.filter((check) => check.status === status).length;
  const left = [...new Set(checks.filter(({ status }) => status === "skipped").map(({ check }) => check))];
  const parts = [
    `${count("passed")} passed`,
    `${count("failed")} failed`,
    count("warning") === 1 ? "1 warning" : `${count("warning")} warnings`,
    `${count("skipped")} skipped${left.length === 0 ? "" : ` (${left.join(", ")})`}`,
  ];
  return `Preflight: ${parts.join(", ")}.`;
}

/** Whether a stack may come up as far as its checks are concerned. */
export function isReady(checks: readonly Check[]): boolean {
  return !checks.some(({ status }) => status === "failed");
}
