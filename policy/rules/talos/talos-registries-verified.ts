import type { Value } from "../../judge/value.ts";
import { refusePlainHttp, wantFlag } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import type { MachineConfiguration } from "../../shapes/talos/machine-configuration.ts";
import { talosDocs } from "../../references.ts";

/** No mirror uses `http://` and no registry goes unverified. Mirrors on the machine itself may use `http://`. */
export const talosRegistriesVerified = configurationRule({
  id: "talos-registries-verified",
  title: "Registries are reached by HTTPS and their certificates are checked",
  rationale: "Otherwise whoever stands in between decides which images run, those of the system among them.",
  severity: "high",
  remedy:
    "Use https:// for every mirror in `infraflux:mirrors:registries`. Elsewhere change the endpoints, take `insecureSkipVerify` out, and give a private authority as `ca` in a RegistryTLSConfig.",
  references: [
    talosDocs("RegistryMirrorConfig", "reference/configuration/cri/registrymirrorconfig"),
    talosDocs("RegistryTLSConfig", "reference/configuration/cri/registrytlsconfig"),
  ],
  check: (configuration, { report, each }) => {
    each([currentEndpoints, formerEndpoints], (endpointsOf) => {
      each(endpointsOf(configuration), (endpoint) => {
        if (!staysOnMachine(endpoint.text() ?? "")) {
          refusePlainHttp(endpoint, report);
        }
      });
    });
    each([currentSwitches, formerSwitches], (switchesOf) => {
      each(switchesOf(configuration), (unverified) => {
        wantFlag(unverified, false, false, report);
      });
    });
  },
});

function currentEndpoints(configuration: MachineConfiguration): Value[] {
  return configuration
    .documents("RegistryMirrorConfig")
    .flatMap((mirror) => mirror.at("endpoints").list())
    .map((endpoint) => endpoint.at("url"));
}

/** The older dialect, in the main document. */
function formerEndpoints({ main }: MachineConfiguration): Value[] {
  const mirrors = main.at("machine", "registries", "mirrors").entries();
  return mirrors.flatMap(([, mirror]) => mirror.at("endpoints").list());
}

function currentSwitches(configuration: MachineConfiguration): Value[] {
  return configuration.documents("RegistryTLSConfig").map((tls) => tls.at("insecureSkipVerify"));
}

function formerSwitches({ main }: MachineConfiguration): Value[] {
  const registries = main.at("machine", "registries", "config").entries();
  return registries.map(([, registry]) => registry.at("tls", "insecureSkipVerify"));
}

/** What never leaves the machine, such as a mirror that runs on each of them, needs no certificate. */
function staysOnMachine(address: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(URL.parse(address)?.hostname ?? "");
}
