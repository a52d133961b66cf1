import { foundAmongSecrets } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { talosDocs } from "../../references.ts";

/** Such as `factory.talos.dev/metal-installer/<schematic>:v1.13.9`, of any factory; the schematic is a hash of its content. */
const pinned =
  /^[^\s@]+\/([a-z0-9]+-)?installer(-secureboot)?\/[0-9a-f]{64}:v\d+\.\d+\.\d+(-[a-z0-9.]+)?(@sha256:[0-9a-f]{64})?$/;

const wanted = "<factory>/<platform>-installer/<64 hex digits>:v<major>.<minor>.<patch>";

/**
 * The installer names a schematic and an exact version in an allowed registry. The image of the first boot is not
 * judged.
 */
export const talosInstallerPinned = configurationRule({
  id: "talos-installer-pinned",
  title: "Machines install from the image factory, in an exact version",
  rationale:
    "An installer without schematic and exact version makes another machine tomorrow than today: without its extensions, or with a version that nobody tried.",
  severity: "medium",
  remedy:
    "Take out the patch that sets `machine.install.image`: InfraFlux sets it by `infraflux:cluster:versions`. Elsewhere use `<factory>/<platform>-installer/<schematic>:v<version>`, from a registry in the setting `allowedRegistries`.",
  references: [talosDocs("boot assets", "platform-specific-installations/boot-assets")],
  check: ({ main }, { report, settings }) => {
    const image = main.at("machine", "install", "image");
    const text = image.text();
    if (text === undefined) {
      report(`${image.path}: got nothing, want an installer of the image factory`);
    } else if (!pinned.test(text)) {
      report(`${image.path}: got ${foundAmongSecrets(image)}, want ${wanted}`);
    } else if (!settings.allowedRegistries.some((registry) => text.startsWith(`${registry}/`))) {
      report(
        `${image.path}: got ${foundAmongSecrets(image)}, want a registry of allowedRegistries: ${settings.allowedRegistries.join(", ")}`,
      );
    }
  },
});
