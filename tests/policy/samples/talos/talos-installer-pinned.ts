import { talosInstallerPinned } from "../../../../policy/rules/talos/talos-installer-pinned.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { knownMachine, patchedMachine } from "./builders.ts";

const schematic = "ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515";
const image = (text: string) => ({ machine: { install: { image: text } } });
const want = "want <factory>/<platform>-installer/<64 hex digits>:v<major>.<minor>.<patch>";

export const samples: Samples = {
  rule: talosInstallerPinned,
  settings: { allowedRegistries: ["factory.talos.dev", "ghcr.io"] },
  good: {
    "an installer of the factory": patchedMachine(
      image(`factory.talos.dev/nocloud-installer/${schematic}:v1.13.9`),
    ),
    "an installer for Secure Boot": patchedMachine(
      image(`factory.talos.dev/metal-installer-secureboot/${schematic}:v1.13.9`),
    ),
    "an installer with a digest": patchedMachine(
      image(`factory.talos.dev/nocloud-installer/${schematic}:v1.13.9@sha256:${schematic}`),
    ),
    "an installer over the generated one": knownMachine(
      image("ghcr.io/siderolabs/installer:v1.13.9"),
      image(`factory.talos.dev/installer/${schematic}:v1.13.9`),
    ),
  },
  bad: {
    "no installer": {
      subject: patchedMachine({ machine: { install: { disk: "/dev/sda" } } }),
      messages: ["machine.install.image: got nothing, want an installer of the image factory"],
    },
    "the latest version": {
      subject: patchedMachine(image(`factory.talos.dev/nocloud-installer/${schematic}:latest`)),
      messages: [
        `machine.install.image: got "factory.talos.dev/nocloud-installer/${schematic}:latest", ${want}`,
      ],
    },
    "a minor version": {
      subject: patchedMachine(image(`factory.talos.dev/nocloud-installer/${schematic}:v1.13`)),
      messages: [
        `machine.install.image: got "factory.talos.dev/nocloud-installer/${schematic}:v1.13", ${want}`,
      ],
    },
    "the generated installer, which has no schematic": {
      subject: knownMachine(image("ghcr.io/siderolabs/installer:v1.13.9")),
      messages: [`machine.install.image: got "ghcr.io/siderolabs/installer:v1.13.9", ${want}`],
    },
    "a factory that nobody agreed on": {
      subject: patchedMachine(image(`factory.example.org/metal-installer/${schematic}:v1.13.9`)),
      messages: [
        `machine.install.image: got "factory.example.org/metal-installer/${schematic}:v1.13.9", want a registry of allowedRegistries: factory.talos.dev, ghcr.io`,
      ],
    },
  },
  notJudged: {
    "a patch that is not known": { subject: patchedMachine(unknown), paths: ["machine.install.image"] },
  },
};
