import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { wantFlag } from "../../shapes/found.ts";
import { ciliumPage, ciliumValues } from "../../references.ts";

/** Headers that carry credentials in nearly every application. */
const headers = ["authorization", "cookie"];

/** What Hubble shows of a request holds no credentials. */
export const ciliumHubbleRedaction: ResourceRule = {
  id: "cilium-hubble-redaction",
  scope: "resource",
  title: "Hubble leaves credentials out of flows",
  rationale:
    "Flows of HTTP hold addresses and headers, and these hold passwords and tokens; more people may see flows than what was sent.",
  severity: "medium",
  remedy:
    "Set the chart values `hubble.redact.enabled`, `hubble.redact.http.urlQuery` and `hubble.redact.http.userInfo` to `true`, and name `authorization` and `cookie` under `hubble.redact.http.headers.deny`. InfraFlux always does.",
  references: [ciliumValues, ciliumPage("Threat Model", "security/threat-model/")],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      const redact = values.at("hubble", "redact");
      if (values.at("hubble", "enabled").flag() === false) {
        return;
      }
      if (redact.at("enabled").flag() !== true) {
        wantFlag(redact.at("enabled"), true, false, tools.report);
        return;
      }
      wantFlag(redact.at("http", "urlQuery"), true, false, tools.report);
      wantFlag(redact.at("http", "userInfo"), true, true, tools.report);
      const allow = redact.at("http", "headers", "allow");
      const deny = redact.at("http", "headers", "deny");
      const denied = deny.texts().map((header) => header.toLowerCase());
      if (allow.list().length === 0 && !headers.every((header) => denied.includes(header))) {
        tools.report(`${deny.path}: want ${headers.join(" and ")} among them`);
      }
    });
  },
};
