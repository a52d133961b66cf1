import { failed, notRun, passed } from "../check.ts";
import type { Check } from "../check.ts";
import type { Cluster, Meta } from "../cluster.ts";
import { Trouble } from "../program.ts";

/** What Cilium's operator tells the agent of a node to do; it has the name of the node. */
interface NodeConfig {
  readonly metadata: Meta;
  readonly spec: {
    readonly bgpInstances: readonly { readonly peers?: readonly { readonly name: string }[] }[];
  };
}

/** A session as an agent reports it. */
interface Session {
  readonly name?: string;
  readonly "peer-address"?: string;
  readonly "session-state"?: string;
}

/** Sessions with routers: those that are wanted, against those that there are. */
export const bgp: Check = {
  name: "bgp",
  proves: "every node that is to speak BGP has an established session with each of its peers",
  async prove(cluster) {
    const configs = await cluster.list("ciliumbgpclusterconfigs.cilium.io");
    if (configs.length === 0) {
      return notRun("no BGP peer is configured");
    }
    const nodes = await cluster.list<NodeConfig>("ciliumbgpnodeconfigs.cilium.io");
    const wanted = nodes.flatMap(({ metadata, spec }) =>
      spec.bgpInstances
        .flatMap(({ peers = [] }) => peers)
        .map((peer) => ({ node: metadata.name, peer: peer.name })),
    );
    if (wanted.length === 0) {
      return failed("no node is selected by a CiliumBGPClusterConfig, or none has a peer");
    }
    const sessions = await sessionsByNode(cluster);
    const missing = wanted.flatMap(({ node, peer }) => {
      const session = sessions[node]?.find(({ name }) => name === peer);
      const state = session?.["session-state"] ?? "not there";
      const router = session?.["peer-address"];
      return state === "established"
        ? []
        : [`${node} with ${peer}${router === undefined ? "" : ` (${router})`}: the session is ${state}`];
    });
    return missing.length > 0
      ? failed(missing.join("\n"))
      : passed(`${wanted.length} sessions on ${new Set(wanted.map(({ node }) => node)).size} nodes`);
  },
};

async function sessionsByNode(
  cluster: Cluster,
): Promise<Readonly<Record<string, readonly Session[] | null>>> {
  const { exitCode, stdout, stderr } = await cluster.cilium("bgp", "peers", "--output=json");
  if (exitCode !== 0) {
    throw new Trouble(stderr.trim());
  }
  return JSON.parse(stdout) as Record<string, readonly Session[] | null>;
}
