import type { Rule } from "./rule.ts";

const wayOut: Rule = {
  name: "azure-egress-named",
  holds: "In a network of Azure that is there already, a public endpoint knows the addresses of the way out.",
  needs: ["azure", "provider"],
  check: ({ azure }) =>
    azure.network !== undefined && azure.endpoint === "public" && azure.network.egressCidrs.length === 0
      ? [
          {
            key: "azure.network.egressCidrs",
            value: [],
            allowed:
              "the addresses of the network's NAT gateway or firewall: the machines come to the public address of the API by them, and would be shut out",
            remedy: "Name them, such as 203.0.113.7/32, or set azure.endpoint to internal.",
          },
        ]
      : [],
};

const nativeRouting: Rule = {
  name: "azure-routes-in-own-network",
  holds:
    "On Azure native routing wants a network that the stack makes: the cloud controller manager writes its route table.",
  needs: ["azure", "cilium", "provider"],
  check: ({ azure, cilium: { settings } }) =>
    azure.network !== undefined && settings.routingMode === "native"
      ? [
          {
            key: "cilium.settings.routingMode",
            value: settings.routingMode,
            allowed:
              "tunnel in a network that is there already, whose route table is not the stack's to write",
            remedy: "Set cilium.settings.routingMode to tunnel, or remove azure.network.",
          },
        ]
      : [],
};

const names: Rule = {
  name: "azure-disk-name",
  holds: "No data disk of a machine on Azure takes the name of its system disk.",
  needs: ["azure", "controlPlane", "workers", "provider"],
  check: ({ controlPlane, workers }) =>
    [
      { key: "controlPlane.dataDisks", pool: controlPlane },
      ...Object.entries(workers).map(([name, pool]) => ({ key: `workers.${name}.dataDisks`, pool })),
    ].flatMap(({ key, pool }) =>
      pool.dataDisks
        .filter(({ name }) => name === "system")
        .map(({ name }) => ({
          key,
          value: name,
          allowed: "any name but system, which is the disk that Talos is on",
          remedy: "Rename the data disk.",
        })),
    ),
};

/** Rules about machines on Azure. */
export const azureRules: readonly Rule[] = [wayOut, nativeRouting, names];
