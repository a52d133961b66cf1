import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { cisBenchmark, configurationReference, hardeningGuide } from "../../references.ts";

/** There is a key for secretbox or AES-CBC. Whether older Secrets were written anew is not seen. */
export const talosEncryptionAtRest = configurationRule({
  id: "talos-encryption-at-rest",
  title: "Secrets are encrypted in etcd",
  rationale: "Otherwise a copy of etcd, such as a backup, has every Secret of the cluster in the clear.",
  severity: "critical",
  remedy:
    "Let Talos generate the configuration from machine secrets that have a `secretboxEncryptionSecret`, and do not patch `cluster.secretboxEncryptionSecret` away.",
  references: [cisBenchmark("1.2.27 and 1.2.28"), hardeningGuide("Secrets"), configurationReference],
  role: "controlplane",
  generated: true,
  check: ({ main }, { report }) => {
    const keys = ["secretboxEncryptionSecret", "aescbcEncryptionSecret"];
    // An empty text is what a secret looks like that was never generated.
    if (!keys.some((key) => main.at("cluster", key).text())) {
      report("cluster.secretboxEncryptionSecret: got nothing, want a generated key");
    }
  },
});
