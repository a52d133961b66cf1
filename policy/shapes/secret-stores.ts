import { azureType } from "./platform.ts";

/** Where resources that put a secret into a store hold it, under names that do not say so. */
const stores: readonly { readonly type: RegExp; readonly paths: readonly string[] }[] = [
  { type: /^github:index\/\w*[sS]ecret:\w+$/, paths: ["plaintextValue"] },
  { type: azureType("keyvault", "Secret"), paths: ["properties.value"] },
  { type: /^vault:(?:generic\/secret:Secret|kv\/secret(?:V2)?:Secret(?:V2)?)$/, paths: ["dataJson"] },
  { type: /^gcp:secretmanager\/(?:secretVersion|regionalSecretVersion):\w+$/, paths: ["secretData"] },
];

/** The paths of a resource whose texts are secrets, whatever they look like. None where it is no entry of a store. */
export function storedSecrets(type: string): ReadonlySet<string> {
  return new Set(stores.filter((store) => store.type.test(type)).flatMap(({ paths }) => paths));
}
