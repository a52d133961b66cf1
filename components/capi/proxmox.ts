import * as pulumi from "@pulumi/pulumi";

import type { ProxmoxAccess } from "./args.ts";

const form = /^([^@!=\s]+@[^@!=\s]+![^!=\s]+)=(\S+)$/;

/** Says whether a text has the form `USER@REALM!TOKENID=SECRET`. */
export function isApiToken(text: string): boolean {
  return form.test(text);
}

/** What the manifests of the Proxmox provider call its credentials. */
export function proxmoxVariables({ url, apiToken }: ProxmoxAccess): pulumi.Output<Record<string, string>> {
  return pulumi.all([url, pulumi.secret(apiToken)]).apply(([address, token]) => variablesOf(address, token));
}

/**
 * The variables of plain credentials.
 *
 * @throws RunError when the token has another form; the message does not show it.
 */
export function variablesOf(url: string, apiToken: string): Record<string, string> {
  const [, tokenId, secret] = form.exec(apiToken) ?? [];
  if (tokenId === undefined || secret === undefined) {
    throw new pulumi.RunError(
      "infrastructure.proxmox.apiToken: want USER@REALM!TOKENID=SECRET, got something else (not shown)",
    );
  }
  return { PROXMOX_URL: url, PROXMOX_TOKEN: tokenId, PROXMOX_SECRET: secret };
}
