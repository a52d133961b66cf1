import { handoffLeastPrivilege } from "../../../../policy/rules/stack/handoff-least-privilege.ts";
import type { Sample, Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";
import { base64, kubeconfig, outputs, tokenOf } from "./builders.ts";

/** A certificate as a kubeconfig keeps it: PEM in base64. */
const certificate = (...der: readonly string[]) =>
  base64(`-----BEGIN CERTIFICATE-----\n${der.join("\n")}\n-----END CERTIFICATE-----\n`);

/** O = system:masters, CN = admin; its key was never kept. */
const administrator = certificate(
  "MIIBqDCCAU+gAwIBAgIUftOhJ3+K+j3oDAwawfD/Vc68s2IwCgYIKoZIzj0EAwIwKTEXMBUGA1UECgwOc3lzdGVtOm1hc3Rl",
  "cnMxDjAMBgNVBAMMBWFkbWluMCAXDTI2MTEyMTE2MTkwMFoYDzIxMjYxMDI4MTYxOTAwWjApMRcwFQYDVQQKDA5zeXN0ZW06",
  "bWFzdGVyczEOMAwGA1UEAwwFYWRtaW4wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASmbRedoHtdEy4hJpeI56q3wxoB75SX",
  "pzJAH8y7CMCCdASWK7yyyBZpoB+Gmvhi6x9bLad7YGLCdCjSPVOwohIXo1MwUTAdBgNVHQ4EFgQUALaYC5Y4eXtNqiX4hXCH",
  "91Z9LEIwHwYDVR0jBBgwFoAUALaYC5Y4eXtNqiX4hXCH91Z9LEIwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBE",
  "AiA3O8NjI5i0lSsHS7YsvCvsL6/rquvku/v9Oo6VAPF8aQIgfIs82pDQ1Otof9reOZkxZJz1/y9T9RTIAMpWKyZiL2c=",
);

/** O = platform, CN = pipeline; its key was never kept. */
const pipeline = certificate(
  "MIIBozCCAUmgAwIBAgIUJNkQRoI4MJfCD9T26Mz7hU8o2GgwCgYIKoZIzj0EAwIwJjERMA8GA1UECgwIcGxhdGZvcm0xETAP",
  "BgNVBAMMCHBpcGVsaW5lMCAXDTI2MTEyMTE2MTkwMFoYDzIxMjYxMDI4MTYxOTAwWjAmMREwDwYDVQQKDAhwbGF0Zm9ybTER",
  "MA8GA1UEAwwIcGlwZWxpbmUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASmbRedoHtdEy4hJpeI56q3wxoB75SXpzJAH8y7",
  "CMCCdASWK7yyyBZpoB+Gmvhi6x9bLad7YGLCdCjSPVOwohIXo1MwUTAdBgNVHQ4EFgQUALaYC5Y4eXtNqiX4hXCH91Z9LEIw",
  "HwYDVR0jBBgwFoAUALaYC5Y4eXtNqiX4hXCH91Z9LEIwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA8ZRC",
  "NaHDJQCeCyPHDeeoAT1oarYEnJgALqSvcvPZWDECIE4Bq9kRwHjWHJ+JiRv82IVBdK451tjtRolIxCViHiM+",
);

const account = { kind: "ServiceAccount", name: "platform", namespace: "argocd" };

const binding = ({ role: name, subject }: { role: string; subject: object }): Sample => ({
  type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
  name: "binding",
  props: {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "platform" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
    subjects: [subject],
  },
});

const role = (name: string, verbs: readonly string[]): Sample => ({
  type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
  name,
  props: {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name },
    rules: [{ apiGroups: ["*"], resources: ["*"], verbs }],
  },
});

export const samples: Samples = {
  rule: handoffLeastPrivilege,
  good: {
    "a service account with a role of its own": [
      outputs({ kubeconfig: secret(kubeconfig({ token: tokenOf("argocd", "platform") })) }),
      binding({ role: "platform", subject: account }),
      role("platform", ["get", "list"]),
    ],
    "an administrator's kubeconfig in another output": [
      outputs({ adminKubeconfig: secret(kubeconfig({ "client-certificate-data": administrator })) }),
    ],
    "a certificate in a group that is bound to nothing": [
      outputs({ kubeconfig: secret(kubeconfig({ "client-certificate-data": pipeline })) }),
      binding({ role: "cluster-admin", subject: { kind: "Group", name: "operators" } }),
    ],
    "a program that asks a cloud for tokens": [
      outputs({
        kubeconfig: kubeconfig({ exec: { command: "aws", apiVersion: "client.authentication.k8s.io/v1" } }),
      }),
    ],
    "a token and a certificate that are none": [
      outputs({ kubeconfig: kubeconfig({ token: "abc", "client-certificate-data": "abc" }) }),
    ],
  },
  bad: {
    "the administrator's certificate of Talos": {
      subject: [outputs({ kubeconfig: secret(kubeconfig({ "client-certificate-data": administrator })) })],
      messages: [
        'output kubeconfig: "admin" is in the group system:masters, want an identity with rights of its own',
      ],
    },
    "a service account that is bound to cluster-admin": {
      subject: [
        outputs({ kubeconfig: secret(kubeconfig({ token: tokenOf("argocd", "platform") })) }),
        binding({ role: "cluster-admin", subject: account }),
      ],
      messages: [
        'subjects[0]: binds "system:serviceaccount:argocd:platform" of the output kubeconfig to the whole cluster',
      ],
    },
    "a group of a certificate that is bound to a role which allows everything": {
      subject: [
        outputs({ kubeconfig: { users: [{ user: { "client-certificate-data": pipeline } }] } }),
        binding({ role: "everything", subject: { kind: "Group", name: "platform" } }),
        role("everything", ["*"]),
      ],
      messages: ['subjects[0]: binds "pipeline" of the output kubeconfig to the whole cluster'],
    },
    "all service accounts of a namespace, and a user by name": {
      subject: [
        outputs({ kubeconfig: secret(kubeconfig({ token: tokenOf("argocd", "platform") })) }),
        binding({ role: "cluster-admin", subject: { kind: "Group", name: "system:serviceaccounts:argocd" } }),
        {
          ...binding({
            role: "cluster-admin",
            subject: { kind: "User", name: "system:serviceaccount:argocd:platform" },
          }),
          name: "by-name",
        },
      ],
      messages: [
        'subjects[0]: binds "system:serviceaccount:argocd:platform" of the output kubeconfig to the whole cluster',
        'subjects[0]: binds "system:serviceaccount:argocd:platform" of the output kubeconfig to the whole cluster',
      ],
    },
  },
  notJudged: {
    "a kubeconfig that is made in this run": {
      subject: [outputs({ kubeconfig: unknown }), binding({ role: "cluster-admin", subject: account })],
      paths: ["kubeconfig"],
    },
  },
};
