import { wantFlag } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { talosDocs } from "../../references.ts";

/** `machine.features.rbac` is not off. Which roles a certificate has is not judged. */
export const talosRbac = configurationRule({
  id: "talos-rbac",
  title: "The Talos API knows roles",
  rationale:
    "Without roles every client certificate, also one for reading or for backups, is an administrator's. Talos 1.13 no longer obeys the key, but older machines do.",
  severity: "high",
  remedy: "Take `machine.features.rbac` out, in InfraFlux out of `infraflux:talos:patches`.",
  references: [talosDocs("RBAC", "security/rbac")],
  check: ({ main }, { report }) => {
    wantFlag(main.at("machine", "features", "rbac"), true, true, report);
  },
});
