import { machineMetadataService } from "../../../../policy/rules/machine/machine-metadata-service.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { awsMachine, awsTemplate } from "./builders.ts";

const launchTemplate = { launchTemplate: { id: "lt-0123456789abcdef0" } };

/** How `machine-metadata-service` is to judge. */
export const samples: Samples = {
  rule: machineMetadataService,
  good: {
    "a machine": awsMachine(),
    "a template with the default hop limit": awsTemplate(),
    "a machine that leaves it to a template": awsMachine({ ...launchTemplate, metadataOptions: null }),
    "a machine without the service": awsMachine({ metadataOptions: { httpEndpoint: "disabled" } }),
  },
  bad: {
    "a machine that says nothing": {
      subject: awsMachine({ metadataOptions: null }),
      messages: ['metadataOptions.httpTokens: got nothing, want "required"'],
    },
    "requests without a session, from pods": {
      subject: awsMachine({
        ...launchTemplate,
        metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 2 },
      }),
      messages: [
        'metadataOptions.httpTokens: got "optional", want "required"',
        "metadataOptions.httpPutResponseHopLimit: got 2, want 1",
      ],
    },
    "a hop limit beside tokens that are not known": {
      subject: awsTemplate({ metadataOptions: { httpTokens: unknown, httpPutResponseHopLimit: 64 } }),
      messages: ["metadataOptions.httpPutResponseHopLimit: got 64, want 1"],
    },
  },
  notJudged: {
    "tokens that are not known": {
      subject: awsMachine({ metadataOptions: { httpTokens: unknown } }),
      paths: ["metadataOptions.httpTokens"],
    },
  },
};
