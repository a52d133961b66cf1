import * as pulumi from "@pulumi/pulumi";

/**
 * The most that Google Cloud takes as one value of a machine's metadata, in bytes. Source: Google Cloud documentation,
 * "Custom metadata limitations".
 */
const limit = 256 * 1024;

/**
 * A machine configuration as a machine on Google Cloud is handed it: as it is, since metadata are texts, and so nothing
 * that is compressed. One that is too large fails the run.
 *
 * @param component Whom the failure is reported for.
 */
export function userData(
  component: pulumi.Resource,
  machine: string,
  configuration: pulumi.Output<string>,
): pulumi.Output<string> {
  return configuration.apply(async (text) => {
    const size = Buffer.byteLength(text);
    if (size > limit) {
      // Logged and not thrown: an error inside an output would reach the user once for each resource that depends on it.
      await pulumi.log.error(
        `the configuration of ${machine} has ${size} bytes, and Google Cloud hands over at most ${limit}; shorten ` +
          "talos.patches, or bring what is large in them into the cluster some other way",
        component,
      );
    }
    return text;
  });
}
