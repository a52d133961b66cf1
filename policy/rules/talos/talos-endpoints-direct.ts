import type { Resource } from "../../judge/resource.ts";
import { stackType } from "../../judge/resource.ts";
import type { StackRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { documentIn } from "../../shapes/document.ts";
import { quoted } from "../../shapes/found.ts";
import type { MachineConfiguration } from "../../shapes/talos/machine-configuration.ts";
import { machineConfigurations } from "../../shapes/talos/machine-configuration.ts";
import { talosDocs } from "../../references.ts";

/**
 * Talos resources and the talosconfig among the outputs name no virtual address of Talos. An address of a load
 * balancer is not recognised.
 */
export const talosEndpointsDirect: StackRule = {
  id: "talos-endpoints-direct",
  scope: "stack",
  title: "The Talos API is reached at the machines, not at their shared address",
  rationale:
    "The shared address follows an election in etcd: it is gone exactly when etcd is broken and the Talos API is needed to mend it.",
  severity: "medium",
  remedy:
    "Give `node` and `endpoint` of Talos resources, and the endpoints of the talosconfig, addresses of single control planes.",
  references: [talosDocs("virtual IP", "networking/advanced/vip")],
  check: ({ resources }, { report, each, settings }) => {
    const shared = new Set<string>();
    each(resources, (resource) => {
      each(machineConfigurations(resource, settings.talosBaseline), (configuration) => {
        each([virtualAddresses, formerVirtualAddresses], (addressesOf) => {
          addressesOf(configuration).forEach((address) => shared.add(address));
        });
      });
    });
    each(resources, (resource) => {
      each(endpointsOf(resource), (endpoint) => {
        const address = endpoint.text() ?? "";
        if (shared.has(hostOf(address))) {
          report(
            `${endpoint.path}: got ${quoted(address)}, the shared address, want that of a control plane`,
            resource,
          );
        }
      });
    });
  },
};

function virtualAddresses(configuration: MachineConfiguration): string[] {
  return configuration.documents("Layer2VIPConfig").flatMap((vip) => vip.at("name").text() ?? []);
}

/** The older dialect, in the main document. */
function formerVirtualAddresses({ main }: MachineConfiguration): string[] {
  const interfaces = main.at("machine", "network", "interfaces").list();
  const links = interfaces.flatMap((link) => [link, ...link.at("vlans").list()]);
  return links.flatMap((link) => link.at("vip", "ip").text() ?? []);
}

/** Where a resource, or the stack for its users, looks for the Talos API. */
function endpointsOf({ type, props }: Resource): Value[] {
  if (type === stackType) {
    return props
      .entries()
      .flatMap(([name, output]) => (/talosconfig/i.test(name) ? endpointsIn(output) : []));
  }
  return /^talos:(machine|cluster)\//.test(type) ? [props.at("node"), props.at("endpoint")] : [];
}

/** The address of an endpoint without its port, such as `10.0.0.5:50000` and `[fd00::5]:50000` have. */
function hostOf(endpoint: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(endpoint) ?? [];
  return bracketed ?? plain ?? endpoint;
}

/** The endpoints of a talosconfig. */
function endpointsIn(talosconfig: Value): Value[] {
  const contexts = documentIn(talosconfig).at("contexts").entries();
  return contexts.flatMap(([, context]) => context.at("endpoints").list());
}
