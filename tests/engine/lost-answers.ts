import assert from "node:assert/strict";

import { differing } from "./fault-sweep.ts";
import { smallest } from "../support/smallest.ts";
import { Sweep, type ProviderCall } from "../support/sweep.ts";

/** Types whose providers make nothing twice: a second up ends where an undisturbed run ends. */
const repeatable: Readonly<Record<string, string>> = {
  "command:local:Command": "a gate changes nothing",
  "proxmoxve:download/file:File": "a file of the same name is the same image, and is taken over",
  "talos:cluster/kubeconfig:Kubeconfig": "another certificate is issued; the cluster keeps no list of them",
  "talos:imageFactory/schematic:Schematic": "a schematic is registered under the hash of its content",
  "talos:machine/configurationApply:ConfigurationApply": "a machine takes the same configuration again",
  "talos:machine/secrets:Secrets": "made by the provider itself, without any call",
};

/** Types whose providers refuse to make what is there: the user is told, and nothing is there twice. */
const refused: Readonly<Record<string, RegExp>> = {
  "kubernetes:helm.sh/v3:Release": /cannot re-use a name that is still in use: release "[\w/-]+"/,
  "proxmoxve:index/vmLegacy:VmLegacy": /unable to create VM \d+ - VM \d+ already exists on node 'pve-1'/,
  "talos:machine/bootstrap:Bootstrap": /AlreadyExists desc = etcd data directory is not empty/,
};

/** Objects of Kubernetes have names that are given once. */
const objectIsThere = / "[\w.-]+" already exists\n/;

/** The type of the resource that a call is about. */
export function typeOf({ urn }: ProviderCall): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/**
 * Loses the answer of one creation after the other, each in a world of its own, and brings the stack up a second time. It
 * must end where an undisturbed run ends, or be refused because the thing is there; nothing may be there twice.
 *
 * @param choose Which of all creations to spoil.
 */
export async function sweepLostAnswers(
  choose: (creations: readonly ProviderCall[]) => readonly ProviderCall[],
): Promise<void> {
  await using sweep = await Sweep.of(smallest);
  const { stack } = sweep;
  const { calls, end } = await sweep.undisturbed();
  const chosen = choose(calls.filter(({ op }) => op === "create"));
  const types = new Set(chosen.map(typeOf));
  assert.deepEqual(
    Object.keys({ ...repeatable, ...refused }).filter((type) => !types.has(type)),
    [],
    "every type of the tables is in the stack",
  );

  for (const call of chosen) {
    sweep.start();
    stack.world.faults.add({ ...call, mode: "lostAnswer" });
    const first = await stack.run("up");
    assert.match(messagesOf(first), /the connection was reset before the answer arrived/, call.urn);
    const second = await stack.run("up");
    if (typeOf(call) in repeatable) {
      assert.equal(second.failure, undefined, call.urn);
      assert.equal(differing(await sweep.end(), end), undefined, call.urn);
    } else {
      assert.match(messagesOf(second), refused[typeOf(call)] ?? objectIsThere, call.urn);
      const usual = idsIn(end.world);
      assert.deepEqual(
        idsIn(stack.world.snapshot()).filter((id) => !usual.includes(id)),
        [],
        call.urn,
      );
    }
  }
}

/** Where each thing of a world is. */
function idsIn(world: string): string[] {
  return (JSON.parse(world) as [string, string][]).map(([collection, id]) => `${collection} ${id}`);
}

function messagesOf({
  diagnostics,
}: {
  readonly diagnostics: readonly { readonly message: string }[];
}): string {
  return diagnostics.map(({ message }) => message).join("\n");
}
