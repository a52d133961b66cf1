import { isTree, Layers, type Layer, type Tree } from "./layers.ts";
import { valueAt } from "./paths.ts";
import { shown, type Problem } from "./problems.ts";
import { metalMachine, type MetalMachine } from "./schema/metal.ts";

/** The files of a stack that may name an inventory. */
export interface InventoryFiles {
  readonly stackFile: Layer;
  readonly customFile?: Layer | undefined;
}

/** Machines that stand in an inventory, and what is wrong with it. */
export interface Inventory {
  /** Name of its file. */
  readonly name: string;
  readonly machines: readonly MetalMachine[];
  readonly problems: readonly Problem[];
}

/** Path of the inventory that the files of a stack name; undefined where it has none, or none of its provider's. */
export function inventoryPath({ stackFile, customFile }: InventoryFiles): string | undefined {
  const { tree } = Layers.merged(customFile ? [stackFile, customFile] : [stackFile]);
  const path = valueAt(tree, ["metal", "inventory"]);
  const isMetal = tree["provider"] === "metal" || tree["provider"] === "metal3";
  return isMetal && typeof path === "string" && path !== "" ? path : undefined;
}

const group = "metal3.io/";
const kind = "BareMetalHost";
const zoneLabel = "topology.kubernetes.io/zone";
const ours = { address: "infraflux.io/address", pool: "infraflux.io/pool" } as const;

/** The properties by which Metal3 finds a disk that Talos knows too, with Talos' selector for each. */
const selectors: Readonly<Record<string, (value: string) => Readonly<Record<string, string>>>> = {
  // Metal3 looks for the text anywhere in the model.
  model: (model) => ({ model: `*${model}*` }),
  serialNumber: (serial) => ({ serial }),
  minSizeGigabytes: (size) => ({ size: `>= ${size}GB` }),
};

/**
 * The machines that BareMetalHost objects of Metal3 describe, in their order. Documents of other kinds, such as the Secrets
 * of management controllers, are passed over.
 *
 * @param file Name of the inventory, for problems.
 */
export function inventoryOf(file: string, documents: readonly unknown[]): Inventory {
  const objects = documents
    .flatMap((document) =>
      isTree(document) && Array.isArray(document["items"]) ? document["items"] : document,
    )
    .filter(isTree);
  const hosts = objects.filter(
    (object) => object["kind"] === kind && String(object["apiVersion"]).startsWith(group),
  );
  if (hosts.length === 0) {
    return {
      name: file,
      machines: [],
      problems: [
        {
          rule: "inventory",
          key: "metal.inventory",
          value: shown(file),
          allowed: `a file with objects of kind ${kind} (metal3.io/v1alpha1)`,
          remedy: "Write one for each machine, or remove metal.inventory.",
        },
      ],
    };
  }
  const read = hosts.map((host, index) => machineOf(file, host, index));
  return {
    name: file,
    machines: read.flatMap(({ machine }) => machine ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

interface ReadHost {
  readonly machine?: MetalMachine;
  readonly problems: readonly Problem[];
}

function machineOf(file: string, host: Tree, index: number): ReadHost {
  const name = textAt(host, ["metadata", "name"]);
  const refused = (what: string, allowed: string, remedy: string): Problem => ({
    rule: "inventory",
    key: "metal.inventory",
    value: `${file}: ${name ?? `${kind} number ${index + 1}`}, ${what}`,
    allowed,
    remedy,
  });

  const machine = metalMachine.safeParse({
    // What is missing is refused by its form, which says what to write.
    name: name ?? "",
    address: noted(host, ours.address) ?? "",
    mac: textAt(host, ["spec", "bootMACAddress"]) ?? "",
    ...given("zone", textAt(host, ["metadata", "labels", zoneLabel])),
    ...given("pool", noted(host, ours.pool)),
    ...given("installDisk", installDiskOf(host)),
  });
  const problems = [
    ...(machine.error?.issues ?? []).map(({ path: [part], message }) => {
      const { where, value } = sourceOf(host, String(part));
      return refused(`${where} ${shown(value)}`, message, `Correct the ${kind} in ${file}, or leave it out.`);
    }),
    ...unknownHints(host).map((hint) =>
      refused(
        `spec.rootDeviceHints.${hint}`,
        `deviceName, ${Object.keys(selectors).join(", ")}: by nothing else do both Metal3 and Talos find a disk`,
        `Remove the hint, and say in metal.installDisk where Talos is installed.`,
      ),
    ),
    ...(valueAt(host, ["spec", "online"]) === false
      ? [refused("spec.online false", "a machine that is on", `Turn it on, or leave it out of ${file}.`)]
      : []),
    ...(isTree(valueAt(host, ["spec", "consumerRef"]))
      ? [
          refused(
            "spec.consumerRef",
            "a machine that nobody else uses",
            `Leave it out of ${file}: Cluster API has given it to ${textAt(host, ["spec", "consumerRef", "name"]) ?? "a cluster"}.`,
          ),
        ]
      : []),
  ];
  return machine.success && problems.length === 0 ? { machine: machine.data, problems } : { problems };
}

/** Where a part of a machine is said in the object, and what is said there. */
function sourceOf(host: Tree, part: string): { readonly where: string; readonly value: unknown } {
  if (part === "address" || part === "pool") {
    return { where: `label or annotation ${ours[part]}`, value: noted(host, ours[part]) };
  }
  const paths: Readonly<Record<string, readonly string[]>> = {
    name: ["metadata", "name"],
    mac: ["spec", "bootMACAddress"],
    zone: ["metadata", "labels", zoneLabel],
    installDisk: ["spec", "rootDeviceHints", "deviceName"],
  };
  const path = paths[part] ?? [part];
  return { where: path.join("."), value: valueAt(host, path) };
}

/** What a label or, in its absence, an annotation says. */
function noted(host: Tree, key: string): string | undefined {
  return textAt(host, ["metadata", "labels", key]) ?? textAt(host, ["metadata", "annotations", key]);
}

/** The disk that Metal3 would install on. A device path wins, as the most exact. */
function installDiskOf(host: Tree): MetalMachine["installDisk"] {
  const path = textAt(host, ["spec", "rootDeviceHints", "deviceName"]);
  if (path !== undefined) {
    return { path };
  }
  const found = hintsOf(host).flatMap(([hint, value]) =>
    Object.entries(selectors[hint]?.(String(value)) ?? {}),
  );
  return found.length === 0 ? undefined : { selector: Object.fromEntries(found) };
}

function unknownHints(host: Tree): string[] {
  return hintsOf(host)
    .map(([hint]) => hint)
    .filter((hint) => hint !== "deviceName" && !(hint in selectors));
}

function hintsOf(host: Tree): [string, unknown][] {
  const hints = valueAt(host, ["spec", "rootDeviceHints"]);
  return isTree(hints) ? Object.entries(hints) : [];
}

function textAt(tree: Tree, path: readonly string[]): string | undefined {
  const value = valueAt(tree, path);
  return typeof value === "string" ? value : undefined;
}

/** An entry only where there is a value: the schema takes no key that says nothing. */
function given<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}
