import type { Check } from "../../check.ts";
import { failed } from "../../check.ts";
import type { Inquiry } from "../../inquiry.ts";
import type { Surroundings } from "../../surroundings.ts";
import { endpointZoneCheck } from "../dns.ts";
import { plannedInstances, typesOf } from "../instances.ts";
import { lookAtAws } from "./facts.ts";
import { judgeAws } from "./judge.ts";

/** What there is to find out about the account and region of a stack on AWS; nothing on another provider. */
export function awsInquiry({ config, own, network }: Surroundings): Inquiry[] {
  const { aws, endpoint, versions } = config;
  if (aws === undefined) {
    return [];
  }
  const planned = plannedInstances(config);
  const dns = endpoint.dns?.provider === "route53" ? endpoint.dns : undefined;
  return [
    {
      provider: { name: "aws", sdk: "@pulumi/aws", settings: { region: aws.region } },
      async look(ask): Promise<Check[]> {
        const facts = await lookAtAws(ask, {
          aws,
          talos: versions.talos,
          types: typesOf(planned),
          zoneId: dns?.zoneId,
        });
        const checks = judgeAws({ aws, nodeCidr: config.network.nodeCidr, planned, own }, facts);
        if (dns === undefined || facts.zone === undefined || "problem" in facts.caller) {
          return checks;
        }
        return [
          ...checks,
          ...("value" in facts.zone
            ? await endpointZoneCheck(
                dns.name,
                { ...facts.zone.value, private: facts.zone.value.privateZone === true },
                network,
              )
            : [
                failed(
                  { check: "dns-zone", lookedAt: `the zone of ${dns.name} at Route 53` },
                  facts.zone.problem,
                  "Correct `endpoint.dns.zoneId`, or allow route53:GetHostedZone on it.",
                ),
              ]),
        ];
      },
    },
  ];
}
