import type { Rule } from "../judge/rule.ts";

/** A kind as the API serves it: objects name it by `kind`, requests by `resource`. */
export interface JudgedKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;

  /** The plural in addresses, such as `deployments`. */
  readonly resource: string;

  /** Parts that have an address of their own and change what is judged, such as `ephemeralcontainers`. Default: none. */
  readonly subresources?: readonly string[];
}

/** A named expression that later ones use as `variables.<name>`. */
export interface Variable {
  readonly name: string;

  /** In CEL. */
  readonly expression: string;
}

/** An expression for a part of an object that may be missing. */
export type Part = (object: string) => string;

/** One thing that must hold. */
export interface Validation {
  /** In CEL, and true where it holds. */
  readonly expression: string;

  /** What must hold, for whoever is refused; the remedy of the rule is added. */
  readonly message: string;
}

/**
 * A rule of the pack in the form in which the cluster itself can keep it: where the pack judges what a program is about
 * to register, this judges what anybody creates or changes. It knows no engine; `kyverno.ts` and `gatekeeper.ts` do.
 */
export interface AdmissionPolicy {
  /** The rule with the same intent. Gives the policy its name and its texts. */
  readonly rule: Rule;
  readonly kinds: readonly JudgedKind[];

  /**
   * What of an object is judged, as expressions that are given the object's name. A change of something else always
   * passes: else whoever takes a finalizer off an object that is older than the policy would be refused.
   */
  readonly judged: readonly Part[];

  /**
   * Whether what the cluster's own controllers and its administrators do is left alone. For kinds that have no
   * namespace by which those of the cluster itself could be told from others. Default: no.
   */
  readonly sparesControllers?: boolean;

  /** Namespaces that are left alone, each with the reason. Default: none. */
  readonly exempt?: Readonly<Record<string, string>>;

  /** Default: none. */
  readonly variables?: readonly Variable[];

  readonly validations: readonly Validation[];
}

/** Where no policy is asked. */
export interface AdmissionScope {
  /** Namespaces of the cluster itself, so that no policy can keep it from being mended. */
  readonly systemNamespaces: readonly string[];
}
