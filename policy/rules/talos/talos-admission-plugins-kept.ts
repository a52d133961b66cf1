import { valuesOf, wordsOf } from "../../shapes/talos/arguments.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { cisBenchmark } from "../../references.ts";

/** Plugins that may not be named, by argument: those that other rules and Kubernetes itself rely on may not be disabled. */
const refused = {
  "disable-admission-plugins": [
    "MutatingAdmissionWebhook",
    "NamespaceLifecycle",
    "NodeRestriction",
    "PodSecurity",
    "ServiceAccount",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionWebhook",
  ],
  "enable-admission-plugins": ["AlwaysAdmit"],
};

/**
 * The arguments of the API server take no guarding plugin away. Plugins that Kubernetes has off by default are not
 * demanded.
 */
export const talosAdmissionPluginsKept = configurationRule({
  id: "talos-admission-plugins-kept",
  title: "Admission plugins that guard the cluster stay on",
  rationale:
    "A plugin that is disabled by an argument is off although its configuration is still there, and nothing else shows it.",
  severity: "high",
  remedy:
    "Take the plugins out of `disable-admission-plugins`, and AlwaysAdmit out of `enable-admission-plugins`, in `cluster.apiServer.extraArgs`, in InfraFlux in `infraflux:talos:patches`.",
  references: [cisBenchmark("1.2.10 and 1.2.12 to 1.2.14")],
  check: ({ main }, { report, each }) => {
    each(Object.entries(refused), ([argument, plugins]) => {
      each(valuesOf(main.at("cluster", "apiServer", "extraArgs", argument)), (value) => {
        const words = wordsOf(value);
        for (const plugin of plugins.filter((one) => words.includes(one))) {
          report(`${value.path}: got "${plugin}", want a list without it`);
        }
      });
    });
  },
});
