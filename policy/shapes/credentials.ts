import type { ResourceRule } from "../judge/rule.ts";
import type { Value } from "../judge/value.ts";
import { isCredentialByName } from "./credential-names.ts";

/** A text that is a credential, and why it must be taken for one. */
interface OpenCredential {
  readonly path: string;

  /** Such as `holds a private key`; never the text. */
  readonly why: string;
}

/** What there is to look at, and how its names are to be read. */
interface Search {
  readonly each: Parameters<ResourceRule["check"]>[1]["each"];

  /**
   * Whether a field called `password` holds one. Where fields name references to secrets, only what is given as a pair
   * of name and value says by its name what it is.
   */
  readonly trustFieldNames: boolean;

  /** Paths of texts that are secrets whatever they look like. Default: none. */
  readonly stored?: ReadonlySet<string>;

  readonly found: (credential: OpenCredential) => void;
}

/** Reports every text below a value that is a credential and is not marked as a Pulumi secret. */
export function findOpenCredentials(value: Value, search: Search, name?: string): void {
  if (value.secret) {
    return;
  }
  const text = value.text();
  if (text !== undefined) {
    const why = credentialIn(text) ?? credentialAt(value.path, text, search, name);
    if (why !== undefined) {
      search.found({ path: value.path, why });
    }
    return;
  }
  search.each(value.entries(), ([key, held]) => {
    findOpenCredentials(held, search, nameOf(value, key, search));
  });
  search.each(value.list(), (item) => {
    findOpenCredentials(item, search, name);
  });
}

/**
 * Forms of text that are credentials whatever they are called, by what they are. Admission policies use the same
 * patterns, so they have only what RE2 has too: neither flags nor looking ahead, back or at what was matched.
 */
export const credentialForms: Readonly<Record<string, RegExp>> = {
  "a private key": /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[rn])+[A-Za-z0-9+/=]{16}/,
  "an age secret key": /\bAGE-SECRET-KEY-1[0-9A-Z]{20}/,
  "an AWS access key": /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  "a signed token": /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
  "an access token": /\b(?:gh[pousr]_\w{36}|github_pat_\w{40}|glpat-[\w-]{20})/,
};

/** Each credential that stands in a text as it is, such as `a private key`. */
export function credentialsOpenIn(text: string): string[] {
  return Object.entries(credentialForms)
    .filter(([, form]) => form.test(text))
    .map(([what]) => what);
}

/** A kubeconfig, in YAML or JSON, and the fields of it that let somebody in. */
const kubeconfigKind = /\bkind["']?\s*:\s*["']?Config\b/;
const kubeconfigAccess = /\b(?:token|password|client-key-data)["']?\s*:\s*["']?[^\s"',}]/;

/** How a PEM block begins in base64, and as much of it as tells what it is. */
const encodedPem = /\bLS0tLS1CRUdJTi[A-Za-z0-9+/]{20,60}/g;

/** A text that is base64 as a whole, as user data of machines is. */
const encodedText = /^[A-Za-z0-9+/\s]{64,}={0,2}\s*$/;

/** Says of a text that it holds a credential, or undefined where none is seen. */
function credentialIn(text: string): string | undefined {
  const what = credentialWithin(text);
  if (what !== undefined || !encodedText.test(text)) {
    return what === undefined ? undefined : `holds ${what}`;
  }
  const inside = credentialWithin(decoded(text));
  return inside === undefined ? undefined : `holds ${inside} in base64`;
}

function credentialWithin(text: string): string | undefined {
  const [known] = credentialsOpenIn(text);
  if (known !== undefined) {
    return known;
  }
  if (kubeconfigKind.test(text) && kubeconfigAccess.test(text)) {
    return "a kubeconfig with a credential";
  }
  const keys = [...text.matchAll(encodedPem)].filter(([block]) => decoded(block).includes("PRIVATE KEY"));
  return keys.length > 0 ? "a private key" : undefined;
}

function decoded(text: string): string {
  return Buffer.from(text, "base64").toString("latin1");
}

/** Says of a text that its place or its name makes it a credential, or undefined where neither does. */
function credentialAt(path: string, text: string, { stored }: Search, name?: string): string | undefined {
  if (stored?.has(path) === true && text !== "") {
    return "is what a store of secrets is to keep";
  }
  return name !== undefined && isCredentialByName(name, text) ? "is a credential by its name" : undefined;
}

/** What a field is called: its key, or what stands beside it in a pair of name and value. */
function nameOf(map: Value, key: string, { trustFieldNames }: Search): string | undefined {
  if (key === "value") {
    return map.at("name").text() ?? key;
  }
  return trustFieldNames ? key : undefined;
}
