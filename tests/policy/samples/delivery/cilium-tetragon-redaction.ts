import { ciliumTetragonRedaction } from "../../../../policy/rules/delivery/cilium-tetragon-redaction.ts";
import type { Samples } from "../../support/sample.ts";
import { release } from "./builders.ts";

export const samples: Samples = {
  rule: ciliumTetragonRedaction,
  good: {
    filters: release("tetragon", {
      values: { tetragon: { redactionFilters: '{"redact":["(?i)--password[= ](\\\\S+)"]}' } },
    }),
    "no events": release("tetragon", { values: { export: { mode: "" } } }),
  },
  bad: {
    "the chart's own values": {
      subject: release("tetragon"),
      messages: [
        "values.tetragon.redactionFilters: got nothing, want filters that redact passwords and tokens",
      ],
    },
    "an empty list": {
      subject: release("tetragon", { values: { tetragon: { redactionFilters: "" } } }),
      messages: ['values.tetragon.redactionFilters: got "", want filters that redact passwords and tokens'],
    },
  },
};
