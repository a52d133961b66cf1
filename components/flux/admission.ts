import type { AddonName } from "./catalogue.ts";

/** An engine that judges objects as they are created or changed. */
export type AdmissionEngine = "kyverno" | "gatekeeper";

/** How a cluster judges what is created or changed in it. */
export interface Admission {
  readonly engine: AdmissionEngine;

  /** `audit` reports violations and lets them pass; `enforce` refuses them. */
  readonly mode: "audit" | "enforce";

  /** Namespaces in which nothing is judged. At least one, and it need not exist. */
  readonly breakGlassNamespaces: readonly string[];

  /** Number of pods that judge. */
  readonly replicas: number;
}

/** What the manifests of the engines ask for besides the facts of the cluster. */
export interface AdmissionFacts {
  /** What becomes of a violation, in the words of the engine. */
  readonly ADMISSION_ACTION: string;

  /** What becomes of a request while no pod answers: `Ignore` or `Fail`. */
  readonly ADMISSION_FAILURE_POLICY: string;

  readonly ADMISSION_REPLICAS: string;

  /** A list in JSON, which is YAML and CEL too. */
  readonly BREAK_GLASS_NAMESPACES: string;
}

/** The add-ons that an engine consists of. What they depend on comes along. */
export const admissionAddons: Readonly<Record<AdmissionEngine, readonly AddonName[]>> = {
  kyverno: ["kyverno-policies"],
  gatekeeper: ["gatekeeper-constraints"],
};

const actions = {
  kyverno: { audit: "Audit", enforce: "Deny" },
  gatekeeper: { audit: "dryrun", enforce: "deny" },
} as const;

/** The facts by which one set of manifests serves every mode. */
export function admissionFacts({ engine, mode, breakGlassNamespaces, replicas }: Admission): AdmissionFacts {
  return {
    ADMISSION_ACTION: actions[engine][mode],
    // What lets violations pass must not stop anything when it is down; what refuses them must not be got around then.
    ADMISSION_FAILURE_POLICY: mode === "audit" ? "Ignore" : "Fail",
    ADMISSION_REPLICAS: String(replicas),
    BREAK_GLASS_NAMESPACES: JSON.stringify(breakGlassNamespaces),
  };
}
