import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { found } from "../../shapes/found.ts";

/** What Tetragon writes of a command line holds no credentials. */
export const ciliumTetragonRedaction: ResourceRule = {
  id: "cilium-tetragon-redaction",
  scope: "resource",
  title: "Tetragon leaves credentials out of events",
  rationale:
    "Events hold command lines, and these hold passwords and tokens; the log that they go to is read by more people than may know them.",
  severity: "medium",
  remedy:
    'Set the chart value `tetragon.redactionFilters`, as InfraFlux always does, or export no events (`export.mode: ""`).',
  references: [{ title: "Tetragon documentation, Events", url: "https://tetragon.io/docs/concepts/events/" }],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("tetragon", resource, tools, (values) => {
      const filters = values.at("tetragon", "redactionFilters");
      if (values.at("export", "mode").text() !== "" && (filters.text() ?? "").trim() === "") {
        tools.report(`${filters.path}: got ${found(filters)}, want filters that redact passwords and tokens`);
      }
    });
  },
};
