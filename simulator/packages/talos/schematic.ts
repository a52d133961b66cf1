import { createHash } from "node:crypto";
import { parse, stringify } from "yaml";
import { secondsOf } from "../../core/durations.ts";
import type { SimulatedResource, World } from "../../core/kind.ts";
import { isMap } from "./render/index.ts";

/** Keys of a schematic in the order in which the Image Factory writes them. */
const order = {
  schematic: ["overlay", "customization"],
  overlay: ["image", "name", "options"],
  customization: ["extraKernelArgs", "meta", "systemExtensions", "bootloader", "secureboot", "diskImage"],
  systemExtensions: ["officialExtensions"],
} as const;

/** Names of the official extensions of Talos 1.13. */
const officialExtensions = new Set(
  `amazon-ena amd-ucode amdgpu binfmt-misc bird2 bnx2-bnx2x btrfs cachefilesd chelsio-drivers
  chelsio-firmware cloudflared crun ctr drbd dvb-cx23885 dvb-m88ds3103 ecr-credential-provider fuse3
  gasket-driver glibc gpio-pinctrl gvisor gvisor-debug hailort harbor-credential-provider
  hello-world-service hyperv-guest-agent i915 intel-ice-firmware intel-npu intel-ucode iscsi-tools joydev
  kata-containers kata-containers-snp lldpd mdadm mei mellanox-mstflint metal-agent multipath-tools nebula
  netbird newt nfs-utils nfsd nfsrahead nonfree-kmod-nvidia-lts nonfree-kmod-nvidia-production nut-client
  nvidia-container-toolkit-lts nvidia-container-toolkit-production nvidia-fabricmanager-lts
  nvidia-fabricmanager-production nvidia-gdrdrv-device nvidia-open-gpu-kernel-modules-lts
  nvidia-open-gpu-kernel-modules-production nvme-cli panfrost px-fuse qemu-guest-agent qlogic-firmware
  realtek-firmware revpi-firmware rockchip-rknn soci-snapshotter spin stargz-snapshotter tailscale
  tenstorrent thunderbolt trident-iscsi-tools uhid uinput usb-audio-drivers usb-modem-drivers
  util-linux-tools v4l-uvc-drivers vc4 vmtoolsd-guest-agent wasmedge xdma-driver xe xen-guest-agent youki
  zerotier zfs`
    .split(/\s+/)
    .map((name) => `siderolabs/${name}`),
);

/** An image that the Image Factory is to build: `talos:imageFactory/schematic:Schematic`. */
export const schematicResource: SimulatedResource = {
  schema: { schematic: { type: "string" } },
  check: ({ schematic }) => {
    try {
      canonicalSchematic(typeof schematic === "string" ? schematic : "");
      return [];
    } catch (error) {
      return [{ property: "schematic", reason: (error as Error).message }];
    }
  },

  create: ({ schematic }, { world }) => register(world, schematic),
  /** The provider reads nothing from the factory. */
  read: (id, outputs) => ({ id, outputs }),
  update: (_id, _outputs, { schematic }, { world }) => register(world, schematic),
  // The factory forgets nothing: a schematic outlives the stack that registered it.
  delete: () => undefined,

  seconds: secondsOf("talos:imageFactory/schematic:Schematic"),
};

/**
 * Writes a schematic as the Image Factory does before it computes the id.
 *
 * @throws Error for what is not YAML, for unknown keys and for unknown extensions.
 */
function canonicalSchematic(text: string): string {
  const schematic = ordered(parsed(text), "schematic", order.schematic);
  const customization = ordered(schematic["customization"] ?? {}, "customization", order.customization);
  const extensions = customization["systemExtensions"];
  const complete = {
    ...schematic,
    ...(schematic["overlay"] !== undefined && {
      overlay: ordered(schematic["overlay"], "overlay", order.overlay),
    }),
    customization: {
      ...customization,
      ...(extensions !== undefined && { systemExtensions: checkedExtensions(extensions) }),
    },
  };
  return stringify(complete, { indent: 4, lineWidth: 0 });
}

/** The id of a schematic: the hash of its canonical form. */
function schematicId(text: string): string {
  return createHash("sha256").update(canonicalSchematic(text)).digest("hex");
}

function register(world: World, schematic: unknown): { id: string; outputs: Record<string, unknown> } {
  const text = typeof schematic === "string" ? schematic : "";
  const id = schematicId(text);
  world.put("schematic", id, { yaml: canonicalSchematic(text) });
  return { id, outputs: text === "" ? {} : { schematic: text } };
}

function parsed(text: string): unknown {
  try {
    return parse(text) ?? {};
  } catch (error) {
    throw new Error(`failed to unmarshal schematic: yaml: ${(error as Error).message}`, { cause: error });
  }
}

function ordered(value: unknown, where: string, keys: readonly string[]): Record<string, unknown> {
  if (!isMap(value)) {
    throw new Error(`failed to unmarshal schematic: ${where} must be a map`);
  }
  const unknown = Object.keys(value).filter((key) => !keys.includes(key));
  if (unknown.length > 0) {
    throw new Error(
      `failed to unmarshal schematic: field ${unknown.join(", ")} not found in ${where}, which has ${keys.join(", ")}`,
    );
  }
  const entries = keys.map((key) => [key, value[key]] as const);
  return Object.fromEntries(entries.filter(([, found]) => found !== undefined && found !== null));
}

function checkedExtensions(value: unknown): Record<string, unknown> {
  const extensions = ordered(value, "systemExtensions", order.systemExtensions);
  const names = extensions["officialExtensions"];
  const unknown = (Array.isArray(names) ? names : [])
    .map(String)
    .filter((name) => !officialExtensions.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `failed to create schematic: official extension ${unknown.map((name) => JSON.stringify(name)).join(", ")} is not available, names are such as "siderolabs/qemu-guest-agent"`,
    );
  }
  return extensions;
}
