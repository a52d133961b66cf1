import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { found } from "../../shapes/found.ts";
import { azureType } from "../../shapes/platform.ts";
import { cisCloud } from "../../references.ts";

type Report = (message: string) => void;

/** Policies of AWS that accept TLS 1.2 and 1.3 alone. */
const modernPolicies = /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;

/** Balancers that end connections do so with TLS of this decade. What only passes connections on is not judged. */
export const networkListenerTls: ResourceRule = {
  id: "network-listener-tls",
  scope: "resource",
  title: "Listeners speak TLS 1.2 or later",
  rationale:
    "What goes over clear-text HTTP, tokens and cookies among it, is read and changed on the way; TLS before 1.2 can be broken.",
  severity: "high",
  remedy:
    "Use HTTPS or TLS with a policy such as `ELBSecurityPolicy-TLS13-1-2-2021-06` on AWS (HTTP only to redirect), `minTlsVersion: TLS_1_2` on Google Cloud, `sslPolicy.minProtocolVersion: TLSv1_2` on Azure.",
  references: [
    {
      title: "Elastic Load Balancing documentation, Security policies for Application Load Balancers",
      url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    },
    cisCloud("gcp", "3.9"),
  ],
  types: [
    "aws:lb/listener:Listener",
    "aws:alb/listener:Listener",
    azureType("network", "ApplicationGateway"),
    "gcp:compute/sSLPolicy:SSLPolicy",
    "gcp:compute/regionSslPolicy:RegionSslPolicy",
  ],
  check: ({ type, props }, { report }) => {
    if (type.startsWith("aws:")) {
      checkListener(props, report);
    } else if (type.startsWith("gcp:")) {
      wantVersion(props.at("minTlsVersion"), ["TLS_1_2", "TLS_1_3"], report);
    } else if (props.at("sslPolicy", "policyType").text() !== "Predefined") {
      wantVersion(props.at("sslPolicy", "minProtocolVersion"), ["TLSv1_2", "TLSv1_3"], report);
    } else {
      const name = props.at("sslPolicy", "policyName");
      if (!/^AppGwSslPolicy(20170401S|20[2-9])/.test(name.text() ?? "")) {
        report(`${name.path}: got ${found(name)}, want "AppGwSslPolicy20220101" or a later one`);
      }
    }
  },
};

function checkListener(props: Value, report: Report): void {
  const protocol = props.at("protocol");
  switch (protocol.text()) {
    case "HTTP": {
      const actions = props.at("defaultActions").list();
      if (actions.length === 0 || !actions.every(redirectsToTls)) {
        report('protocol: got "HTTP", want "HTTPS", or a redirect to it as the default action');
      }
      break;
    }
    case "HTTPS":
    case "TLS": {
      const policy = props.at("sslPolicy");
      if (!modernPolicies.test(policy.text() ?? "")) {
        report(`${policy.path}: got ${found(policy)}, want one of TLS 1.2 and later`);
      }
      break;
    }
    default:
  }
}

function redirectsToTls(action: Value): boolean {
  return action.at("type").text() === "redirect" && action.at("redirect", "protocol").text() === "HTTPS";
}

function wantVersion(version: Value, allowed: readonly string[], report: Report): void {
  if (!allowed.includes(version.text() ?? "")) {
    report(`${version.path}: got ${found(version)}, want ${allowed.map((one) => `"${one}"`).join(" or ")}`);
  }
}
