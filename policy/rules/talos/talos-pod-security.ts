import { foundAmongSecrets, quoted } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { cisBenchmark, hardeningGuide, talosKubernetesGuide } from "../../references.ts";

const allowedLevels = ["restricted", "baseline"];

/** What Talos itself exempts. Any other namespace can say its level by a label, where everybody sees it. */
const exemptNamespace = "kube-system";

/**
 * The PodSecurity plugin enforces a level by default, and only `kube-system` is exempt. Labels of namespaces have a
 * rule of their own.
 */
export const talosPodSecurity = configurationRule({
  id: "talos-pod-security",
  title: "Pod Security admission is enforced in every namespace",
  rationale:
    "Without it any namespace that has no label lets pods take over the machine: privileged, with the host's files and network.",
  severity: "critical",
  remedy:
    "Set `infraflux:security:podSecurity:level` to restricted, and take namespaces out of `exemptNamespaces`. Elsewhere configure the PodSecurity plugin under `cluster.apiServer.admissionControl`, and give namespaces that need more the label pod-security.kubernetes.io/enforce.",
  references: [
    talosKubernetesGuide("pod security", "security/pod-security"),
    cisBenchmark("5.2.1"),
    hardeningGuide("Kubernetes Pod security"),
  ],
  role: "controlplane",
  check: ({ main }, { report, each }) => {
    const plugins = main.at("cluster", "apiServer", "admissionControl");
    const plugin = plugins.list().find((one) => one.at("name").text() === "PodSecurity");
    if (plugin === undefined) {
      report(
        `${plugins.path}: got no "PodSecurity", want it with configuration.defaults.enforce: "restricted"`,
      );
      return;
    }
    each([plugin.at("configuration", "defaults", "enforce")], (level) => {
      if (!allowedLevels.includes(level.text() ?? "")) {
        report(
          `${level.path}: got ${foundAmongSecrets(level)}, want ${allowedLevels.map(quoted).join(" or ")}`,
        );
      }
    });
    each(["namespaces", "usernames", "runtimeClasses"], (kind) => {
      each(plugin.at("configuration", "exemptions", kind).list(), (exempt) => {
        if (kind !== "namespaces" || exempt.text() !== exemptNamespace) {
          report(
            `${exempt.path}: got ${foundAmongSecrets(exempt)}, want nothing exempt but the namespace "${exemptNamespace}"`,
          );
        }
      });
    });
  },
});
