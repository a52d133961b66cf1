import type { CustomResourceOptions, InvokeOutputOptions } from "@pulumi/pulumi";

/** Version of the provider plugin that these bindings were written against. */
const version = "0.8.1";

/** Where the engine downloads the plugin: it is not in Pulumi's own plugin store. */
const pluginDownloadURL = "github://api.github.com/pulumiverse";

/** Options that every resource and function of the package needs, so that the engine finds the plugin. */
export const packageOptions = { version, pluginDownloadURL } satisfies CustomResourceOptions &
  InvokeOutputOptions;
