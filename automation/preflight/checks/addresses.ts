import type { StackConfig } from "../../../config/index.ts";
import { plannedVms } from "../../../config/planned-machines.ts";
import type { Check } from "../check.ts";
import { failed, passed, skipped, warning } from "../check.ts";
import type { Network, Reach } from "../network.ts";
import type { OwnState } from "../own.ts";
import { noNetwork } from "../surroundings.ts";

/** Ports that tell of somebody at an address: SSH, which most machines have, and the API of a Talos machine. */
const tellingPorts = [22, 50000] as const;

/** Port of the Talos API, in maintenance mode too. */
const talosPort = 50000;

/** Connections that are tried at the same time. */
const atOnce = 128;

/** What answered at an address: the most telling of several tries. */
export interface Answering {
  readonly address: string;
  readonly found: Reach;
}

/** Checks the addresses that machines are going to have. */
export async function addressChecks(
  config: StackConfig,
  own: OwnState,
  network: Network | undefined,
): Promise<Check[]> {
  const { metal, proxmox, endpoint } = config;
  if (proxmox === undefined && metal === undefined) {
    return [
      skipped(
        { check: "addresses-free", lookedAt: "the addresses of the machines" },
        "on a cloud the network gives them out",
      ),
    ];
  }
  // The shared address belongs to whoever of the stack's own machines holds it.
  const shared = endpoint.vip !== undefined && own.addresses.size === 0 ? [endpoint.vip] : [];
  const planned = plannedVms(config).map(({ address }) => address);
  const free = [...planned.filter((address) => !own.addresses.has(address)), ...shared];
  const waiting = metal?.machines.map(({ address }) => address) ?? [];
  const checks = [
    { addresses: free, ports: tellingPorts, judge: judgeFree },
    ...(waiting.length === 0 ? [] : [{ addresses: waiting, ports: [talosPort], judge: judgeWaiting }]),
  ];
  return Promise.all(
    checks.map(async ({ addresses, ports, judge }) =>
      addresses.length > 0 && network === undefined
        ? notLookedAt(judge([]))
        : judge(network === undefined ? [] : await answering(addresses, ports, network)),
    ),
  );
}

function notLookedAt({ check, lookedAt }: Check): Check {
  return skipped({ check, lookedAt }, noNetwork);
}

async function answering(
  addresses: readonly string[],
  ports: readonly number[],
  network: Pick<Network, "reach">,
): Promise<Answering[]> {
  const tries = addresses.flatMap((address) => ports.map((port) => ({ address, port })));
  const found: Answering[] = [];
  for (let start = 0; start < tries.length; start += atOnce) {
    const batch = tries.slice(start, start + atOnce);
    found.push(
      ...(await Promise.all(
        batch.map(async ({ address, port }) => ({ address, found: await network.reach(address, port) })),
      )),
    );
  }
  return found;
}

/** Judges addresses that nobody may have yet. */
function judgeFree(found: readonly Answering[]): Check {
  const subject = {
    check: "addresses-free",
    lookedAt: "the addresses of machines that are still to be made",
  };
  const taken = at(found, "open");
  const refusing = at(found, "refused").filter((address) => !taken.includes(address));
  const remedy = "Choose another range, or take the other machine away from the address.";
  if (taken.length > 0) {
    return failed(subject, `somebody answers at ${taken.join(", ")}`, remedy);
  }
  return refusing.length > 0
    ? warning(
        subject,
        `connections to ${refusing.join(", ")} are refused, by a machine there or by a firewall on the way`,
        remedy,
      )
    : passed(
        subject,
        found.length === 0 ? "there are none" : "nobody answers there, as far as this machine can see",
      );
}

/** Judges machines that wait for their configuration, or have it. */
function judgeWaiting(found: readonly Answering[]): Check {
  const subject = { check: "metal-machines", lookedAt: "the Talos API of the machines of `metal`" };
  const open = at(found, "open");
  const absent = [...new Set(found.map(({ address }) => address))].filter(
    (address) => !open.includes(address),
  );
  return absent.length === 0
    ? passed(subject, "it answers on every machine")
    : failed(
        subject,
        `no answer on port ${talosPort} from ${absent.join(", ")}`,
        "Boot these machines from a Talos image into maintenance mode, and see that this machine reaches them.",
      );
}

function at(found: readonly Answering[], reach: Reach): string[] {
  return [...new Set(found.filter((one) => one.found === reach).map(({ address }) => address))];
}
