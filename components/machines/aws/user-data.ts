import { gzipSync } from "node:zlib";

import * as pulumi from "@pulumi/pulumi";

/** Most that AWS hands a machine, in bytes before it is encoded. Source: Amazon EC2 User Guide, "Instance user data". */
const limit = 16 * 1024;

/**
 * A machine configuration as a machine on AWS is handed it: compressed, which Talos undoes, and in base64. One that is too
 * large fails the run.
 *
 * @param component Whom the failure is reported for.
 */
export function userData(
  component: pulumi.Resource,
  machine: string,
  configuration: pulumi.Output<string>,
): pulumi.Output<string> {
  return configuration.apply(async (text) => {
    const compressed = gzipSync(text, { level: 9 });
    if (compressed.length > limit) {
      // Logged and not thrown: an error inside an output would reach the user once for each resource that depends on it.
      await pulumi.log.error(
        `the configuration of ${machine} has ${compressed.length} bytes when compressed, and AWS hands over at most ` +
          `${limit}; shorten talos.patches, or bring what is large in them into the cluster some other way`,
        component,
      );
    }
    return compressed.toString("base64");
  });
}
