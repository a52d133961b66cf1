import type { EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";

import { plainText, withoutTrail } from "./engine-command.ts";
import type { ChangedResource, Diagnostic, EngineRun } from "./outcome.ts";
import type { Progress, Step } from "./progress/progress.ts";
import { describeUrn } from "./phases.ts";
import { PolicyEventLog } from "./policy/events.ts";

/** What the operations of the engine mean for a person. Others (`same`, `read`, the halves of a replacement) change nothing more. */
const changeOf: Partial<Record<OpType, ChangedResource["change"]>> = {
  create: "create",
  import: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
};

/** Operations that a provider carries out and a person may wait for. */
const work: Partial<Record<OpType, string>> = {
  create: "create",
  import: "import",
  update: "update",
  delete: "delete",
  "create-replacement": "create",
  "delete-replaced": "delete",
  refresh: "read",
  read: "read",
};

/** Gathers the events of one engine operation and tells a progress display about them. */
export class EngineEvents {
  readonly #progress: Progress;
  readonly #expected: (message: string) => boolean;
  readonly #changed = new Map<string, ChangedResource>();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #policies = new PolicyEventLog();
  readonly #startedAt = new Map<string, number>();
  #summary: Partial<Record<OpType, number>> | undefined;

  /** @param expected Whether a diagnostic tells nothing new here. Default: none does. */
  constructor(progress: Progress, expected: (message: string) => boolean = () => false) {
    this.#progress = progress;
    this.#expected = expected;
  }

  /** Takes one event. Bound, to be passed as a listener. */
  readonly take = (event: EngineEvent): void => {
    if (event.resourcePreEvent !== undefined) {
      const { metadata, planning = false } = event.resourcePreEvent;
      this.#startedAt.set(metadata.urn, event.timestamp);
      this.#show(metadata, { state: "running", planning });
    } else if (event.resOutputsEvent !== undefined) {
      const { metadata, planning = false } = event.resOutputsEvent;
      const seconds = event.timestamp - (this.#startedAt.get(metadata.urn) ?? event.timestamp);
      this.#finish(metadata);
      this.#show(metadata, { state: "done", planning, seconds });
    } else if (event.resOpFailedEvent !== undefined) {
      this.#show(event.resOpFailedEvent.metadata, { state: "failed" });
    } else if (event.diagnosticEvent !== undefined) {
      this.#diagnose(event.diagnosticEvent);
    } else if (event.summaryEvent !== undefined) {
      this.#summary = event.summaryEvent.resourceChanges;
    }
    const violation = this.#policies.take(event);
    if (violation !== undefined) {
      this.#progress.policyViolation(violation);
    }
  };

  /** What is known now. Complete once the operation has ended. */
  result(): EngineRun {
    const changed = [...this.#changed.values()];
    const count = (change: ChangedResource["change"]) => changed.filter((c) => c.change === change).length;
    return {
      changes: {
        create: count("create"),
        update: count("update"),
        replace: count("replace"),
        delete: count("delete"),
        same: this.#summary?.same ?? 0,
      },
      changed,
      diagnostics: this.#diagnostics,
      ...this.#policies.result(),
    };
  }

  #finish({ urn, op, diffs, detailedDiff }: StepEventMetadata): void {
    const change = changeOf[op];
    if (change !== undefined) {
      const properties = [...new Set([...(diffs ?? []), ...Object.keys(detailedDiff ?? {})])];
      this.#changed.set(urn, { urn, ...describeUrn(urn), change, properties });
    }
  }

  /** Components and the stack itself do nothing that one could wait for. */
  #show(metadata: StepEventMetadata, step: Pick<Step, "state"> & Partial<Step>): void {
    const { urn, op } = metadata;
    if ((metadata.new ?? metadata.old)?.custom === true) {
      this.#progress.step({
        ...describeUrn(urn),
        urn,
        work: work[op] ?? "",
        seconds: 0,
        planning: false,
        ...step,
      });
    }
  }

  #diagnose(event: NonNullable<EngineEvent["diagnosticEvent"]>): void {
    const { severity, urn = "", ephemeral = false } = event;
    const message = withoutStack(withoutTrail(plainText(event.message))).trim();
    if (
      (severity !== "error" && severity !== "warning") ||
      ephemeral ||
      message === "" ||
      this.#expected(message)
    ) {
      return;
    }
    const about: Partial<Diagnostic> =
      urn === "" || describeUrn(urn).type === "pulumi:Stack" ? {} : { resource: describeUrn(urn).name, urn };
    const diagnostic = { severity, ...about, message };
    const known = this.#diagnostics.some((one) => one.message === message && one.urn === diagnostic.urn);
    if (!known && !(isEcho(diagnostic) && this.#hasReason())) {
      this.#diagnostics.push(diagnostic);
      this.#progress.diagnostic(diagnostic);
    }
  }

  /** Whether it is known already why the operation fails. */
  #hasReason(): boolean {
    return this.#policies.refused || this.#diagnostics.some(({ severity }) => severity === "error");
  }
}

/** Leaves out stack lines, which tell about our code and not about the user's mistake. */
function withoutStack(text: string): string {
  return text
    .split("\n")
    .filter((line) => !/^\s+at (?:async )?\S+.*(?:\(|file:|node:|\/)/.test(line))
    .join("\n");
}

/**
 * The engine closes with "update failed", and with a word on each policy that it no longer waits for, which adds nothing
 * where the reason is there too.
 */
function isEcho({ message }: Diagnostic): boolean {
  return /^(update|preview|destroy|refresh) failed$|^failed to run policy: context canceled$/.test(message);
}
