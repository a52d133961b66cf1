import type { Rule } from "./rule.ts";

/** Port of the Kubernetes API on every machine. */
const apiPort = 6443;

const port: Rule = {
  name: "gcp-endpoint-port",
  holds: "On Google Cloud the Kubernetes API has the port of the machines: the load balancer keeps it.",
  needs: ["gcp", "endpoint", "provider"],
  check: ({ endpoint }) =>
    endpoint.port === apiPort
      ? []
      : [
          {
            key: "endpoint.port",
            value: endpoint.port,
            allowed: `${apiPort} on Google Cloud, whose load balancer hands packets on with the port that they came for`,
            remedy: "Remove endpoint.port.",
          },
        ],
};

const wayOut: Rule = {
  name: "gcp-egress-named",
  holds:
    "In a network of Google Cloud that is there already, a public endpoint knows the addresses of the way out.",
  needs: ["gcp", "provider"],
  check: ({ gcp }) =>
    gcp.network !== undefined && gcp.endpoint === "public" && gcp.network.egressCidrs.length === 0
      ? [
          {
            key: "gcp.network.egressCidrs",
            value: [],
            allowed:
              "the addresses of the network's Cloud NAT: the machines come to the public address of the API by them, and would be shut out",
            remedy: "Name them, such as 203.0.113.7/32, or set gcp.endpoint to internal.",
          },
        ]
      : [],
};

const zones: Rule = {
  name: "gcp-zones-of-region",
  holds: "The zones of Google Cloud are those of the region.",
  needs: ["gcp", "provider"],
  check: ({ gcp }) =>
    (gcp.zones ?? [])
      .filter((zone) => !zone.startsWith(`${gcp.region}-`))
      .map((zone) => ({
        key: "gcp.zones",
        value: zone,
        allowed: `zones of gcp.region ${gcp.region}`,
        remedy: `Name zones such as ${gcp.region}-a, or remove gcp.zones to take a, b and c.`,
      })),
};

const clusterName: Rule = {
  name: "gcp-cluster-name",
  holds:
    "On Google Cloud the name of the cluster begins with a letter, as everything that is named after it.",
  needs: ["gcp", "cluster", "provider"],
  check: ({ cluster }) =>
    /^[a-z]/.test(cluster.name)
      ? []
      : [
          {
            key: "cluster.name",
            value: cluster.name,
            allowed: "a name that begins with a letter: Google Cloud takes no other for machines and tags",
            remedy: "Choose another name.",
          },
        ],
};

const names: Rule = {
  name: "gcp-disk-name",
  holds: "No data disk of a machine on Google Cloud takes the name of its boot disk.",
  needs: ["gcp", "controlPlane", "workers", "provider"],
  check: ({ controlPlane, workers }) =>
    [
      { key: "controlPlane.dataDisks", pool: controlPlane },
      ...Object.entries(workers).map(([name, pool]) => ({ key: `workers.${name}.dataDisks`, pool })),
    ].flatMap(({ key, pool }) =>
      pool.dataDisks
        .filter(({ name }) => name === "boot")
        .map(({ name }) => ({
          key,
          value: name,
          allowed: "any name but boot, which is the disk that Talos is on",
          remedy: "Rename the data disk.",
        })),
    ),
};

/** Rules about machines on Google Cloud. */
export const gcpRules: readonly Rule[] = [port, wayOut, zones, clusterName, names];
