import * as pulumi from "@pulumi/pulumi";
import { imagefactory } from "@pulumiverse/talos";

import type { BootImage } from "../machines/index.ts";
import { ArgsCheck } from "../shared/args-check.ts";
import { registrationProblem, schematicId, schematicYaml, type SchematicSpec } from "./schematic.ts";

/** Arguments of `TalosImage`. */
export interface TalosImageArgs extends SchematicSpec {
  /** Exact Talos version without `v`, such as `1.13.9`. */
  readonly version: string;

  /** Where the machines run. Default: `nocloud`, the image for hypervisors such as Proxmox. */
  readonly platform?: "nocloud" | "metal" | "aws" | "azure" | "gcp";

  /** Whether the image is signed for UEFI Secure Boot, which disk encryption by TPM needs. Default: false. */
  readonly secureBoot?: boolean;

  /**
   * Address of the Image Factory that machines download from, such as that of a mirror.
   * The Talos provider's `imageFactoryUrl` says where the schematic is registered. Default: `https://factory.talos.dev`.
   */
  readonly factoryUrl?: string;
}

/** What an argument means when it is left out. */
const defaults = { platform: "nocloud", factoryUrl: "https://factory.talos.dev" } as const;

/** Format of the disk image by platform: the one that the platform imports without conversion. */
const formats = {
  nocloud: "qcow2",
  metal: "raw.xz",
  aws: "raw.xz",
  azure: "vhd.xz",
  gcp: "raw.tar.gz",
} as const;

/**
 * A Talos image with the extensions that a cluster needs.
 *
 * Its id and addresses are computed here, so they are known in a preview; the Image Factory only serves an image once its
 * schematic is registered, which is the one resource that this component owns.
 *
 * @example
 * const image = new TalosImage("edge-image", { version: "1.13.9", extensions: ["siderolabs/qemu-guest-agent"] });
 */
export class TalosImage extends pulumi.ComponentResource implements BootImage {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:TalosImage";

  /** @internal */
  static override isInstance(obj: unknown): obj is TalosImage {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === TalosImage.__pulumiType;
  }

  /** Talos version without `v`. */
  readonly version: string;

  readonly extensions: readonly string[];

  readonly schematicId: string;

  /** Container image that machines install and upgrade from. */
  readonly installerImage: string;

  /** Address that the disk image is downloaded from. */
  readonly url: string;

  /** Makes the image downloadable. */
  readonly registration: pulumi.Resource;

  constructor(name: string, args: TalosImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super(TalosImage.__pulumiType, name, { ...args }, opts);
    checkArgs(this, args);

    const { platform = defaults.platform, factoryUrl = defaults.factoryUrl, version } = args;
    const id = schematicId(args);
    const suffix = args.secureBoot === true ? "-secureboot" : "";

    const schematic = new imagefactory.Schematic(
      `${name}-schematic`,
      { schematic: schematicYaml(args) },
      { parent: this },
    );

    schematic.id.apply((registered) => checkRegistration(this, args, registered));

    this.version = version;
    this.extensions = args.extensions ?? [];
    this.schematicId = id;
    this.installerImage = `${new URL(factoryUrl).host}/${platform}-installer${suffix}/${id}:v${version}`;
    this.url = new URL(
      `/image/${id}/v${version}/${platform}-amd64${suffix}.${formats[platform]}`,
      factoryUrl,
    ).href;
    this.registration = schematic;
    this.registerOutputs({
      schematicId: id,
      installerImage: this.installerImage,
      url: this.url,
    });
  }
}

/** Logged and not thrown: an error inside an output would reach the user as an unhandled one. */
async function checkRegistration(
  component: pulumi.Resource,
  spec: SchematicSpec,
  registered: string,
): Promise<void> {
  const problem = registrationProblem(spec, registered);
  if (problem !== undefined) {
    await pulumi.log.error(problem, component);
  }
}

function checkArgs(component: pulumi.Resource, args: TalosImageArgs): void {
  const { version, factoryUrl = defaults.factoryUrl, extensions = [] } = args;
  const strange = extensions.filter((extension) => !/^[a-z0-9-]+\/[a-z0-9.-]+$/.test(extension));
  new ArgsCheck(component)
    .expect(
      /^\d+\.\d+\.\d+$/.test(version),
      "version",
      `want an exact version without "v" such as "1.13.9", got "${version}"`,
    )
    .expect(
      URL.parse(factoryUrl)?.protocol === "https:",
      "factoryUrl",
      `want an address such as "https://factory.talos.dev", got "${factoryUrl}"`,
    )
    .expect(
      strange.length === 0,
      "extensions",
      `want names such as "siderolabs/qemu-guest-agent", got ${strange.map((name) => `"${name}"`).join(", ")}`,
    )
    .done();
}
