import { isIPv4 } from "node:net";

import { contains } from "../../../components/shared/cidr.ts";
import { failed, notRun, passed, together } from "../check.ts";
import type { Check, Verdict } from "../check.ts";
import type { Cluster, Meta } from "../cluster.ts";
import { tryInPod } from "../probe.ts";
import { podLabelsFor, selects } from "../selector.ts";
import type { Labels, Namespace, Selector } from "../selector.ts";

interface Gateway {
  readonly egressIP?: string;
}

interface Policy {
  readonly metadata: Meta;
  readonly spec: {
    readonly selectors: readonly {
      readonly podSelector?: Selector;
      readonly namespaceSelector?: Selector;
      readonly nodeSelector?: Selector;
    }[];
    readonly destinationCIDRs: readonly string[];
    readonly excludedCIDRs?: readonly string[];
    readonly egressGateway?: Gateway;
    readonly egressGateways?: readonly Gateway[];
  };
}

/** Calls until the answer is wanted: a policy applies to a new pod only after a while. */
const script = `
end=$(($(date +%s) + WAIT))
while :; do
  answer=$(curl --silent --show-error --max-time 5 "$URL" 2>&1)
  case " $EXPECTED " in *" $answer "*) break ;; esac
  [ "$(date +%s)" -lt "$end" ] || break
  sleep 2
done
echo "$answer"`;

/** Fixed source addresses, seen from outside. */
export const egress: Check = {
  name: "egress",
  proves: "what an egress policy selects leaves the cluster with the policy's address",
  async prove(cluster) {
    const policies = await cluster.list<Policy>("ciliumegressgatewaypolicies.cilium.io");
    if (policies.length === 0) {
      return notRun("no egress policy is configured");
    }
    const { echoUrl } = cluster.options;
    if (echoUrl === undefined) {
      return notRun("nobody outside tells the address of callers; name such a place with --echo-url");
    }
    const namespaces = await cluster.list<Namespace>("namespaces");
    const verdicts: Record<string, Verdict> = {};
    for (const policy of policies) {
      verdicts[policy.metadata.name] = await verdictOn(policy, cluster, echoUrl, namespaces);
    }
    return together(verdicts);
  },
};

async function verdictOn(
  { spec }: Policy,
  cluster: Cluster,
  echoUrl: URL,
  namespaces: readonly Namespace[],
): Promise<Verdict> {
  // The API server adds an empty list where only the one is given; a list that is not empty stands in its place.
  const { egressGateway = {}, egressGateways: several = [] } = spec;
  const gateways = several.length > 0 ? several : [egressGateway];
  const addresses = gateways.flatMap(({ egressIP }) => egressIP ?? []);
  if (addresses.length < gateways.length) {
    return notRun("it names no egressIP, so that there is no address to expect");
  }
  if (!covers(spec, echoUrl.hostname)) {
    return notRun(`its destinationCIDRs do not cover ${echoUrl.hostname}, the host of --echo-url`);
  }
  const pod = selectedPod(spec, namespaces);
  if (pod === undefined) {
    return notRun("its selectors choose pods of no namespace that there is, or by their node");
  }
  const env = { URL: echoUrl.href, EXPECTED: addresses.join(" "), WAIT: `${cluster.options.timeoutSeconds}` };
  const { output } = await tryInPod(cluster, { check: "egress", ...pod, script, env });
  const from = `a pod of namespace ${pod.namespace}`;
  return addresses.includes(output)
    ? passed(`${from} is known as ${output}`)
    : failed(`${from} should be known as ${addresses.join(" or ")}, and ${echoUrl.href} said: ${output}`);
}

/** Whether the policy is for this destination, as far as its address is known here. */
function covers({ destinationCIDRs, excludedCIDRs = [] }: Policy["spec"], host: string): boolean {
  const holds = (cidr: string) => contains(cidr, host);
  return !isIPv4(host) || (destinationCIDRs.some(holds) && !excludedCIDRs.some(holds));
}

/** Where a pod is to be, and its labels, so that the policy selects it. The namespace `default` where that will do. */
function selectedPod(
  { selectors }: Policy["spec"],
  namespaces: readonly Namespace[],
): { namespace: string; labels: Labels } | undefined {
  const isDefault = ({ metadata }: Namespace) => metadata.name === "default";
  const inOrder = [...namespaces.filter(isDefault), ...namespaces.filter((other) => !isDefault(other))];
  for (const { podSelector = {}, namespaceSelector = {}, nodeSelector } of selectors) {
    const fitting = inOrder.filter(({ metadata }) => selects(namespaceSelector, metadata.labels ?? {}));
    for (const namespace of nodeSelector === undefined ? fitting : []) {
      const labels = podLabelsFor(podSelector, namespace);
      if (labels !== undefined) {
        return { namespace: namespace.metadata.name, labels };
      }
    }
  }
  return undefined;
}
