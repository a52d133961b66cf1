import { stringify } from "yaml";

import { talosExtensionsAllowed } from "../../../../policy/rules/talos/talos-extensions-allowed.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { cloudMachine, patchedMachine } from "./builders.ts";

const schematic = (text: string) => ({
  type: "talos:imageFactory/schematic:Schematic",
  props: { schematic: text },
});
const withExtensions = (...names: readonly string[]) =>
  schematic(stringify({ customization: { systemExtensions: { officialExtensions: names } } }));

const installing = (...images: readonly string[]) => ({
  machine: { install: { extensions: images.map((image) => ({ image })) } },
});

export const samples: Samples = {
  rule: talosExtensionsAllowed,
  settings: { allowedExtensions: ["siderolabs/qemu-guest-agent", "siderolabs/iscsi-tools"] },
  good: {
    "extensions that were agreed on": withExtensions("siderolabs/iscsi-tools", "siderolabs/qemu-guest-agent"),
    "no extension": schematic("customization: {}\n"),
    "no schematic": { type: "talos:imageFactory/schematic:Schematic", props: {} },
    "a machine with those of its schematic": patchedMachine(installing()),
  },
  bad: {
    "one that was not": {
      subject: withExtensions("siderolabs/qemu-guest-agent", "siderolabs/tailscale"),
      messages: [
        'schematic.customization.systemExtensions.officialExtensions[1]: got "siderolabs/tailscale", want one of siderolabs/qemu-guest-agent, siderolabs/iscsi-tools',
      ],
    },
    "one that a machine installs besides its schematic": {
      subject: patchedMachine(installing("ghcr.io/siderolabs/iscsi-tools:v0.2.0")),
      messages: [
        'machine.install.extensions[0]: got "ghcr.io/siderolabs/iscsi-tools:v0.2.0", want no extension besides those of the schematic',
      ],
    },
    "the same in user data": {
      subject: cloudMachine(installing("ghcr.io/example/agent:1", "ghcr.io/example/probe:1")),
      messages: [
        'machine.install.extensions[0]: got "ghcr.io/example/agent:1", want no extension besides those of the schematic',
        'machine.install.extensions[1]: got "ghcr.io/example/probe:1", want no extension besides those of the schematic',
      ],
    },
    "a name that would write a line of its own": {
      subject: withExtensions("x\nall rules passed"),
      messages: [
        String.raw`schematic.customization.systemExtensions.officialExtensions[0]: got "x\nall rules passed", want one of siderolabs/qemu-guest-agent, siderolabs/iscsi-tools`,
      ],
    },
    "a name without end": {
      subject: withExtensions("x".repeat(201)),
      messages: [
        `schematic.customization.systemExtensions.officialExtensions[0]: got "${"x".repeat(200)}…", want one of siderolabs/qemu-guest-agent, siderolabs/iscsi-tools`,
      ],
    },
  },
  notJudged: {
    "a schematic that is not known": { subject: schematic(unknown), paths: ["schematic"] },
    "a patch that is not known": {
      subject: patchedMachine(unknown),
      paths: ["machine.install.extensions"],
    },
  },
};
