import { createLogUpdate } from "log-update";

import type { Diagnostic, PolicyViolation } from "../outcome.ts";
import type { Phase } from "../phases.ts";
import { phases } from "../phases.ts";
import type { Out } from "./lines.ts";
import { diagnosticLine, policyLine, style } from "./lines.ts";
import type { Mask, Progress, Step } from "./progress.ts";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMilliseconds = 100;

/** How many running resources a stage names; the rest are counted. */
const named = 3;

interface PhaseState {
  readonly running: Map<string, string>;
  done: number;
  planned: number;
  failed: number;
}

/**
 * Progress for terminals: one line for each stage, with what is running in it; messages scroll by above.
 *
 * Stages overlap and how much each will do is not known beforehand, so a stage counts as done as long as nothing in
 * it is running.
 */
export class LiveProgress implements Progress {
  readonly #out: Out;
  readonly #mask: Mask;
  readonly #log: ReturnType<typeof createLogUpdate>;
  readonly #phases = new Map<Phase, PhaseState>();
  readonly #timer: NodeJS.Timeout;
  #frame = 0;

  constructor(out: Out, mask: Mask) {
    this.#out = out;
    this.#mask = mask;
    this.#log = createLogUpdate(out);
    this.#timer = setInterval(() => {
      this.#frame += 1;
      this.#draw();
    }, frameMilliseconds);
    // A display must not keep the process alive.
    this.#timer.unref();
  }

  note(text: string): void {
    this.#log.persist(this.#mask(text));
  }

  step({ urn, name, phase, work, state, planning }: Step): void {
    const stage = this.#phases.get(phase) ?? {
      running: new Map<string, string>(),
      done: 0,
      planned: 0,
      failed: 0,
    };
    this.#phases.set(phase, stage);
    if (state === "running") {
      stage.running.set(urn, name);
      return;
    }
    stage.running.delete(urn);
    if (state === "failed") {
      stage.failed += 1;
    } else if (work !== "") {
      stage[planning ? "planned" : "done"] += 1;
    }
  }

  diagnostic(diagnostic: Diagnostic): void {
    this.note(diagnosticLine(this.#out, diagnostic));
  }

  policyViolation(violation: PolicyViolation): void {
    this.note(policyLine(this.#out, violation));
  }

  end(): void {
    clearInterval(this.#timer);
    this.#draw();
    this.#log.done();
  }

  #draw(): void {
    const lines = phases.flatMap((phase) => {
      const stage = this.#phases.get(phase);
      const idle =
        stage === undefined || stage.running.size + stage.done + stage.planned + stage.failed === 0;
      return idle ? [] : [this.#phaseLine(phase, stage)];
    });
    this.#log(this.#mask(lines.join("\n")));
  }

  #phaseLine(phase: Phase, { running, done, planned, failed }: PhaseState): string {
    const mark =
      failed > 0
        ? style(this.#out, "red", "✖")
        : running.size > 0
          ? style(this.#out, "cyan", frames[this.#frame % frames.length] ?? "")
          : style(this.#out, "green", "✔");
    const names = [...running.values()];
    const more = names.length > named ? ` and ${names.length - named} more` : "";
    const now =
      names.length === 0 ? "" : style(this.#out, "dim", `  ${names.slice(0, named).join(", ")}${more}`);
    const counts = Object.entries({ planned, done, failed }).flatMap(([what, count]) =>
      count === 0 ? [] : [`${count} ${what}`],
    );
    return `${mark} ${phase.padEnd(18)} ${counts.join(", ")}${now}`;
  }
}
