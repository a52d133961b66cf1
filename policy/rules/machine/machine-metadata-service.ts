import type { ResourceRule } from "../../judge/rule.ts";
import { found } from "../../shapes/found.ts";
import { awsMachines } from "../../shapes/machine.ts";
import { cisCloud } from "../../references.ts";

/** The metadata service of AWS answers the machine itself, not pods and not requests that somebody smuggles in. */
export const machineMetadataService: ResourceRule = {
  id: "machine-metadata-service",
  scope: "resource",
  title: "The metadata service wants a session and answers only the machine",
  rationale:
    "The metadata service hands out the machine's user data and credentials: without sessions a forged request of any workload gets them, and with a higher hop limit every pod does.",
  severity: "high",
  remedy:
    'Set `metadataOptions` to `httpTokens: "required"` and `httpPutResponseHopLimit: 1` on machines and launch templates; give workloads roles of their own instead.',
  references: [
    cisCloud("aws", "5.6"),
    {
      title: "Amazon EC2 User Guide, Configure the Instance Metadata Service options",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
    },
  ],
  types: awsMachines,
  check: ({ props }, { each, report }) => {
    const options = props.at("metadataOptions");
    const leftToTemplate = !options.exists() && props.at("launchTemplate").exists();
    if (leftToTemplate || options.at("httpEndpoint").text() === "disabled") {
      return;
    }
    const [tokens, hops] = [options.at("httpTokens"), options.at("httpPutResponseHopLimit")];
    each([tokens], () => {
      if (tokens.text() !== "required") {
        report(`${tokens.path}: got ${found(tokens)}, want "required"`);
      }
    });
    each([hops], () => {
      if ((hops.number() ?? 1) > 1) {
        report(`${hops.path}: got ${found(hops)}, want 1`);
      }
    });
  },
};
