import assert from "node:assert/strict";

import { Provider } from "@muhlba91/pulumi-proxmoxve/provider.js";

import { ProxmoxMachines, type ProxmoxMachinesArgs } from "../../../components/machines/index.ts";
import { seedProxmox } from "../../../simulator/packages/proxmoxve/index.ts";
import { cleanUp, failureOf, simulatedStack } from "../../simulator/support.ts";
import { site } from "./samples.ts";

/** A stack with the machines of the sample site, on a hypervisor with the datastores `local-lvm` and `local`. */
async function hypervisor(changes: Partial<ProxmoxMachinesArgs>) {
  const simulated = await simulatedStack(async () => {
    await Promise.resolve();
    const access = { endpoint: "https://pve.example.org:8006", apiToken: "user@pve!token=value" };
    new ProxmoxMachines("edge", { ...site, ...changes }, { provider: new Provider("proxmox", access) });
  });
  seedProxmox(simulated.world, {
    hosts: site.hosts.map(({ name }) => ({ name })),
    datastores: { vm: "local-lvm", image: "local" },
  });
  return simulated;
}

describe("ProxmoxMachines on the real engine", () => {
  after(cleanUp);

  it("fails a preview once, with every datastore that is missing and nothing around it", async () => {
    const { stack } = await hypervisor({ datastores: { vm: "local-lvm", image: "local-lvm" } });

    const diagnostics = (await failureOf(stack.preview())).split("Diagnostics:")[1] ?? "";
    const problem = (host: string) =>
      `the datastore "local-lvm" of the Proxmox host "${host}" does not accept the content type "import"; ` +
      "allow it with: pvesm set local-lvm --content images,import\n";
    assert.ok(
      diagnostics.includes(`    error: ${problem("pve1")}    ${problem("pve2")}    ${problem("pve3")}`),
      diagnostics,
    );
  });
});
