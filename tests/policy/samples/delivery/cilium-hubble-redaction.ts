import { ciliumHubbleRedaction } from "../../../../policy/rules/delivery/cilium-hubble-redaction.ts";
import type { Samples } from "../../support/sample.ts";
import { cilium } from "./builders.ts";

const redacting = (http: object) =>
  cilium({ hubble: { redact: { enabled: true, http: { urlQuery: true, ...http } } } });

export const samples: Samples = {
  rule: ciliumHubbleRedaction,
  good: {
    "named headers": redacting({ headers: { deny: ["Authorization", "cookie", "x-api-key"] } }),
    "all headers but some": redacting({ headers: { allow: ["traceparent"] } }),
    "no Hubble at all": cilium({ hubble: { enabled: false } }),
  },
  bad: {
    "the chart's own values": {
      subject: cilium({}),
      messages: ["values.hubble.redact.enabled: got nothing, want true"],
    },
    "parts left open": {
      subject: redacting({ urlQuery: false, userInfo: false, headers: { deny: ["authorization"] } }),
      messages: [
        "values.hubble.redact.http.urlQuery: got false, want true",
        "values.hubble.redact.http.userInfo: got false, want true",
        "values.hubble.redact.http.headers.deny: want authorization and cookie among them",
      ],
    },
  },
};
