import { kubernetesConfigMapNoCredentials } from "../../../../policy/rules/kubernetes/kubernetes-config-map-no-credentials.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { object } from "./builders.ts";

/** Begins as a key does, and is none. */
const privateKey = `-----BEGIN RSA PRIVATE KEY-----\n${"MIIB".repeat(16)}\n-----END RSA PRIVATE KEY-----\n`;

export const samples: Samples = {
  rule: kubernetesConfigMapNoCredentials,
  good: {
    settings: object("v1", "ConfigMap", { data: { "app.yaml": "port: 8080\ntokenFile: /var/run/token\n" } }),
    "a certificate, which everybody may see": object("v1", "ConfigMap", {
      data: { "ca.crt": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n" },
    }),
    "names of what is kept elsewhere": object("v1", "ConfigMap", {
      data: { keys: "AKIA, ghp_ and glpat- are how they begin", pem: "-----BEGIN PRIVATE KEY-----" },
    }),
    "a Secret": object("v1", "Secret", { stringData: { "tls.key": privateKey } }),
  },
  bad: {
    "a private key": {
      subject: object("v1", "ConfigMap", { data: { "ca.crt": "public", "tls.key": privateKey } }),
      messages: ["data.tls.key: a private key is not allowed here"],
    },
    "a key of age, and one of AWS": {
      subject: object("v1", "ConfigMap", {
        data: { env: `AGE=AGE-SECRET-KEY-1${"Q".repeat(58)}\nAWS_ACCESS_KEY_ID=AKIA${"A".repeat(16)}\n` },
      }),
      messages: [
        "data.env: an age secret key is not allowed here",
        "data.env: an AWS access key is not allowed here",
      ],
    },
    "a private key with its line breaks escaped": {
      subject: object("v1", "ConfigMap", { data: { "key.json": JSON.stringify({ key: privateKey }) } }),
      messages: ["data.key.json: a private key is not allowed here"],
    },
    "a signed token": {
      subject: object("v1", "ConfigMap", {
        data: { session: `eyJ${"a".repeat(20)}.eyJ${"b".repeat(20)}.${"c".repeat(20)}` },
      }),
      messages: ["data.session: a signed token is not allowed here"],
    },
    "a token of GitHub": {
      subject: object("v1", "ConfigMap", {
        data: { url: `https://ghp_${"a".repeat(36)}@git.example.org/shop` },
      }),
      messages: ["data.url: an access token is not allowed here"],
    },
  },
  notJudged: {
    "one entry": {
      subject: object("v1", "ConfigMap", { data: { address: unknown, greeting: "hello" } }),
      paths: ["data.address"],
    },
  },
};
