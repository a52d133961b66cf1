import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { found } from "../../shapes/found.ts";
import { ciliumPage } from "../../references.ts";

/** The method of the chart where none is named. */
const preset = "helm";

/** What has certificates, and where it says how they are made. */
const users: readonly { readonly uses: (values: Value) => boolean; readonly auto: readonly string[] }[] = [
  {
    uses: (values) =>
      values.at("hubble", "enabled").flag() !== false &&
      values.at("hubble", "tls", "enabled").flag() !== false,
    auto: ["hubble", "tls", "auto"],
  },
  {
    uses: (values) => values.at("clustermesh", "useAPIServer").flag() === true,
    auto: ["clustermesh", "apiserver", "tls", "auto"],
  },
];

/** Private keys are made where they are used, and renewed there. */
export const ciliumCertificatesInCluster: ResourceRule = {
  id: "cilium-certificates-in-cluster",
  scope: "resource",
  title: "Certificates of Cilium are made in the cluster",
  rationale:
    "The chart's own method writes private keys, that of the authority among them, into the record of the release and into the state of the program, and renews none of them by itself.",
  severity: "medium",
  remedy:
    "Set `hubble.tls.auto.method` and `clustermesh.apiserver.tls.auto.method` to `cronJob` or `certmanager`, as InfraFlux always does.",
  references: [
    ciliumPage("Configure TLS with Hubble", "observability/hubble/configuration/tls/"),
    ciliumPage("Multi-cluster Networking", "network/clustermesh/"),
  ],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      tools.each(users, ({ uses, auto: path }) => {
        const auto = values.at(...path);
        const method = auto.at("method");
        if (uses(values) && auto.at("enabled").flag() !== false && (method.text() ?? preset) === preset) {
          tools.report(`${method.path}: got ${found(method)}, want "cronJob" or "certmanager"`);
        }
      });
    });
  },
};
