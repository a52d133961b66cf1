import { RELEASES, releaseOf, versionsOf } from "../versions.ts";
import type { Rule } from "./rule.ts";

/** Versions of Cilium whose mesh API server exports nothing when it started before the kinds were there. */
const forgetsExports = ["1.20.0"];

const serviceExportRestart: Rule = {
  name: "service-export-restart",
  holds: "The mesh API server exports Services from its first start on.",
  needs: ["cilium", "cluster"],
  check: ({ cilium: { settings }, cluster: { versions } }) => {
    const { cilium } = versionsOf(releaseOf(versions) ?? RELEASES[0], versions);
    return settings.mesh.serviceExport && forgetsExports.includes(cilium)
      ? [
          {
            key: "cilium.settings.mesh.serviceExport",
            value: true,
            allowed: `true, with one restart of the mesh API server after it was switched on: that of Cilium ${cilium} exports nothing if it started before the operator registered ServiceExport (cilium/cilium#47793)`,
            remedy:
              "After the update run `kubectl -n kube-system rollout restart deployment/clustermesh-apiserver`.",
          },
        ]
      : [];
  },
};

/** What is worth saying about a mesh without refusing it. */
export const meshAdvice: readonly Rule[] = [serviceExportRestart];
