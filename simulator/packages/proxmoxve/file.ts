import schemas from "../../schemas/proxmoxve.json" with { type: "json" };
import { secondsOf } from "../../core/durations.ts";
import type { CheckFailure, InputSchema, Properties, SimulatedResource, World } from "../../core/kind.ts";
import { datastoreOf, nodeOf } from "./nodes.ts";

/** Type token of a downloaded file. */
export const fileToken = "proxmoxve:download/file:File";

/** A file on a datastore, in the collection `pveFile` under `<node>|<volume>`. */
export interface PveFile {
  readonly node: string;
  readonly properties: Properties;
  /** What an image of the image factory boots. */
  readonly image: FactoryImage;
}

/** What the address of an image at the image factory says. */
export interface FactoryImage {
  readonly schematic: string;
  readonly talosVersion: string;
  readonly platform: string;
}

interface FileInputs {
  readonly nodeName: string;
  readonly datastoreId: string;
  readonly contentType: string;
  readonly url: string;
  readonly fileName?: string;
  readonly overwriteUnmanaged?: boolean;
}

/** Extensions that Proxmox takes for a type of content. Compressed images are not among them. */
const extensions: Readonly<Record<string, RegExp>> = {
  import: /\.(qcow2|raw|vmdk|ova)$/,
  iso: /\.(iso|img)$/,
  vztmpl: /\.tar\.(gz|xz|zst)$/,
};

/** Size of every image, in bytes. The factory's images are all about this large; nothing depends on it. */
const imageSize = 1_300_000_000;

/** An image that a node downloads to one of its datastores. */
export const file: SimulatedResource = {
  schema: schemas[fileToken] as InputSchema,
  replaceOn: [
    ...["contentType", "datastoreId", "fileName", "nodeName", "url"],
    ...["checksum", "checksumAlgorithm", "decompressionAlgorithm"],
  ],
  seconds: secondsOf(fileToken),
  check,

  create(inputs, { world }) {
    const { nodeName, datastoreId, contentType, url, overwriteUnmanaged } = inputs as unknown as FileInputs;
    const image = requestedImage(url, world);
    const fileName = fileNameOf(inputs as unknown as FileInputs);
    datastoreOf(world, nodeOf(world, nodeName), datastoreId, contentType);
    if (!(extensions[contentType]?.test(fileName) ?? false)) {
      throw new Error(
        `Error downloading file from url: Could not download file '${fileName}': wrong file extension`,
      );
    }
    const id = `${datastoreId}:${contentType}/${fileName}`;
    const key = `${nodeName}|${id}`;
    if (world.get("pveFile", key) !== undefined && overwriteUnmanaged !== true) {
      throw new Error(
        "File already exists in the datastore, it was created outside of Terraform or is managed by another resource: " +
          `'${fileName}', error: refusing to override existing file '${fileName}'`,
      );
    }
    const defaults = { overwrite: true, overwriteUnmanaged: false, uploadTimeout: 600, verify: true };
    const properties = { ...defaults, ...inputs, fileName, size: imageSize };
    world.put("pveFile", key, { node: nodeName, properties, image } satisfies PveFile);
    return { id, outputs: properties };
  },

  read(id, outputs, { world }) {
    const found = world.get<PveFile>("pveFile", `${String(outputs["nodeName"])}|${id}`);
    return found && { id, outputs: found.properties };
  },

  update(id, outputs, inputs, { world }) {
    const key = `${String(outputs["nodeName"])}|${id}`;
    const found = world.get<PveFile>("pveFile", key);
    if (found === undefined) {
      throw new Error(`Error when reading file from datastore: volume '${id}' does not exist`);
    }
    const properties = { ...found.properties, ...inputs };
    world.put("pveFile", key, { ...found, properties });
    return { id, outputs: properties };
  },

  delete(id, outputs, { world }) {
    world.remove("pveFile", `${String(outputs["nodeName"])}|${id}`);
  },
};

function check({ contentType, url, checksum, checksumAlgorithm }: Properties): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (typeof contentType === "string" && !(contentType in extensions)) {
    const wanted = `["iso" "vztmpl" "import"]`;
    failures.push({
      property: "contentType",
      reason: `value must be one of: ${wanted}, got: "${contentType}"`,
    });
  }
  if (typeof url === "string" && !/^https?:\/\/.*/.test(url)) {
    failures.push({ property: "url", reason: `must match HTTP URL regex \`https?://.*\`, got: "${url}"` });
  }
  if (checksum !== undefined && checksumAlgorithm === undefined) {
    const reason = `Attribute "checksum_algorithm" must be specified when "checksum" is specified`;
    failures.push({ property: "checksum", reason });
  }
  return failures;
}

/**
 * The image behind an address of the image factory or of a mirror of it, which serve only registered schematics.
 *
 * @throws When the server would answer that there is no such image.
 */
function requestedImage(url: string, world: World): FactoryImage {
  const match = /\/image\/([0-9a-f]{64})\/(v\d+\.\d+\.\d+[^/]*)\/([a-z]+)-[^/]+$/.exec(new URL(url).pathname);
  const [, schematic = "", talosVersion = "", platform = ""] = match ?? [];
  if (world.get("schematic", schematic) === undefined) {
    throw new Error(
      "Error initiating file download: Could not get file metadata, unexpected error: error retrieving URL metadata for " +
        `'${url}': received an HTTP 500 response - Reason: invalid server response: '404 Not Found'`,
    );
  }
  return { schematic, talosVersion, platform };
}

function fileNameOf({ fileName, url }: FileInputs): string {
  return fileName ?? new URL(url).pathname.split("/").at(-1) ?? "";
}
