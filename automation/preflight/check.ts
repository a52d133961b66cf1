import type { ResultDocument } from "../result.ts";

/** One check of a preflight: what was looked at, what was found, and what to do. */
export type Check = NonNullable<ResultDocument["preflight"]>[number];

/** What a check is about. */
export interface Subject {
  /** Name of the check, such as `proxmox-datastores`. */
  readonly check: string;
  /** What was looked at, as a phrase. */
  readonly lookedAt: string;
}

/** What came of a question: an answer, or why there is none. */
export type Answer<T> = { readonly value: T } | { readonly problem: string };

/** All is as the stack needs it. */
export function passed({ check, lookedAt }: Subject, detail: string): Check {
  return { check, lookedAt, status: "passed", detail };
}

/** The stack cannot come up as things are. */
export function failed({ check, lookedAt }: Subject, detail: string, remedy: string): Check {
  return { check, lookedAt, status: "failed", detail, remedy };
}

/** Something to look into, which need not keep the stack from coming up. */
export function warning({ check, lookedAt }: Subject, detail: string, remedy: string): Check {
  return { check, lookedAt, status: "warning", detail, remedy };
}

/** Nothing was looked at. */
export function skipped({ check, lookedAt }: Subject, reason: string): Check {
  return { check, lookedAt, status: "skipped", detail: reason };
}

/** How an answer is judged, and what is said where there is none. */
interface Judgement<T> {
  readonly judge: (value: T) => Check;
  /** What to do where the question was not answered. */
  readonly remedy: string;
  /** What a question without an answer comes to. Default: failed. */
  readonly unanswered?: "failed" | "warning";
}

/** Judges an answer; where there is none, its problem is what was found. */
export function judged<T>(
  subject: Subject,
  answer: Answer<T>,
  { judge, remedy, unanswered = "failed" }: Judgement<T>,
): Check {
  if ("value" in answer) {
    return judge(answer.value);
  }
  return (unanswered === "failed" ? failed : warning)(subject, answer.problem, remedy);
}

/** The outcome of a check that may find several things wrong: all of them, or that there is none. */
export function withoutProblems(
  subject: Subject,
  problems: readonly string[],
  good: string,
  remedy: string,
): Check {
  return problems.length === 0 ? passed(subject, good) : failed(subject, problems.join("; "), remedy);
}
