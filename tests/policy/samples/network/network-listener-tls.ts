import { networkListenerTls } from "../../../../policy/rules/network/network-listener-tls.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";

type Props = Readonly<Record<string, unknown>>;

const forward = [{ type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:::targetgroup/edge" }];
const redirect = (protocol: string) => [{ type: "redirect", redirect: { protocol, statusCode: "HTTP_301" } }];

const listener = (props: Props) => ({
  type: "aws:lb/listener:Listener",
  props: {
    loadBalancerArn: "arn:aws:elasticloadbalancing:::loadbalancer/edge",
    defaultActions: forward,
    ...props,
  },
});

const gateway = (sslPolicy: Props) => ({
  type: "azure-native:network:ApplicationGateway",
  props: { resourceGroupName: "edge", sslPolicy },
});

const policy = (props: Props) => ({ type: "gcp:compute/sSLPolicy:SSLPolicy", props });

/** How `network-listener-tls` is to judge. */
export const samples: Samples = {
  rule: networkListenerTls,
  good: {
    "HTTPS on AWS": listener({
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    }),
    "TLS on AWS, of the latest version alone": listener({
      port: 443,
      protocol: "TLS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06",
    }),
    "HTTP on AWS that leads to HTTPS": listener({
      port: 80,
      protocol: "HTTP",
      defaultActions: redirect("HTTPS"),
    }),
    "the API, whose TLS ends in the cluster": listener({ port: 6443, protocol: "TCP" }),
    "a policy of Azure by its version": gateway({ policyType: "CustomV2", minProtocolVersion: "TLSv1_2" }),
    "a policy of Azure by its name": gateway({
      policyType: "Predefined",
      policyName: "AppGwSslPolicy20220101S",
    }),
    "a policy of Google Cloud": policy({ profile: "MODERN", minTlsVersion: "TLS_1_2" }),
  },
  bad: {
    "HTTP on AWS": {
      subject: listener({ port: 80, protocol: "HTTP" }),
      messages: ['protocol: got "HTTP", want "HTTPS", or a redirect to it as the default action'],
    },
    "HTTP on AWS that leads to HTTP": {
      subject: listener({ port: 80, protocol: "HTTP", defaultActions: redirect("HTTP") }),
      messages: ['protocol: got "HTTP", want "HTTPS", or a redirect to it as the default action'],
    },
    "HTTP on AWS by the other name of the type": {
      subject: { ...listener({ port: 80, protocol: "HTTP" }), type: "aws:alb/listener:Listener" },
      messages: ['protocol: got "HTTP", want "HTTPS", or a redirect to it as the default action'],
    },
    "HTTP on AWS of which only a part leads to HTTPS": {
      subject: listener({ port: 80, protocol: "HTTP", defaultActions: [...redirect("HTTPS"), ...forward] }),
      messages: ['protocol: got "HTTP", want "HTTPS", or a redirect to it as the default action'],
    },
    "HTTPS on AWS with the policy that it has by default": {
      subject: listener({ port: 443, protocol: "HTTPS" }),
      messages: ["sslPolicy: got nothing, want one of TLS 1.2 and later"],
    },
    "TLS on AWS with an old policy": {
      subject: listener({ port: 443, protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" }),
      messages: ['sslPolicy: got "ELBSecurityPolicy-TLS13-1-0-2021-06", want one of TLS 1.2 and later'],
    },
    "an old version on Azure": {
      subject: gateway({ policyType: "Custom", minProtocolVersion: "TLSv1_1" }),
      messages: ['sslPolicy.minProtocolVersion: got "TLSv1_1", want "TLSv1_2" or "TLSv1_3"'],
    },
    "an old policy of Azure": {
      subject: gateway({ policyType: "Predefined", policyName: "AppGwSslPolicy20170401" }),
      messages: [
        'sslPolicy.policyName: got "AppGwSslPolicy20170401", want "AppGwSslPolicy20220101" or a later one',
      ],
    },
    "a policy of Google Cloud with the version that it has by default": {
      subject: policy({ profile: "COMPATIBLE" }),
      messages: ['minTlsVersion: got nothing, want "TLS_1_2" or "TLS_1_3"'],
    },
    "a policy of one region of Google Cloud": {
      subject: { type: "gcp:compute/regionSslPolicy:RegionSslPolicy", props: { minTlsVersion: "TLS_1_1" } },
      messages: ['minTlsVersion: got "TLS_1_1", want "TLS_1_2" or "TLS_1_3"'],
    },
  },
  notJudged: {
    "a protocol that is not known": { subject: listener({ protocol: unknown }), paths: ["protocol"] },
  },
};
