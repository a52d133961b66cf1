import { ExitCode } from "../../automation/exit-codes.ts";
import type { Check, Verdict } from "./check.ts";

/** A check and what came of it. */
export interface Finding extends Verdict {
  readonly check: string;
  readonly proves: string;
}

/** What the checks found on a cluster. */
export interface Report {
  readonly checks: readonly Finding[];

  /** What could not be taken away again. */
  readonly leftBehind: readonly string[];
}

/** Nothing that passed is nothing that was proven. */
export function exitCodeOf({ checks, leftBehind }: Report): ExitCode {
  const holds = (status: Verdict["status"]) => checks.some((finding) => finding.status === status);
  return holds("passed") && !holds("failed") && leftBehind.length === 0 ? ExitCode.done : ExitCode.failed;
}

/** A finding. */
export function finding({ name, proves }: Check, verdict: Verdict): Finding {
  return { check: name, proves, ...verdict };
}

const words: Readonly<Record<Verdict["status"], string>> = {
  passed: "ok     ",
  failed: "FAILED ",
  notRun: "not run",
};

/** A finding for people. */
export function findingText({ check, proves, status, detail }: Finding): string {
  const lines = detail.split("\n").map((line) => `         ${line}`);
  return [`${words[status]}  ${check}: ${proves}`, ...lines].join("\n");
}

/** What is said at the end. */
export function summary({ checks, leftBehind }: Report): string {
  const count = (status: Verdict["status"]) => checks.filter((finding) => finding.status === status).length;
  const counts = `${count("passed")} passed, ${count("failed")} failed, ${count("notRun")} not run`;
  return [...leftBehind.map((what) => `error: could not take away ${what}`), counts].join("\n");
}
