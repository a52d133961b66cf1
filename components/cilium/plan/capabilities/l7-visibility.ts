import { clashIf } from "../conflicts/conflict.ts";
import { l7VisibilityPolicies, parsesHttp } from "../policies/l7-visibility.ts";
import { isOlder } from "../versions/version.ts";
import type { Capability } from "./capability.ts";

/** Application protocols. What is seen is what an L7 rule of a policy selects, so the proxy must be configurable. */
export const l7Visibility: Capability = {
  name: "l7Visibility",
  purpose: "Looks into HTTP, gRPC and DNS.",
  cost: "Traffic that an L7 rule selects passes a proxy: processor time and some latency. By default that is DNS.",
  check: { command: "hubble observe --type l7", shows: "requests with method, path and status." },
  needs: [
    {
      capability: "advancedPolicy",
      reason: "what is looked into is what a policy with rules of its protocol selects",
      source: "Cilium documentation, Layer 7 Protocol Visibility",
    },
  ],
  conflicts: [
    {
      id: "kafka-parsing-needs-cilium-before-1.20",
      reason: "Cilium 1.20 removed its parser of Kafka, after it had been deprecated since 1.16",
      source: "cilium/cilium#43557",
      remedy: "Leave kafka out. Its connections are still seen and allowed or denied, without their topics.",
      clashes: ({ ciliumVersion, l7Protocols }) =>
        clashIf(
          l7Protocols.includes("kafka") && !isOlder(ciliumVersion, "1.20"),
          "capabilities.l7Visibility.protocols",
          "kafka",
          "http, grpc and dns",
        ),
    },
    {
      id: "l7-namespaces-need-http",
      reason: "requests are looked into by the parser of HTTP, which reads gRPC as well",
      source: "Cilium documentation, Layer 7 Policies",
      remedy: "Switch l7Visibility on with http or grpc among its protocols, or name no namespace.",
      clashes: ({ l7Protocols, settings: { l7 } }) =>
        clashIf(
          l7.namespaces.length > 0 && !parsesHttp(l7Protocols),
          "settings.l7.namespaces",
          l7.namespaces,
          "empty while neither http nor grpc is looked into",
        ),
    },
  ],
  values: (_plan, on) => ({ envoyConfig: { enabled: on } }),
  objects: l7VisibilityPolicies,
};
