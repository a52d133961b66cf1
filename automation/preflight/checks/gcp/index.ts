import type { Check } from "../../check.ts";
import { failed } from "../../check.ts";
import type { Inquiry } from "../../inquiry.ts";
import type { Surroundings } from "../../surroundings.ts";
import { endpointZoneCheck } from "../dns.ts";
import { plannedInstances, stillToMake } from "../instances.ts";
import { lookAtGcp } from "./facts.ts";
import { judgeGcp } from "./judge.ts";

/** What there is to find out about the project and region of a stack on Google Cloud; nothing on another provider. */
export function gcpInquiry({ config, own, network, keepSecret }: Surroundings): Inquiry[] {
  const { gcp, endpoint } = config;
  if (gcp === undefined) {
    return [];
  }
  const planned = plannedInstances(config);
  const dns = endpoint.dns?.provider === "google" ? endpoint.dns : undefined;
  const { project, region } = gcp;
  return [
    {
      provider: { name: "gcp", sdk: "@pulumi/gcp", settings: { project, region } },
      async look(ask): Promise<Check[]> {
        const facts = await lookAtGcp(ask, { gcp, zoneName: dns?.zoneId, network, keepSecret });
        const plan = {
          gcp,
          nodeCidr: config.network.nodeCidr,
          planned,
          toMake: stillToMake(planned, own),
          dns: dns !== undefined,
        };
        const checks = judgeGcp(plan, facts);
        if (dns === undefined || facts.zone === undefined || "problem" in facts.project) {
          return checks;
        }
        const { zone } = facts;
        return [
          ...checks,
          ...("value" in zone
            ? await endpointZoneCheck(
                dns.name,
                {
                  name: zone.value.dnsName,
                  nameServers: zone.value.nameServers,
                  private: zone.value.visibility === "private",
                },
                network,
              )
            : [
                failed(
                  { check: "dns-zone", lookedAt: `the zone of ${dns.name} at Cloud DNS` },
                  zone.problem,
                  "Correct `endpoint.dns.zoneId`, or give the identity the permission dns.managedZones.get.",
                ),
              ]),
        ];
      },
    },
  ];
}
