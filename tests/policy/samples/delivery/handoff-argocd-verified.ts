import { handoffArgocdVerified } from "../../../../policy/rules/delivery/handoff-argocd-verified.ts";
import type { Sample, Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";
import { object } from "./builders.ts";

const access = (tlsClientConfig?: object) => JSON.stringify({ bearerToken: "hunter2", tlsClientConfig });

const encoded = (text: string) => Buffer.from(text, "utf8").toString("base64");

const cluster = (content: object, form: "data" | "stringData" = "stringData"): Sample =>
  object(
    "v1",
    "Secret",
    { [form]: content },
    { name: "cluster", namespace: "argocd", labels: { "argocd.argoproj.io/secret-type": "cluster" } },
  );

export const samples: Samples = {
  rule: handoffArgocdVerified,
  good: {
    "an authority": cluster({
      server: "https://10.0.0.5:6443",
      config: secret(access({ insecure: false, caData: "LS0t" })),
    }),
    "authorities that everybody trusts": cluster({ server: "https://api.example.org", config: access() }),
    "another Secret": object(
      "v1",
      "Secret",
      { stringData: { server: "http://10.0.0.5", config: access({ insecure: true }) } },
      { name: "other", namespace: "argocd" },
    ),
    "what cannot be read": cluster({ server: "https://10.0.0.5:6443", config: "{ not: json" }),
  },
  bad: {
    "no check": {
      subject: cluster({ server: "https://10.0.0.5:6443", config: secret(access({ insecure: true })) }),
      messages: [
        "stringData.config.tlsClientConfig.insecure: true is not allowed, want false and the authority in caData",
      ],
    },
    "in the clear, and encoded": {
      subject: cluster(
        { server: encoded("HTTP://10.0.0.5:8080"), config: encoded(access({ insecure: true })) },
        "data",
      ),
      messages: [
        "data.server: http:// is not allowed, want https://",
        "data.config.tlsClientConfig.insecure: true is not allowed, want false and the authority in caData",
      ],
    },
  },
  notJudged: {
    "a token that is not known": {
      subject: cluster({ server: "https://10.0.0.5:6443", config: secret(unknown) }),
      paths: ["stringData.config"],
    },
  },
};
