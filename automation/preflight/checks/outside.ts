import type { StackConfig } from "../../../config/index.ts";
import { outsideHosts } from "../../../config/index.ts";
import type { Check } from "../check.ts";
import { passed, skipped, warning } from "../check.ts";
import type { Network, Reach } from "../network.ts";
import { noNetwork } from "../surroundings.ts";

/** Port of a host that names none. */
const httpsPort = 443;

/** Checks the hosts that the stack fetches from, mirrors applied. */
export async function outsideCheck(config: StackConfig, network: Network | undefined): Promise<Check[]> {
  const servers = config.proxmox ?? config.metal;
  // Time servers answer by UDP alone, and name servers have no other business with the stack.
  const notFetchedFrom = new Set<string>([...(servers?.dns ?? []), ...(servers?.ntp ?? [])]);
  const hosts = outsideHosts(config).filter((host) => !notFetchedFrom.has(host));
  if (network === undefined) {
    return [skipped(subjectOf(hosts.length), noNetwork)];
  }
  const found = await Promise.all(
    hosts.map(async (host) => {
      const { hostname, port } = new URL(`https://${host}`);
      return { host, found: await network.reach(hostname, port === "" ? httpsPort : Number(port)) };
    }),
  );
  return [judgeOutside(found)];
}

/** Judges how the hosts answer. Advice: the machines may reach what this machine does not, and the other way round. */
function judgeOutside(hosts: readonly { readonly host: string; readonly found: Reach }[]): Check {
  const subject = subjectOf(hosts.length);
  const absent = hosts.filter(({ found }) => found !== "open").map(({ host }) => host);
  return absent.length === 0
    ? passed(subject, "all answer this machine")
    : warning(
        subject,
        `these do not answer this machine: ${absent.join(", ")}`,
        "See that the machines of the cluster reach them, or replace them under `mirrors`.",
      );
}

function subjectOf(count: number) {
  return { check: "outside-hosts", lookedAt: `the ${count} outside hosts that the stack fetches from` };
}
