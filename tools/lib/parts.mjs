// @ts-check
import { splitArgs } from "./args.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * SDKs that only stacks on one cloud need, by the word for it in the setting `provider`; pinned as development
 * dependencies. Each is as large as everything else together, so each cloud is installed, type-checked and linted alone.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const cloudSdks = { aws: "@pulumi/aws", azure: "@pulumi/azure-native", gcp: "@pulumi/gcp" };

/** The repository without its clouds. */
export const core = "core";

/** The core and the clouds, in the order in which they are worked on. */
export const allParts = [core, ...Object.keys(cloudSdks)];

/**
 * The folder of the `tsconfig.json` that includes a part.
 *
 * @param {string} part
 * @returns {string} relative to the repository
 */
export function projectOf(part) {
  return part === core ? "." : `components/machines/${part}`;
}

/**
 * What belongs to a cloud, as a glob. The same folders stand in `tsconfig.json` and `.dependency-cruiser.js`.
 *
 * @param {string} cloud
 * @returns {string}
 */
export function filesOf(cloud) {
  return `{components/{machines,dns},stack/providers,tests/**}/${cloud}/**`;
}

/**
 * Which parts of the repository to work on, and which options to hand on.
 *
 * @param {readonly string[]} args names of parts, before the first option
 * @returns {{ parts: readonly string[], options: readonly string[] }} Default: all parts, the core first.
 * @throws {SetupError} that lists the parts when one is not among them
 */
export function selectParts(args) {
  const { words, options } = splitArgs(args);
  return { parts: words.length === 0 ? allParts : known(words, allParts), options };
}

/**
 * The SDKs of some clouds.
 *
 * @param {readonly string[]} clouds
 * @returns {readonly string[]} names of packages
 * @throws {SetupError} that lists the clouds when one is not among them
 */
export function sdksOf(clouds) {
  const chosen = known(clouds, Object.keys(cloudSdks));
  return Object.entries(cloudSdks)
    .filter(([cloud]) => chosen.includes(cloud))
    .map(([, sdk]) => sdk);
}

/**
 * @param {readonly string[]} chosen
 * @param {readonly string[]} allowed
 */
function known(chosen, allowed) {
  const wrong = chosen.find((each) => !allowed.includes(each));
  if (wrong !== undefined) {
    throw new SetupError(`"${wrong}" is not one of ${allowed.join(", ")}.`, 2);
  }
  return chosen;
}
