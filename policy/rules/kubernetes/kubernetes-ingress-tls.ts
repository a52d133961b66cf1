import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { found } from "../../shapes/found.ts";
import { eachObject, wholeObject } from "../../shapes/kubernetes/objects.ts";
import { hardeningGuide, kubernetesPage } from "../../references.ts";

/** Whether the Secret holds a certificate for the host is not looked at, and a rule without a host needs only some TLS. */
export const kubernetesIngressTls: ResourceRule = {
  scope: "resource",
  id: "kubernetes-ingress-tls",
  title: "Ingresses serve every host over TLS",
  rationale:
    "Passwords, cookies and tokens on a plain connection can be read and changed by everybody along the way.",
  severity: "high",
  remedy:
    "Name each host under `spec.tls[].hosts` with a `secretName`; cert-manager fills the Secret where the Ingress has the annotation cert-manager.io/cluster-issuer.",
  references: [
    kubernetesPage("Ingress, TLS", "concepts/services-networking/ingress/#tls"),
    hardeningGuide("Encryption"),
  ],
  types: wholeObject,
  check: (resource, { report, ...tools }) => {
    eachObject(resource, tools, (object) => {
      if (!object.is("networking.k8s.io", "Ingress")) {
        return;
      }

      const tls = object.value.at("spec", "tls");
      const entries = tls.list();
      if (!entries.some(isSomeTls)) {
        report(`${tls.path}: no entry with hosts or a secretName`);
        return;
      }
      const secured = entries.flatMap((entry) => entry.at("hosts").texts());
      tools.each(object.value.at("spec", "rules").list(), (rule) => {
        const host = rule.at("host");
        const name = host.text();
        if (name !== undefined && !secured.some((one) => covers(one, name))) {
          report(`${host.path}: ${found(host)} is not among the hosts of ${tls.path}`);
        }
      });
    });
  },
};

/** Whether an entry says anything: an empty one is accepted by the API server, and secures nothing. */
function isSomeTls(entry: Value): boolean {
  return entry.at("hosts").list().length > 0 || (entry.at("secretName").text() ?? "") !== "";
}

/** Whether a certificate for one name, which may begin with `*.`, serves a host. */
function covers(certified: string, host: string): boolean {
  return certified === host || (certified.startsWith("*.") && host.replace(/^[^.]+/, "*") === certified);
}
