/** What the name of a text says of it: whether the text is a credential, or only has to do with one. */

/**
 * Whether a text is a credential by its name: `adminPassword`, `API_TOKEN`. It is none where it can be seen to be
 * something else: a path, a number of seconds, the name of a secret.
 *
 * @param name As the program or the manifest spells it.
 */
export function isCredentialByName(name: string, text: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[^A-Za-z0-9]+/g, " ")
    .toLowerCase();
  if (!credentialNames.test(words) || otherNames.test(words) || otherTexts.some((form) => form.test(text))) {
    return false;
  }
  if (chosenByPeople.test(words)) {
    return true;
  }
  return !quantity.test(text) && (!namesOfReferences.test(words) || looksRandom(text));
}

/** How the names of credentials end, in words. */
const credentialNames =
  /(?:^| )(?:password|passwd|passphrase|token|secret|kubeconfig|talosconfig|credentials|(?:private|secret|api|account|shared) key|secret access key|secret string)$/;

/** What looks like one of those, and is a reference to a secret or a name that somebody may choose. */
const otherNames =
  /(?:existing|pull|tls|image) secret$|(?:creation|client|idempotency|request|next|page) token$/;

/** Names of what people think up: even a number, or a short word, is taken for it. */
const chosenByPeople = /(?:password|passwd|passphrase)$/;

/**
 * Names that more often say which secret is meant than hold it. OAuth's client secret, and that of a token of Proxmox,
 * which its Cluster API provider takes as `PROXMOX_SECRET`, are never references.
 */
const namesOfReferences = /(?<!\b(?:client|proxmox) )\bsecret$/;

/** What stands in the place of a credential, whatever the name. */
const otherTexts: readonly RegExp[] = [
  // A switch, or nothing.
  /^(?:true|false)?$/i,
  // A path, from the root, the home or the working directory.
  /^~?\.{0,2}\//,
  // Another variable, a template, a reference that Azure's app settings resolve.
  /^(?:\$[({]|\{\{|@Microsoft\.KeyVault\()/,
  /^arn:[\w-]+:/,
  // The path of a resource, such as `projects/p/secrets/s`. Base64 mixes capitals and small letters between slashes.
  /^(?:[a-z0-9._-]+|[A-Z0-9._-]+)(?:\/(?:[a-z0-9._-]+|[A-Z0-9._-]+)){2,}$/,
  // An address that nobody logs in by: neither user info nor a query, where signatures stand.
  /^[a-z][a-z0-9+.-]*:\/\/[^\s@?]+$/,
  // The name of a file.
  /^[\w./-]+\.(?:ya?ml|json|toml|ini|conf|config|kubeconfig|txt|env|pem|key|crt)$/i,
];

/** How much or how long, or the unit of it. */
const quantity = /^(?:\d+(?:\.\d+)?(?:ms|[smhd])?|(?:second|minute|hour|day)s?)$/i;

/** A word between separators, as names of resources have them: `grafana-admin`, `prod/DATABASE`. */
const word = /(?:^|[-_./:])(?:[A-Z]?[a-z]{3,}|[A-Z]{3,})(?=$|[-_./:])/;

/** Whether nobody would name a thing like that: long, letters and digits in turn, no words. */
function looksRandom(text: string): boolean {
  const turns = text.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g) ?? [];
  return text.length >= 20 && turns.length >= 3 && !word.test(text) && !/\s/.test(text);
}
