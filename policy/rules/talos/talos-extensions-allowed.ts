import { isOfType } from "../../judge/resource.ts";
import type { ResourceRule } from "../../judge/rule.ts";
import { documentIn } from "../../shapes/document.ts";
import { found, foundAmongSecrets } from "../../shapes/found.ts";
import {
  machineConfigurations,
  machineConfigurationTypes,
} from "../../shapes/talos/machine-configuration.ts";
import { talosDocs } from "../../references.ts";

const schematics = ["talos:imageFactory/schematic:Schematic"];

/**
 * A schematic that is made in the stack has only extensions of the setting, and machine configurations name none
 * besides. A schematic that is only referred to by its hash is not seen.
 */
export const talosExtensionsAllowed: ResourceRule = {
  id: "talos-extensions-allowed",
  scope: "resource",
  title: "Images have only system extensions that were agreed on",
  rationale:
    "An extension runs as part of the operating system, with all rights on every machine: each is a decision, not a default.",
  severity: "medium",
  remedy:
    "Take the extension out of `infraflux:talos:extensions`, or add it to the setting `allowedExtensions` after a review. Elsewhere change `officialExtensions` of the schematic, and take `machine.install.extensions` out.",
  references: [talosDocs("boot assets", "platform-specific-installations/boot-assets")],
  types: [...schematics, ...machineConfigurationTypes],
  check: (resource, { report, each, settings }) => {
    if (isOfType(resource, schematics)) {
      const schematic = documentIn(resource.props.at("schematic"));
      each(schematic.at("customization", "systemExtensions", "officialExtensions").list(), (extension) => {
        if (!settings.allowedExtensions.includes(extension.text() ?? "")) {
          report(
            `${extension.path}: got ${found(extension)}, want one of ${settings.allowedExtensions.join(", ")}`,
          );
        }
      });
    }
    each(machineConfigurations(resource, settings.talosBaseline), ({ main }) => {
      each(main.at("machine", "install", "extensions").list(), (extension) => {
        const image = foundAmongSecrets(extension.at("image"));
        report(`${extension.path}: got ${image}, want no extension besides those of the schematic`);
      });
    });
  },
};
