import type { Cluster } from "./cluster.ts";

/** What came of a check, and what was seen. */
export interface Verdict {
  readonly status: "passed" | "failed" | "notRun";

  /** What was seen; for a check that was not run, why. */
  readonly detail: string;
}

/** One thing that the cluster was promised to do. */
export interface Check {
  readonly name: string;

  /** What is true of the cluster when the check passes, as a sentence. */
  readonly proves: string;

  /** Looks for it. What it has to make on the cluster for that, it takes away again. */
  prove(cluster: Cluster): Promise<Verdict>;
}

/** It was seen. */
export function passed(detail: string): Verdict {
  return { status: "passed", detail };
}

/** Something else was seen. */
export function failed(detail: string): Verdict {
  return { status: "failed", detail };
}

/** There is nothing on the cluster that it could be seen with. */
export function notRun(detail: string): Verdict {
  return { status: "notRun", detail };
}

/** One verdict on several things: what fails spoils it, what could not be run only shows. */
export function together(parts: Readonly<Record<string, Verdict>>): Verdict {
  const verdicts = Object.entries(parts);
  const holds = (status: Verdict["status"]) => verdicts.some(([, part]) => part.status === status);
  const status = holds("failed") ? "failed" : holds("passed") ? "passed" : "notRun";
  return { status, detail: verdicts.map(([about, { detail }]) => `${about}: ${detail}`).join("\n") };
}
