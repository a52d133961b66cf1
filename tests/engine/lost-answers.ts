import assert from "node:assert/strict";

import { removeMachine } from "../../simulator/core/machine.ts";
import type { ClusterRecord } from "../../simulator/packages/kubernetes/index.ts";
import { differing } from "./fault-sweep.ts";
import type { TestStack } from "../support/engine.ts";
import { smallest } from "../support/smallest.ts";
import { Sweep, type ProviderCall } from "../support/sweep.ts";

/**
 * Types whose providers make nothing twice: a second up ends where an undisturbed run ends. So it does for every object of
 * Kubernetes: the provider takes over what is there.
 */
const repeatable: Readonly<Record<string, string>> = {
  "command:local:Command": "a gate changes nothing",
  "proxmoxve:download/file:File": "a file of the same name is the same image, and is taken over",
  "talos:cluster/kubeconfig:Kubeconfig": "another certificate is issued; the cluster keeps no list of them",
  "talos:imageFactory/schematic:Schematic": "a schematic is registered under the hash of its content",
  "talos:machine/configurationApply:ConfigurationApply": "a machine takes the same configuration again",
  "talos:machine/secrets:Secrets": "made by the provider itself, without any call",
};

/** How a type is refused, and what a person does about it. */
interface Refused {
  readonly message: RegExp;
  readonly remedy: (stack: TestStack) => Promise<void>;
}

/**
 * Types whose providers refuse to make what is there: the user is told, and nothing is there twice. After what
 * docs/troubleshooting.md says about each, a further up ends where an undisturbed run ends.
 */
const refused: Readonly<Record<string, Refused>> = {
  "kubernetes:helm.sh/v3:Release": {
    message: /cannot re-use a name that is still in use/,
    remedy: uninstall,
  },
  "proxmoxve:index/vmLegacy:VmLegacy": {
    message: /unable to create VM \d+ - VM \d+ already exists on node 'pve-1'/,
    remedy: destroyMachine,
  },
  "talos:machine/bootstrap:Bootstrap": {
    message: /AlreadyExists desc = etcd data directory is not empty/,
    remedy: importBootstrap,
  },
};

/** The type of the resource that a call is about. */
export function typeOf({ urn }: ProviderCall): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/**
 * Loses the answer of one creation after the other, each in a world of its own, and brings the stack up a second time. It
 * must end where an undisturbed run ends, or be refused because the thing is there, with nothing there twice; then there is
 * a way to end there.
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
    const refusal = refused[typeOf(call)];
    if (refusal === undefined) {
      assert.equal(second.failure, undefined, call.urn);
    } else {
      assert.match(messagesOf(second), refusal.message, call.urn);
      const usual = idsIn(end.world);
      assert.deepEqual(
        idsIn(stack.world.snapshot()).filter((id) => !usual.includes(id)),
        [],
        call.urn,
      );
      await refusal.remedy(stack);
      await stack.up();
    }
    assert.equal(differing(await sweep.end(), end), undefined, call.urn);
  }
}

/** `helm uninstall` of the release that the state does not know. */
async function uninstall(stack: TestStack): Promise<void> {
  const known = await idsInState(stack);
  for (const { id } of stack.world.list("release")) {
    const [clusterId = "", namespace, name = ""] = id.split("|");
    if (!known.has(`${namespace}/${name}`)) {
      stack.world.remove("release", id);
      const cluster = stack.world.get<ClusterRecord>("cluster", clusterId);
      stack.world.put("cluster", clusterId, {
        ...cluster,
        cni: name === "cilium" ? undefined : cluster?.cni,
      });
    }
  }
}

/** `qm destroy` of the machine that the state does not know. */
async function destroyMachine(stack: TestStack): Promise<void> {
  const known = await idsInState(stack);
  for (const { id } of stack.world.list("pveVm").filter((vm) => !known.has(vm.id))) {
    stack.world.remove("pveVm", id);
    removeMachine(stack.world, "proxmoxve", id);
  }
}

async function importBootstrap(stack: TestStack): Promise<void> {
  const talos = (await stack.resources()).find(({ type }) => type === "infraflux:index:TalosCluster");
  await stack.pulumi(
    ...["import", "talos:machine/bootstrap:Bootstrap", "edge-talos-bootstrap", "machine_bootstrap"],
    ...["--parent", `talos=${talos?.urn ?? ""}`, "--protect=false", "--generate-code=false", "--yes"],
  );
}

async function idsInState(stack: TestStack): Promise<ReadonlySet<string | undefined>> {
  return new Set((await stack.resources()).map(({ id }) => id));
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
