import { failed, notRun, passed } from "../check.ts";
import type { Check, Verdict } from "../check.ts";
import type { Cluster, Meta } from "../cluster.ts";
import { tryInPod } from "../probe.ts";
import { Trouble } from "../program.ts";

/** How many agents know another cluster, and how many are connected to it. */
interface Connectivity {
  readonly clusters?: Readonly<Record<string, { readonly configured?: number; readonly connected?: number }>>;
  readonly total?: number;
  readonly not_ready?: number;
}

/** What `cilium clustermesh status` says as JSON; parts that it could not find out are missing. */
interface MeshStatus {
  readonly connectivity?: Connectivity;
  readonly kvstoremesh?: { readonly enabled?: boolean; readonly status?: Connectivity };
}

/** A Service of the Multi-Cluster Services API, as this cluster sees it. */
interface ServiceImport {
  readonly metadata: Meta & { readonly namespace: string };
  readonly spec?: { readonly ips?: readonly string[] };
  readonly status?: { readonly clusters?: readonly { readonly cluster: string }[] };
}

interface Service {
  readonly metadata: Meta & { readonly namespace: string };
  readonly spec: { readonly clusterIP?: string };
}

/** A name that belongs to more than this cluster. */
interface SharedName {
  readonly name: string;
  readonly namespace: string;

  /** Addresses that it may have. Default: any. */
  readonly addresses: readonly string[];

  /** Who else has it, as a sentence ends. */
  readonly also: string;
}

/** Other clusters, their Services included. */
export const mesh: Check = {
  name: "mesh",
  proves:
    "every agent is connected to the other clusters, and the name of a Service that they share resolves",
  async prove(cluster) {
    if ((await cluster.find("deployments", "clustermesh-apiserver", "kube-system")) === undefined) {
      return notRun("the capability clustermesh is off");
    }
    const status = await meshStatus(cluster);
    const peers = Object.keys(status.connectivity?.clusters ?? {});
    if (status.connectivity !== undefined && peers.length === 0) {
      return notRun("no other cluster is connected");
    }
    const trouble = disconnected(status);
    if (trouble.length > 0) {
      return failed(trouble.join("\n"));
    }
    const shared = (await imported(cluster)) ?? (await annotated(cluster));
    return shared === undefined
      ? notRun(`connected to ${peers.join(", ")}, but no Service is shared that a name could be asked for`)
      : await resolves(shared, cluster, peers);
  },
};

async function meshStatus(cluster: Cluster): Promise<MeshStatus> {
  const { exitCode, stdout, stderr } = await cluster.cilium("clustermesh", "status", "--output=json");
  if (exitCode !== 0) {
    throw new Trouble(stderr.trim());
  }
  return JSON.parse(stdout) as MeshStatus;
}

/** What is wrong with the connections. The tool ends well with or without them. */
function disconnected({ connectivity, kvstoremesh }: MeshStatus): string[] {
  const parts = {
    agents: connectivity,
    ...(kvstoremesh?.enabled === true && { "KVStoreMesh replicas": kvstoremesh.status }),
  };
  return Object.entries(parts).flatMap(([part, known]) => {
    if (known === undefined) {
      return [`the connections of the ${part} could not be found out; see cilium clustermesh status`];
    }
    const { clusters = {}, total = 0, not_ready = 0 } = known;
    const cut = Object.entries(clusters).filter(([, { connected = 0 }]) => connected < total);
    return cut.length === 0 && not_ready > 0
      ? [`${not_ready} of ${total} ${part} are not connected to every cluster`]
      : cut.map(([name, { connected = 0 }]) => `${connected} of ${total} ${part} are connected to ${name}`);
  });
}

/** A Service that another cluster exports. */
async function imported(cluster: Cluster): Promise<SharedName | undefined> {
  const { "cluster-name": own } = await cluster.ciliumConfig();
  const imports = await cluster.list<ServiceImport>(
    "serviceimports.multicluster.x-k8s.io",
    "--all-namespaces",
  );
  for (const { metadata, spec, status } of imports) {
    const others = (status?.clusters ?? [])
      .map((exporter) => exporter.cluster)
      .filter((name) => name !== own);
    if (others.length > 0) {
      return {
        name: `${metadata.name}.${metadata.namespace}.svc.clusterset.local`,
        namespace: metadata.namespace,
        addresses: spec?.ips ?? [],
        also: `which ${others.join(", ")} exports`,
      };
    }
  }
  return undefined;
}

/** A Service that is shared by its annotation, under its usual name. */
async function annotated(cluster: Cluster): Promise<SharedName | undefined> {
  const services = await cluster.list<Service>("services", "--all-namespaces");
  const shared = services.find(
    ({ metadata }) => metadata.annotations?.["service.cilium.io/global"] === "true",
  );
  return (
    shared && {
      name: `${shared.metadata.name}.${shared.metadata.namespace}.svc`,
      namespace: shared.metadata.namespace,
      addresses: [shared.spec.clusterIP ?? "None"].filter((address) => address !== "None"),
      also: "which is shared by annotation",
    }
  );
}

async function resolves(shared: SharedName, cluster: Cluster, peers: readonly string[]): Promise<Verdict> {
  const { name, namespace, addresses, also } = shared;
  const env = { NAME: name };
  const trial = { check: "mesh", namespace, script: 'getent ahostsv4 "$NAME"', env };
  const { exitCode, output } = await tryInPod(cluster, trial);
  const answers = [...new Set(output.split("\n").map((line) => line.split(/\s+/)[0] ?? ""))];
  if (exitCode !== 0) {
    return failed(`${name}, ${also}, does not resolve in namespace ${namespace}. ${output}`.trim());
  }
  return addresses.length > 0 && !answers.some((answer) => addresses.includes(answer))
    ? failed(`${name}, ${also}, resolves to ${answers.join(", ")} instead of ${addresses.join(" or ")}`)
    : passed(`connected to ${peers.join(", ")}; ${name}, ${also}, resolves to ${answers.join(", ")}`);
}
