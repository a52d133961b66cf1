import type { ResourceRule } from "../../judge/rule.ts";
import { cisCloud } from "../../references.ts";

/** The security group that everything is in which names none lets nothing through. */
export const networkDefaultSecurityGroupEmpty: ResourceRule = {
  id: "network-default-security-group-empty",
  scope: "resource",
  title: "The default security group has no rules",
  rationale:
    "Whatever is started without a security group gets the default one: with rules in it, a slip joins a network instead of failing.",
  severity: "medium",
  remedy:
    "Declare `aws:ec2/defaultSecurityGroup:DefaultSecurityGroup` with the `vpcId` and with neither `ingress` nor `egress`, which empties it, and name a security group on every machine.",
  references: [cisCloud("aws", "5.4")],
  types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
  check: ({ props }, { each, report }) => {
    each([props.at("ingress"), props.at("egress")], (rules) => {
      const { length } = rules.list();
      if (length > 0) {
        report(`${rules.path}: got ${length} ${length === 1 ? "rule" : "rules"}, want none`);
      }
    });
  },
};
