import type { Resource, StackView } from "../../../policy/judge/resource.ts";
import type { ResourceRule, StackRule } from "../../../policy/judge/rule.ts";
import { settingsOf } from "../../../policy/judge/levels.ts";
import type { Judgement } from "../../../policy/judge/judge.ts";
import { judgeResource, judgeStack } from "../../../policy/judge/judge.ts";
import type { GivenSettings } from "../../../policy/judge/settings.ts";
import { markedSecret, notKnownYet, Value } from "../../../policy/judge/value.ts";

/** Stands in a sample for a value that is known only after `up`. */
export const unknown: string = notKnownYet;

/** Marks a value of a sample as a Pulumi secret. */
export const secret = (value: unknown): object => markedSecret(value);

/** A resource of a sample, as a program would register it. */
export interface Sample {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;

  /** Default: `subject`. Different ones within a stack. */
  readonly name?: string;
  readonly protect?: boolean;

  /** Type of the component that made it. Default: the stack did. */
  readonly parentType?: string;
  readonly additionalSecretOutputs?: readonly string[];
}

/** What is held against a rule: one resource, or for a rule about the stack all of them. */
export type Subject = Sample | readonly Sample[];

/** How a rule is to judge. All texts are compared whole. */
export interface Samples {
  readonly rule: ResourceRule | StackRule;

  /** Settings over those of prod. */
  readonly settings?: GivenSettings;

  /** What the rule lets pass, by what is special about it. At least one. */
  readonly good: Readonly<Record<string, Subject>>;

  /** What it refuses, with every message. At least one. */
  readonly bad: Readonly<Record<string, { readonly subject: Subject; readonly messages: readonly string[] }>>;

  /** What it cannot judge yet, with the paths that it misses. */
  readonly notJudged?: Readonly<
    Record<string, { readonly subject: Subject; readonly paths: readonly string[] }>
  >;
}

/** Holds the rule of some samples against one of them, without an engine. */
export function judged({ rule, settings }: Samples, subject: Subject): Judgement {
  const all = { ...settingsOf("prod"), ...settings };
  return rule.scope === "resource"
    ? judgeResource(rule, resourceOf(single(subject)), all)
    : judgeStack(rule, stackOf(subject), all);
}

/** The resource that a sample stands for. */
export function resourceOf(sample: Sample): Resource {
  const { type, props, name = "subject", protect = false, parentType, additionalSecretOutputs = [] } = sample;
  const urn = `urn:pulumi:prod::samples::${[parentType, type].filter(Boolean).join("$")}::${name}`;
  return { type, urn, name, props: new Value(props), protect, additionalSecretOutputs };
}

function stackOf(subject: Subject): StackView {
  const root: Sample = { type: "pulumi:pulumi:Stack", props: {}, name: "samples-prod" };
  const samples = [subject].flat();
  const hasRoot = samples.some(({ type }) => type === root.type);
  return { resources: [...(hasRoot ? [] : [root]), ...samples].map(resourceOf) };
}

function single(subject: Subject): Sample {
  const [sample, ...further] = [subject].flat();
  if (sample === undefined || further.length > 0) {
    throw new Error("A rule about single resources wants samples of one resource each.");
  }
  return sample;
}
