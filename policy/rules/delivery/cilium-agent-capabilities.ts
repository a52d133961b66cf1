import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { wantFlag } from "../../shapes/found.ts";
import { cisBenchmark, hardeningGuide } from "../../references.ts";

/** An agent has no more rights on its node than it needs. */
export const ciliumAgentCapabilities: ResourceRule = {
  id: "cilium-agent-capabilities",
  scope: "resource",
  title: "The agent of Cilium cannot load kernel modules",
  rationale:
    "The agents run on every node; one that is privileged or loads modules into the kernel gives whoever takes it over the whole node.",
  severity: "medium",
  remedy:
    "Set the chart values `securityContext.capabilities.ciliumAgent` and `.cleanCiliumState` to the lists of the Talos documentation, without `SYS_MODULE`, as InfraFlux always does, and leave `securityContext.privileged` and `allowPrivilegeEscalation` off.",
  references: [
    {
      title: "Talos documentation, Deploying Cilium CNI",
      url: "https://docs.siderolabs.com/kubernetes-guides/cni/deploying-cilium",
    },
    hardeningGuide("Kubernetes Pod security"),
    cisBenchmark("5.2.9"),
  ],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      const context = values.at("securityContext");
      wantFlag(context.at("privileged"), false, false, tools.report);
      wantFlag(context.at("allowPrivilegeEscalation"), false, false, tools.report);
      tools.each(["ciliumAgent", "cleanCiliumState"], (container) => {
        const granted = context.at("capabilities", container);
        if (!granted.exists()) {
          tools.report(`${granted.path}: got nothing, which grants SYS_MODULE; want a list without it`);
        } else if (granted.texts().includes("SYS_MODULE")) {
          tools.report(`${granted.path}: "SYS_MODULE" is not allowed`);
        }
      });
    });
  },
};
