import type { Diagnostic, PolicyViolation } from "../outcome.ts";
import type { Out } from "./lines.ts";
import { diagnosticLine, policyLine, stepLine } from "./lines.ts";
import type { Mask, Progress, Step } from "./progress.ts";

/** Progress for pipes and logs: one line for each finished resource and each message. */
export class PlainProgress implements Progress {
  readonly #out: Out;
  readonly #mask: Mask;

  constructor(out: Out, mask: Mask) {
    this.#out = out;
    this.#mask = mask;
  }

  note(text: string): void {
    this.#line(text);
  }

  step(step: Step): void {
    // What is only planned is listed in the end.
    if (step.state !== "running" && step.work !== "" && !step.planning) {
      this.#line(stepLine(step));
    }
  }

  diagnostic(diagnostic: Diagnostic): void {
    this.#line(diagnosticLine(this.#out, diagnostic));
  }

  policyViolation(violation: PolicyViolation): void {
    this.#line(policyLine(this.#out, violation));
  }

  end(): void {
    // Every line is final when it is written.
  }

  #line(text: string): void {
    this.#out.write(`${this.#mask(text)}\n`);
  }
}
