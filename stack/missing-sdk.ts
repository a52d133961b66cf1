import { RunError } from "@pulumi/pulumi";

import manifest from "../package.json" with { type: "json" };

/**
 * Loads what needs the SDK of a provider. SDKs of clouds are pinned as development packages, so an installation of the
 * product has only those that were asked for.
 *
 * @param provider The word for it in the configuration, and in the command that installs its SDK.
 * @returns What `load` returns.
 * @throws RunError with that command when the SDK is not installed.
 */
export async function withSdk<T>(provider: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const [name, version] = pinned(missingPackage(error)) ?? [];
    if (name === undefined || version === undefined) {
      throw error;
    }
    throw new RunError(
      `provider: ${provider} needs the package ${name} ${version}, which is not installed; ` +
        `run \`npm run setup -- ${provider}\` in the folder of this project, then repeat the command`,
    );
  }
}

/** The package that an import did not find; nothing when the error is another one. */
function missingPackage(error: unknown): string | undefined {
  const { code, message = "" } = error as Partial<NodeJS.ErrnoException>;
  return code === "ERR_MODULE_NOT_FOUND" ? /^Cannot find package '([^']+)'/.exec(message)?.[1] : undefined;
}

/** A development package with its version. */
function pinned(name: string | undefined): readonly [name: string, version: string] | undefined {
  return Object.entries(manifest.devDependencies).find(([candidate]) => candidate === name);
}
