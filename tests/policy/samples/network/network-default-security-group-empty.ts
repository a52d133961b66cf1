import { networkDefaultSecurityGroupEmpty } from "../../../../policy/rules/network/network-default-security-group-empty.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";

const group = (props: Record<string, unknown>) => ({
  type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  props: { vpcId: "vpc-0", ...props },
});

const everything = { protocol: "-1", fromPort: 0, toPort: 0 };

/** How `network-default-security-group-empty` is to judge. */
export const samples: Samples = {
  rule: networkDefaultSecurityGroupEmpty,
  good: {
    "a group that says nothing": group({}),
    "a group with empty lists": group({ ingress: [], egress: [] }),
  },
  bad: {
    "the rules that AWS gives it": {
      subject: group({
        ingress: [{ ...everything, self: true }],
        egress: [
          { ...everything, cidrBlocks: ["0.0.0.0/0"] },
          { ...everything, ipv6CidrBlocks: ["::/0"] },
        ],
      }),
      messages: ["ingress: got 1 rule, want none", "egress: got 2 rules, want none"],
    },
    "rules beside those that are not known": {
      subject: group({ ingress: unknown, egress: [everything] }),
      messages: ["egress: got 1 rule, want none"],
    },
  },
  notJudged: {
    "rules that are not known": { subject: group({ ingress: unknown }), paths: ["ingress"] },
  },
};
