import { admissionEngineOf, bringsAddons } from "../admission.ts";
import type { Rule } from "./rule.ts";

const enginePossible: Rule = {
  name: "admission-without-flux",
  holds: "Admission policies need Flux, which brings their engine, and the profile turnkey.",
  needs: ["profile", "gitops", "security"],
  check: ({ profile, gitops, security: { admission } }) => {
    const { engine } = admission;
    if (engine === undefined || engine === "none" || bringsAddons({ profile, gitops })) {
      return [];
    }
    const where = profile === "blank" ? "with profile blank" : "where gitops.enabled is false";
    return [
      {
        key: "security.admission.engine",
        value: engine,
        allowed: `nothing ${where}; else kyverno or gatekeeper`,
        remedy: "Remove security.admission.engine, or choose profile turnkey with Flux on.",
      },
    ];
  },
};

const modeNeedsEngine: Rule = {
  name: "admission-mode-without-engine",
  holds: "Only where an engine judges can violations be refused.",
  needs: ["profile", "gitops", "security"],
  check: (settings) => {
    const { mode } = settings.security.admission;
    return mode === "enforce" && admissionEngineOf(settings) === "none"
      ? [
          {
            key: "security.admission.mode",
            value: mode,
            allowed: "audit where no engine judges",
            remedy: "Remove security.admission.mode, or choose an engine with security.admission.engine.",
          },
        ]
      : [];
  },
};

const breakGlassApart: Rule = {
  name: "break-glass-in-use",
  holds: "Namespaces for emergencies are used for nothing else.",
  needs: ["security", "handoff"],
  check: ({ security, handoff }) => {
    const used = ["default", handoff.namespace, ...handoff.access.namespaces];
    return security.admission.breakGlassNamespaces
      .filter((name) => used.includes(name))
      .map((name) => ({
        key: "security.admission.breakGlassNamespaces",
        value: name,
        allowed: "namespaces that are kept for emergencies: neither default nor those of the hand-off",
        remedy: "Name one that nothing else uses, such as break-glass.",
      }));
  },
};

/** Rules about admission policies in the cluster. */
export const admissionRules: readonly Rule[] = [enginePossible, modeNeedsEngine, breakGlassApart];
