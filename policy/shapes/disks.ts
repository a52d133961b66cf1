import type { Resource } from "../judge/resource.ts";
import type { Value } from "../judge/value.ts";

/**
 * The volumes of a machine or template of AWS, or a volume itself: what holds `encrypted` and `kmsKeyId`.
 *
 * A machine or template that says nothing of its volumes has one nevertheless, as its image wants it; a machine that
 * comes from a template leaves that to the template.
 */
export function awsVolumes({ type, props }: Resource): Value[] {
  if (type.endsWith(":Volume")) {
    return [props];
  }
  if (type.endsWith(":LaunchTemplate")) {
    const mappings = props.at("blockDeviceMappings");
    const volumes = mappings
      .list()
      .map((mapping) => mapping.at("ebs"))
      .filter(mayExist);
    return volumes.length === 0 ? [mappings.at(0, "ebs")] : volumes;
  }
  const root = props.at("rootBlockDevice");
  const leftToTemplate = props.at("launchTemplate").exists() && !mayExist(root);
  return [...(leftToTemplate ? [] : [root]), ...props.at("ebsBlockDevices").list()];
}

/** Whether there is something, or may be once it is known. */
function mayExist(value: Value): boolean {
  return !value.whollyKnown() || value.exists();
}
