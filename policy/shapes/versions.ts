import { parse } from "semver";

import { imageReference } from "./kubernetes/images.ts";
import type { MachineConfiguration } from "./talos/machine-configuration.ts";

/** The version of Talos that a machine is told to install, such as `1.13.9`; undefined where it is told none. */
export function talosVersion({ main }: MachineConfiguration): string | undefined {
  return versionOf(main.at("machine", "install", "image").text());
}

/** The version of Kubernetes that a machine is told to run, by its kubelet. */
export function kubernetesVersion({ main }: MachineConfiguration): string | undefined {
  return versionOf(main.at("machine", "kubelet", "image").text());
}

/** The minor version of a version, such as `1.13`. */
export function minorOf(version: string): string {
  return version.split(".", 2).join(".");
}

/** The version that an image is tagged with; undefined for other tags, and for images by digest alone. */
function versionOf(image = ""): string | undefined {
  return parse(imageReference(image).tag)?.version;
}
