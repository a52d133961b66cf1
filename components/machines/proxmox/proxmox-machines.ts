import { File, type FileArgs } from "@muhlba91/pulumi-proxmoxve/download/file.js";
import { getDatastoresOutput } from "@muhlba91/pulumi-proxmoxve/getDatastores.js";
import { VmLegacy } from "@muhlba91/pulumi-proxmoxve/vmLegacy.js";
import * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../../shared/args-check.ts";
import { addressCount } from "../../shared/cidr.ts";
import type { BootImage, Endpoint, Machine, Machines } from "../machines.ts";
import type { ProxmoxMachinesArgs } from "./args.ts";
import { datastoreNeeds, datastoreProblems } from "./datastores.ts";
import { planMachines, type PlannedMachine } from "./plan.ts";
import { vmArgs } from "./vm-args.ts";

/**
 * The machines of one cluster as virtual machines on Proxmox VE.
 *
 * It owns the virtual machines and, on each host in use, a copy of the Talos image. Bridges, datastores and the API
 * token must be there; the datastores are checked before anything is created.
 *
 * @example
 * const machines = new ProxmoxMachines("edge-machines", { ...site, image, pools }, { provider: proxmox });
 */
export class ProxmoxMachines extends pulumi.ComponentResource implements Machines {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:ProxmoxMachines";

  /** @internal */
  static override isInstance(obj: unknown): obj is ProxmoxMachines {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === ProxmoxMachines.__pulumiType;
  }

  readonly controlPlane: readonly Machine[];
  readonly workers: readonly Machine[];
  readonly endpoint: Endpoint;

  constructor(name: string, args: ProxmoxMachinesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(ProxmoxMachines.__pulumiType, name, sealed(args), opts);
    checkArgs(this, args);

    const child = { parent: this };
    const plan = planMachines(args);
    checkDatastores(this, args, plan);
    const images = new Map(
      [...new Set(plan.map(({ host }) => host.name))].map((host) => [
        host,
        new File(`${name}-image-${host}`, imageFile(args, host), {
          ...child,
          dependsOn: args.image.registration,
        }),
      ]),
    );

    const machines = plan.map((planned): Machine => {
      const vm = new VmLegacy(
        `${name}-${planned.name}`,
        vmArgs(args, planned, images.get(planned.host.name)?.id ?? ""),
        {
          ...child,
          protect: args.protect === true && planned.pool.role === "controlplane",
          // The image only matters when the disk is made. A newer one must not replace a machine: Talos upgrades itself.
          ignoreChanges: ["disks[0].importFrom"],
          // The address, the hardware address and the VM id are the machine's own; a successor can't have them beside it.
          deleteBeforeReplace: true,
        },
      );
      return machineOf(args, planned, vm);
    });

    this.controlPlane = machines.filter(({ role }) => role === "controlplane");
    this.workers = machines.filter(({ role }) => role === "worker");
    this.endpoint = args.endpoint;
    this.registerOutputs({ endpoint: this.endpoint });
  }
}

/** The arguments as they may enter the state file: the image without its resource. */
function sealed({ image, ...rest }: ProxmoxMachinesArgs): pulumi.Inputs {
  return { ...rest, image: plainImage(image) };
}

function plainImage({ url, schematicId, version, extensions }: BootImage): pulumi.Inputs {
  return { url, schematicId, version, extensions };
}

function checkArgs(component: pulumi.Resource, args: ProxmoxMachinesArgs): void {
  const { hosts, pools, vmIdBase, addressRange } = args;
  const hostNames = hosts.map(({ name }) => name);
  const poolNames = pools.map(({ name }) => name);
  const check = new ArgsCheck(component)
    .expect(hosts.length > 0, "hosts", "want at least one Proxmox host, got none")
    .expect(
      new Set(hostNames).size === hostNames.length,
      "hosts",
      `want each host once, got ${hostNames.join(", ")}`,
    )
    .expect(
      new Set(poolNames).size === poolNames.length,
      "pools",
      `want names that differ, got ${poolNames.join(", ")}`,
    )
    .expect(
      vmIdBase >= 100 && vmIdBase + addressCount(addressRange.from, addressRange.to) - 1 <= 999_999_999,
      "vmIdBase",
      `want VM ids from 100 to 999999999 for the whole address range, got ${vmIdBase}`,
    );

  for (const { name, role, hosts: wanted = hostNames, etcdDisk, dataDisks = [] } of pools) {
    const serials = dataDisks.map((disk) => disk.name);
    check
      .expect(
        hosts.length === 0 || (wanted.length > 0 && wanted.every((host) => hostNames.includes(host))),
        `pools.${name}.hosts`,
        `want some of ${hostNames.join(", ")}, got ${wanted.join(", ") || "none"}`,
      )
      .expect(
        etcdDisk === undefined || role === "controlplane",
        `pools.${name}.etcdDisk`,
        "want it on control planes only: workers run no etcd",
      )
      .expect(
        new Set([...serials, "etcd"]).size === serials.length + 1 &&
          serials.every((serial) => /^[a-z0-9][a-z0-9-]{0,19}$/.test(serial)),
        `pools.${name}.dataDisks`,
        `want names of at most 20 lower-case letters, digits or "-" that differ, and not "etcd", got ${serials.join(", ")}`,
      );
  }
  check.done();
  new ArgsCheck(component).attempt("addressRange", () => planMachines(args)).done();
}

/**
 * Fails the preview, and with it the update, where a host does not offer a datastore that its machines need.
 *
 * Logged and not thrown: an error inside an output would reach the user once for each resource that depends on it, wrapped
 * in the names of their properties.
 */
function checkDatastores(
  component: pulumi.Resource,
  args: ProxmoxMachinesArgs,
  plan: readonly PlannedMachine[],
): void {
  const needs = Map.groupBy(datastoreNeeds(args, plan), ({ host }) => host);
  const problems = [...needs].map(([nodeName, needed]) =>
    getDatastoresOutput({ nodeName }, { parent: component }).apply(({ datastores = [] }) =>
      datastoreProblems(needed, datastores),
    ),
  );
  pulumi.all(problems).apply(async (found) => {
    if (found.flat().length > 0) {
      await pulumi.log.error(found.flat().join("\n"), component);
    }
  });
}

/** The image of one host. Its name changes with its content, so that an upgrade downloads a new one. */
function imageFile({ clusterName, datastores, image }: ProxmoxMachinesArgs, host: string): FileArgs {
  return {
    nodeName: host,
    datastoreId: datastores.image,
    contentType: "import",
    url: image.url,
    // With cluster and host in it, so that a datastore may be shared between clusters and hosts.
    fileName: `${clusterName}-${host}-talos-${image.version}-${image.schematicId.slice(0, 12)}.qcow2`,
    // The name stands for the content, so a file that is there is the right one: also after an answer that got lost.
    overwrite: false,
    overwriteUnmanaged: true,
  };
}

function machineOf(args: ProxmoxMachinesArgs, planned: PlannedMachine, vm: VmLegacy): Machine {
  const { pool, host, name, address, mac } = planned;
  return {
    name,
    role: pool.role,
    pool: pool.name,
    address,
    mac,
    host: host.name,
    zone: host.zone ?? host.name,
    installDisk: pool.installDisk ?? { path: "/dev/sda" },
    platform: "nocloud",
    configDelivery: "api",
    labels: pool.labels,
    taints: pool.taints,
    etcdDisk: pool.etcdDisk,
    dataDisks: pool.dataDisks,
    network: {
      gateway: args.gateway,
      prefixLength: args.prefixLength,
      nameservers: args.nameservers,
      timeServers: args.timeServers ?? [],
    },
    resource: vm,
  };
}
