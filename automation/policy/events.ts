import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";

import { plainText } from "../engine-command.ts";
import type { PolicyRepair, PolicyRun, PolicyViolation } from "../outcome.ts";

/** What the engine tells of policies, which the SDK's declarations leave out for the most part. */
interface PolicyEvents {
  readonly policyEvent?: FromPack & {
    readonly policyName: string;
    readonly resourceUrn?: string;
    readonly message: string;
    readonly enforcementLevel: string;
    readonly severity?: NonNullable<PolicyViolation["severity"]>;
  };
  readonly policyRemediationEvent?: FromPack & { readonly policyName: string; readonly resourceUrn?: string };
  readonly policyAnalyzeSummaryEvent?: Summary;
  readonly policyAnalyzeStackSummaryEvent?: Summary;
}

interface FromPack {
  readonly policyPackName: string;
}

/** Which policies a pack held against a resource or the stack. */
interface Summary extends FromPack {
  readonly passed?: readonly string[];
  readonly failed?: readonly string[];
}

/** Gathers what the events of one engine operation tell of policies. */
export class PolicyEventLog {
  readonly #violations: PolicyViolation[] = [];
  readonly #repairs: PolicyRepair[] = [];
  readonly #asked = new Map<string, Set<string>>();

  /** Takes one event; returns the violation if it tells of one. */
  take(event: EngineEvent): PolicyViolation | undefined {
    const { policyEvent, policyRemediationEvent, ...summaries } = event as PolicyEvents;
    this.#ask(summaries.policyAnalyzeSummaryEvent ?? summaries.policyAnalyzeStackSummaryEvent);
    if (policyRemediationEvent !== undefined) {
      const { policyPackName: pack, policyName: policy, resourceUrn } = policyRemediationEvent;
      this.#repairs.push({ pack, policy, ...aboutUrn(resourceUrn) });
    }
    if (policyEvent === undefined) {
      return undefined;
    }
    const violation: PolicyViolation = {
      pack: policyEvent.policyPackName,
      policy: policyEvent.policyName,
      level: policyEvent.enforcementLevel === "mandatory" ? "mandatory" : "advisory",
      ...(policyEvent.severity ? { severity: policyEvent.severity } : {}),
      ...aboutUrn(policyEvent.resourceUrn),
      message: plainText(policyEvent.message).trim(),
    };
    this.#violations.push(violation);
    return violation;
  }

  /** Whether a violation was told that refuses the stack. */
  get refused(): boolean {
    return this.#violations.some(({ level }) => level === "mandatory");
  }

  /** What is known now. */
  result(): PolicyRun {
    return {
      policyViolations: this.#violations,
      policyRepairs: this.#repairs,
      policiesAsked: Object.fromEntries([...this.#asked].map(([pack, names]) => [pack, [...names]])),
    };
  }

  #ask(summary: Summary | undefined): void {
    if (summary !== undefined) {
      const { policyPackName: pack, passed = [], failed = [] } = summary;
      this.#asked.set(pack, new Set([...(this.#asked.get(pack) ?? []), ...passed, ...failed]));
    }
  }
}

function aboutUrn(urn: string | undefined): { readonly urn?: string } {
  return urn ? { urn } : {};
}
