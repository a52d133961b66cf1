// @ts-check
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";

/**
 * What the sources of a program are, in eight hexadecimal digits: another one as soon as a file is changed, added or renamed.
 *
 * @param {URL} folder its Go files lie directly in it; ends with a slash
 * @returns {string}
 */
export function sourceDigest(folder) {
  const hash = createHash("sha256");
  const files = readdirSync(folder).filter((file) => file.endsWith(".go"));
  for (const file of files.sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(new URL(file, folder)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 8);
}
