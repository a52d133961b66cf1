import type { Resource } from "../judge/resource.ts";
import type { Value } from "../judge/value.ts";
import type { KubernetesObject, Looking } from "./kubernetes/objects.ts";
import { eachObject } from "./kubernetes/objects.ts";

const group = "operator.cluster.x-k8s.io";

/** Resources that have the Cluster API operator install a provider. */
export const providerTypes: readonly RegExp[] = [
  /^kubernetes:operator\.cluster\.x-k8s\.io\/[^:]+:\w+Provider(?:List)?$/,
];

/** Looks at every provider of Cluster API that a resource has installed. */
export function eachProvider(
  resource: Resource,
  tools: Looking,
  look: (provider: KubernetesObject) => void,
): void {
  eachObject(resource, tools, (object) => {
    if (object.group === group && object.kind.endsWith("Provider")) {
      look(object);
    }
  });
}

/** The settings of every container of a provider, as far as its object changes what the release says. */
export function providerContainers({ value }: KubernetesObject): Value[] {
  const spec = value.at("spec");
  const further = spec.at("additionalDeployments").entries();
  return [spec, ...further.map(([, deployment]) => deployment)].flatMap((deployed) =>
    deployed.at("deployment", "containers").list(),
  );
}
