import type { Resource } from "../../judge/resource.ts";
import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { found } from "../../shapes/found.ts";
import {
  awsMachines,
  azureMachines,
  azureProfile,
  gcpMachines,
  proxmoxMachines,
} from "../../shapes/machine.ts";
import { cisCloud, talosDocs } from "../../references.ts";

/** Nobody is given a way to log in. Azure demands an administrator, who then may have a key but no password. */
export const machineNoSsh: ResourceRule = {
  id: "machine-no-ssh",
  scope: "resource",
  title: "Machines have no SSH keys and no passwords",
  rationale:
    "Talos has no SSH and no logins: a key or password on a machine says that it runs something else, or will when the image is changed.",
  severity: "high",
  remedy:
    "Take out the keys and passwords: `keyName` on AWS, the metadata `ssh-keys` on Google Cloud, `initialization.userAccount` on Proxmox. On Azure set `linuxConfiguration.disablePasswordAuthentication: true` and give the administrator a key that is thrown away.",
  references: [talosDocs("FAQs", "troubleshooting/faqs"), cisCloud("gcp", "4.3")],
  types: [...proxmoxMachines, ...awsMachines, ...azureMachines, ...gcpMachines],
  check: (resource, { each, report }) => {
    each(logins(resource), (login) => {
      if (login.exists()) {
        report(`${login.path}: a login is not allowed`);
      }
    });
    const os = azureProfile(resource).at("osProfile");
    const passwordless = os.at("linuxConfiguration", "disablePasswordAuthentication");
    if (os.exists() && passwordless.flag() !== true) {
      report(`${passwordless.path}: got ${found(passwordless)}, want true`);
    }
  },
};

/** Where keys and passwords stand. Their values are never read. */
function logins(resource: Resource): Value[] {
  const { props } = resource;
  const account = props.at("initialization", "userAccount");
  return [
    props.at("keyName"),
    props.at("metadata", "ssh-keys"),
    props.at("metadata", "sshKeys"),
    account.at("keys", 0),
    account.at("password"),
    azureProfile(resource).at("osProfile", "adminPassword"),
  ];
}
