import { compare } from "semver";

import type { StackRule } from "../../judge/rule.ts";
import { byCluster } from "../../shapes/control-planes.ts";
import { machineConfigurations } from "../../shapes/talos/machine-configuration.ts";
import { talosVersion } from "../../shapes/versions.ts";
import { talosDocs } from "../../references.ts";

/** No machine of a cluster is left behind on another version of Talos. */
export const stackVersionsUniform: StackRule = {
  id: "stack-versions-uniform",
  scope: "stack",
  title: "All machines of a cluster get the same version of Talos",
  rationale:
    "A machine that is left on an older version keeps its security holes, and two versions at once are made for the time of an upgrade, not for longer.",
  severity: "medium",
  remedy:
    "Set one version for all, as `infraflux:cluster:versions` does, or the same tag in `machine.install.image` of every machine; Talos is upgraded machine by machine, but told once.",
  references: [
    talosDocs("Upgrading Talos Linux", "configure-your-talos-cluster/lifecycle-management/upgrading-talos"),
  ],
  check: (stack, { each, report }) => {
    each(byCluster(stack, stack.resources), (members) => {
      const machines = new Map<string, number>();
      const configurations = members.flatMap((resource) => machineConfigurations(resource, "configuration"));
      each(configurations, (configuration) => {
        const version = talosVersion(configuration);
        if (version !== undefined) {
          machines.set(version, (machines.get(version) ?? 0) + 1);
        }
      });
      if (machines.size > 1) {
        const got = [...machines]
          .sort(([one], [other]) => compare(one, other))
          .map(([version, count]) => `${version} on ${count}`);
        report(`Talos: got ${got.join(", ")} machines, want one version for all`);
      }
    });
  },
};
