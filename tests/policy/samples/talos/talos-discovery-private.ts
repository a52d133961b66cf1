import { talosDiscoveryPrivate } from "../../../../policy/rules/talos/talos-discovery-private.ts";
import type { Samples } from "../../support/sample.ts";
import { knownMachine, patchedMachine } from "./builders.ts";

const discovery = (content: object) => ({ cluster: { discovery: content } });
const generated = {
  machine: { type: "worker" },
  ...discovery({ enabled: true, registries: { service: {} } }),
};

export const samples: Samples = {
  rule: talosDiscoveryPrivate,
  good: {
    "no discovery": knownMachine(generated, discovery({ enabled: false })),
    "no discovery, said before anything is generated": patchedMachine(discovery({ enabled: false })),
    "a service of one's own": knownMachine(
      generated,
      discovery({ registries: { service: { endpoint: "https://discovery.example.org/" } } }),
    ),
    "discovery without a service": knownMachine(
      generated,
      discovery({ registries: { service: { disabled: true } } }),
    ),
  },
  bad: {
    "what Talos generates": {
      subject: knownMachine(generated),
      messages: [
        "cluster.discovery.registries.service.endpoint: got the public service, want one of your own",
      ],
    },
    "the public service by its name": {
      subject: knownMachine(
        generated,
        discovery({ registries: { service: { endpoint: "https://discovery.talos.dev/" } } }),
      ),
      messages: [
        "cluster.discovery.registries.service.endpoint: got the public service, want one of your own",
      ],
    },
  },
  notJudged: {
    "a configuration that is generated later": {
      subject: patchedMachine({ machine: { type: "worker" } }),
      paths: ["cluster.discovery.enabled"],
    },
  },
};
