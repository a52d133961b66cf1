import type { Check } from "../../check.ts";
import { failed } from "../../check.ts";
import type { Inquiry } from "../../inquiry.ts";
import type { Surroundings } from "../../surroundings.ts";
import { endpointZoneCheck } from "../dns.ts";
import { plannedInstances, stillToMake } from "../instances.ts";
import { lookAtAzure } from "./facts.ts";
import { judgeAzure } from "./judge.ts";

/** What there is to find out about the subscription and location of a stack on Azure; nothing on another provider. */
export function azureInquiry({ config, own, network, keepSecret }: Surroundings): Inquiry[] {
  const { azure, endpoint } = config;
  if (azure === undefined) {
    return [];
  }
  const planned = plannedInstances(config);
  const dns = endpoint.dns?.provider === "azure" ? endpoint.dns : undefined;
  const { subscriptionId, tenantId, location } = azure;
  return [
    {
      provider: {
        name: "azure-native",
        sdk: "@pulumi/azure-native",
        settings: { subscriptionId, tenantId, location },
      },
      async look(ask): Promise<Check[]> {
        const facts = await lookAtAzure(ask, { azure, zoneId: dns?.zoneId, network, keepSecret });
        const plan = {
          azure,
          nodeCidr: config.network.nodeCidr,
          planned,
          toMake: stillToMake(planned, own),
        };
        const checks = judgeAzure(plan, facts);
        if (dns === undefined || facts.zone === undefined || "problem" in facts.client) {
          return checks;
        }
        return [
          ...checks,
          ...("value" in facts.zone
            ? await endpointZoneCheck(dns.name, facts.zone.value, network)
            : [
                failed(
                  { check: "dns-zone", lookedAt: `the zone of ${dns.name} at Azure DNS` },
                  facts.zone.problem,
                  "Correct `endpoint.dns.zoneId`, or give the identity the role Reader on the zone.",
                ),
              ]),
        ];
      },
    },
  ];
}
