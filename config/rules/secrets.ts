import { pathText } from "../paths.ts";
import type { Settings } from "../schema.ts";
import { howToSet, SECRET_KEYS, SECRETS, type SecretSpec } from "../secrets.ts";
import type { Rule } from "./rule.ts";

// One rule per secret, since each depends on other sections: one that cannot be read must not hide the rest.
const present = SECRET_KEYS.map((key): Rule => {
  const spec: SecretSpec = SECRETS[key];
  return {
    name: "secret-missing",
    holds: `${key} is given ${spec.needed}.`,
    needs: spec.needs,
    check: (settings, { stack, secrets }) =>
      spec.required(settings) && !secrets.has(key)
        ? [
            {
              key,
              value: undefined,
              allowed: `${spec.form}; needed ${spec.needed}`,
              remedy: howToSet(key, stack),
            },
          ]
        : [],
  };
});

const noCredentials: Rule = {
  name: "secret-in-address",
  holds: "No address holds a user name, a token or a password.",
  needs: ["gitops", "mirrors", "backup"],
  check: ({ gitops, mirrors, proxmox, backup }: Settings) =>
    Object.entries({
      "gitops.url": gitops.url,
      "mirrors.charts": mirrors.charts,
      "mirrors.fluxSource": mirrors.fluxSource,
      "mirrors.capiManifests": mirrors.capiManifests,
      "mirrors.imageFactory": mirrors.imageFactory,
      "mirrors.gatewayApiManifests": mirrors.gatewayApiManifests,
      "proxmox.endpoint": proxmox?.endpoint,
      "backup.etcd.target.s3.endpoint": backup.etcd.target?.s3.endpoint,
      ...registryMirrors(mirrors),
    })
      .filter(([, address]) => address !== undefined && new URL(address).username !== "")
      .map(([key, address]) => ({
        key,
        value: address,
        allowed: "an address without credentials",
        remedy:
          "Take them out of the address and change them where they were issued; secrets have keys of their own.",
      })),
};

/** Each address by its key. A machine configuration carries them, in the clear. */
function registryMirrors({ registries }: Settings["mirrors"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(registries).flatMap(([registry, addresses]) =>
      addresses.map((address, index) => [pathText(["mirrors", "registries", registry, index]), address]),
    ),
  );
}

/** Rules about secrets. */
export const secretRules: readonly Rule[] = [...present, noCredentials];
