import type { StackRule } from "../../judge/rule.ts";
import { machineConfigurations } from "../../shapes/talos/machine-configuration.ts";
import { kubernetesVersion, minorOf, talosVersion } from "../../shapes/versions.ts";
import { talosDocs } from "../../references.ts";

/** Talos and Kubernetes are of versions that go together. */
export const stackVersionsSupported: StackRule = {
  id: "stack-versions-supported",
  scope: "stack",
  title: "Talos and Kubernetes are of versions that go together",
  rationale:
    "Sidero tests each version of Talos with certain versions of Kubernetes, and both get fixes of security holes only for a while.",
  severity: "medium",
  remedy:
    "Set `infraflux:cluster:versions` to a row of docs/compatibility.md, or change the tags of `machine.install.image` and `machine.kubelet.image`. `settings.supportedVersions` of the pack configuration has what is allowed.",
  references: [
    talosDocs("Support matrix", "getting-started/support-matrix"),
    { title: "Kubernetes, Version skew policy", url: "https://kubernetes.io/releases/version-skew-policy/" },
  ],
  check: (stack, { settings: { supportedVersions }, each, report }) => {
    const told = new Set<string>();
    const tell = (message: string) => {
      if (!told.has(message)) {
        told.add(message);
        report(message);
      }
    };
    const configurations = stack.resources.flatMap((resource) =>
      machineConfigurations(resource, "configuration"),
    );
    each(configurations, (configuration) => {
      const talos = minorOf(talosVersion(configuration) ?? "");
      const rows = supportedVersions.filter((row) => talos === "" || row.talos === talos);
      if (rows.length === 0) {
        tell(`Talos: got ${talos}, want ${supportedVersions.map((row) => row.talos).join(" or ")}`);
        return;
      }
      const allowed = rows.flatMap((row) => row.kubernetes);
      const kubernetes = minorOf(kubernetesVersion(configuration) ?? "");
      if (kubernetes !== "" && !allowed.includes(kubernetes)) {
        tell(`Kubernetes: got ${kubernetes}${talos && ` on Talos ${talos}`}, want ${allowed.join(" or ")}`);
      }
    });
  },
};
