import type { PoolConfig } from "./pools.ts";
import type { Settings } from "./schema.ts";

/** What judges objects in the cluster as they are created or changed. */
export interface AdmissionConfig {
  readonly engine: "kyverno" | "gatekeeper";
  readonly mode: Settings["security"]["admission"]["mode"];
  readonly breakGlassNamespaces: readonly string[];

  /** Number of pods that judge: one more than may be missing, at least. */
  readonly replicas: number;
}

/** Whether Flux brings add-ons, and thereby can bring an engine. */
export function bringsAddons({ profile, gitops }: Pick<Settings, "profile" | "gitops">): boolean {
  return profile === "turnkey" && (gitops.enabled ?? true);
}

/** The engine that a stack has; `none` where it has none. */
export function admissionEngineOf(settings: Pick<Settings, "profile" | "gitops" | "security">) {
  return settings.security.admission.engine ?? (bringsAddons(settings) ? "kyverno" : "none");
}

/** Admission as a stack has it, or undefined where nothing judges. */
export function admissionOf(settings: Settings, pools: readonly PoolConfig[]): AdmissionConfig | undefined {
  const engine = admissionEngineOf(settings);
  const { mode, breakGlassNamespaces } = settings.security.admission;
  const workers = pools.filter(({ role }) => role === "worker").reduce((sum, { count }) => sum + count, 0);
  return engine === "none"
    ? undefined
    : { engine, mode, breakGlassNamespaces, replicas: Math.min(Math.max(workers, 2), 3) };
}
