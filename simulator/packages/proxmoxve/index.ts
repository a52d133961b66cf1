import schemas from "../../schemas/proxmoxve.json" with { type: "json" };
import type { InputSchema, Properties, SimulatedPackage } from "../../core/kind.ts";
import { clusterFunctions } from "./cluster-functions.ts";
import { getDatastores, getDatastoresToken } from "./get-datastores.ts";
import { file, fileToken } from "./file.ts";
import { vm, vmToken } from "./vm.ts";

export { seedProxmox, type ProxmoxSeed } from "./nodes.ts";

/** A Proxmox VE cluster: nodes with datastores, image downloads, virtual machines. */
export const simulated: SimulatedPackage = {
  name: "proxmoxve",
  version: "8.6.0",
  configSchema: schemas["pulumi:providers:proxmoxve"] as InputSchema,
  configure,
  resource: (token) => ({ [fileToken]: file, [vmToken]: vm })[token],
  invoke(token, args, { world }) {
    const answer = { ...clusterFunctions, [getDatastoresToken]: getDatastores }[token];
    if (answer === undefined) {
      throw new Error(`the simulated package proxmoxve has no function ${token}`);
    }
    return answer(args, world);
  },
};

/** The provider reads nothing from the API when it starts; it only looks at the form of what it is given. */
function configure({
  endpoint = "",
  apiToken,
  username,
  password,
  authTicket,
  csrfPreventionToken,
}: Properties): void {
  if (endpoint === "") {
    throw new Error(
      "Missing Proxmox VE API Endpoint: there is a missing or empty value for the API endpoint. Set it in the " +
        "configuration or use the PROXMOX_VE_ENDPOINT environment variable.",
    );
  }
  if (!URL.canParse(String(endpoint))) {
    throw new Error(
      "you must specify a valid endpoint for the Proxmox Virtual Environment API (valid: https://host:port/)",
    );
  }
  if (new URL(String(endpoint)).protocol !== "https:") {
    throw new Error(
      "you must specify a secure endpoint for the Proxmox Virtual Environment API (valid: https://host:port/)",
    );
  }
  if (typeof apiToken === "string") {
    if (!/^\S+@\S+!\S+=[a-zA-Z0-9-]+$/.test(apiToken)) {
      throw new Error("the API token must be in the format 'USER@REALM!TOKENID=UUID'");
    }
    return;
  }
  const pairs = [
    [authTicket, csrfPreventionToken],
    [username, password],
  ];
  if (!pairs.some((pair) => pair.every((part) => part !== undefined))) {
    throw new Error("must provide either username and password, an API token, or a ticket");
  }
}
