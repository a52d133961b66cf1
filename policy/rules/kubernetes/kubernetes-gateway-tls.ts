import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { eachObject, wholeObject } from "../../shapes/kubernetes/objects.ts";
import { hardeningGuide } from "../../references.ts";

/**
 * A listener for plain HTTP is let pass only beside one for HTTPS on the same host, where it can send clients on: which
 * routes hang on it, a Gateway does not say.
 */
export const kubernetesGatewayTls: ResourceRule = {
  scope: "resource",
  id: "kubernetes-gateway-tls",
  title: "Gateways serve every host over TLS",
  rationale:
    "Passwords, cookies and tokens on a plain connection can be read and changed by everybody along the way.",
  severity: "high",
  remedy:
    "Give the Gateway a listener of protocol HTTPS with `tls.certificateRefs` for the same `hostname`, and let the one for HTTP only redirect (HTTPRoute filter RequestRedirect with scheme https).",
  references: [
    { title: "Gateway API, TLS Configuration", url: "https://gateway-api.sigs.k8s.io/guides/tls/" },
    {
      title: "Gateway API, HTTP to HTTPS redirects",
      url: "https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/",
    },
    hardeningGuide("Encryption"),
  ],
  types: wholeObject,
  check: (resource, { report, ...tools }) => {
    eachObject(resource, tools, (object) => {
      if (!object.is("gateway.networking.k8s.io", "Gateway")) {
        return;
      }
      const listeners = object.value.at("spec", "listeners").list();
      tools.each(listeners, (listener) => {
        const protocol = listener.at("protocol");
        if (protocol.text() === "HTTP" && !listeners.some((other) => isHttpsFor(listener, other))) {
          report(`${protocol.path}: "HTTP" is not allowed without a listener for HTTPS on the same hostname`);
        }
        const certificates = listener.at("tls", "certificateRefs");
        if (protocol.text() === "HTTPS" && certificates.list().length === 0 && !hasOptions(listener)) {
          report(`${certificates.path}: missing`);
        }
      });
    });
  },
};

/** Some implementations take the certificate from options of their own. */
function hasOptions(listener: Value): boolean {
  return listener.at("tls", "options").entries().length > 0;
}

function isHttpsFor(plain: Value, other: Value): boolean {
  return (
    other.at("protocol").text() === "HTTPS" &&
    (other.at("hostname").text() ?? "") === (plain.at("hostname").text() ?? "")
  );
}
