import type { StackConfig } from "../../../config/index.ts";
import type { Check } from "../check.ts";
import { passed, skipped, warning } from "../check.ts";
import type { Network, Reach } from "../network.ts";
import { noNetwork } from "../surroundings.ts";

/** Port on which routers take BGP sessions (RFC 4271). */
const bgpPort = 179;

type Bgp = StackConfig["cilium"]["settings"]["bgp"];
type Peer = Bgp["peers"][number];

/** Checks the routers that are to peer with the nodes. */
export async function bgpChecks(
  { capabilities, settings }: StackConfig["cilium"],
  network: Network | undefined,
): Promise<Check[]> {
  const { peers, localAsn } = settings.bgp;
  if (!capabilities.bgp || peers.length === 0) {
    return [skipped({ check: "bgp-peers", lookedAt: "BGP" }, "no peers are configured")];
  }
  return Promise.all(
    peers.map(async (peer) =>
      judgePeer(peer, localAsn, network && (await network.reach(peer.address, bgpPort))),
    ),
  );
}

/**
 * Judges one router. That it listens is all that can be seen from here; whether it takes the nodes for peers only those who
 * run it know.
 *
 * @param found Undefined where nobody looked.
 */
function judgePeer(peer: Peer, localAsn: number | undefined, found: Reach | undefined): Check {
  const { name, address, asn } = peer;
  const subject = { check: "bgp-peers", lookedAt: `the router ${name} (${address}, AS ${asn})` };
  const confirm = `Confirm with those who run it that it takes sessions from the nodes, of AS ${localAsn ?? "(none is set)"}${peer.authenticated ? " and with the password" : ""}.`;
  switch (found) {
    case undefined:
      return skipped(subject, noNetwork);
    case "open":
      return { ...passed(subject, `it listens on port ${bgpPort}`), remedy: confirm };
    case "refused":
    case "silent":
    case "unknown":
      return warning(
        subject,
        `nobody answers on port ${bgpPort} from here, where routers often answer to their peers alone`,
        confirm,
      );
  }
}
