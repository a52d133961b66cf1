import {
  tracingPolicies,
  tracingPolicyAlert,
  tracingPolicyName,
} from "../../../components/cilium/plan/index.ts";
import { failed, notRun, passed } from "../check.ts";
import type { Check } from "../check.ts";
import type { Cluster, Meta } from "../cluster.ts";
import { tryInPod } from "../probe.ts";
import type { Tried } from "../probe.ts";
import { Trouble } from "../program.ts";
import { namespaceLabels, selects } from "../selector.ts";
import type { Selector } from "../selector.ts";

/** What is violated: it takes no right, and no packet leaves the pod. */
const violated = "network-mining-port";

/** Where. */
const namespace = "default";

interface Policy {
  readonly metadata: Meta;
  readonly spec: { readonly podSelector?: Selector };
}

/** What Tetragon logs, as far as it is looked at. */
interface Event {
  readonly process_kprobe?: {
    readonly policy_name?: string;
    readonly process?: { readonly pod?: { readonly name: string } };
  };
}

interface Alerts {
  readonly data: {
    readonly alerts: readonly { readonly labels: Readonly<Record<string, string>>; readonly state: string }[];
  };
}

/** Runtime security, from what a pod does to the alert about it. */
export const violation: Check = {
  name: "violation",
  proves: "a pod that violates a tracing policy is told of",
  async prove(cluster) {
    const policy = tracingPolicies.find(({ name }) => name === violated);
    if (policy === undefined) {
      throw new Error(`there is no tracing policy ${violated}`);
    }
    const name = tracingPolicyName(policy);
    const applied = (await cluster.list<Policy>("tracingpolicies.cilium.io")).find(
      ({ metadata }) => metadata.name === name,
    );
    if (applied === undefined) {
      return notRun(`there is no TracingPolicy ${name}: the policy or the capability tetragon is off`);
    }
    if (!selects(applied.spec.podSelector ?? {}, namespaceLabels({ metadata: { name: namespace } }))) {
      return notRun(`the TracingPolicy ${name} leaves pods of the namespace ${namespace} alone`);
    }
    const tried = await tryInPod(cluster, { check: "violation", namespace, script: again(policy.trial) });
    if (!(await isLogged(cluster, name, tried))) {
      return failed(`Tetragon on ${tried.node} logged no event of ${name} for the pod ${tried.pod}`);
    }
    const logged = `Tetragon on ${tried.node} logged the event of ${name}`;
    const { prometheusUrl } = cluster.options;
    if (prometheusUrl === undefined) {
      return passed(`${logged}; no alert was looked for, as there is no --prometheus-url`);
    }
    const alert = tracingPolicyAlert(policy);
    return (await fires(cluster, prometheusUrl, alert, tried))
      ? passed(`${logged}, and the alert ${alert} fires`)
      : failed(`${logged}, but no alert ${alert} fires for the workload ${tried.job}`);
  },
};

/** Tetragon looks at a new pod only once it has heard of it, which may be after its first steps. */
function again(trial: string): string {
  return `for i in $(seq 20); do ${trial}; sleep 1; done; true`;
}

async function isLogged(cluster: Cluster, policy: string, { node, pod, since }: Tried): Promise<boolean> {
  const [tetragon] = await cluster.list<{ metadata: Meta }>(
    "pods",
    "--namespace=kube-system",
    "--selector=app.kubernetes.io/name=tetragon",
    `--field-selector=spec.nodeName=${node}`,
  );
  if (tetragon === undefined) {
    throw new Trouble(`no Tetragon runs on ${node}`);
  }
  const found = await cluster.until(async () => {
    const log = await cluster.kubectl(
      "logs",
      "--namespace=kube-system",
      `pod/${tetragon.metadata.name}`,
      "--container=export-stdout",
      `--since-time=${since}`,
    );
    const events = log.split("\n").filter((line) => line.includes(policy) && line.includes(pod));
    return events.some((line) => isEventOf(JSON.parse(line) as Event, policy, pod)) || undefined;
  });
  return found ?? false;
}

function isEventOf({ process_kprobe: found }: Event, policy: string, pod: string): boolean {
  return found?.policy_name === policy && found.process?.pod?.name === pod;
}

async function fires(cluster: Cluster, prometheus: URL, alert: string, { job }: Tried): Promise<boolean> {
  const found = await cluster.until(async () => {
    const { data } = await alerts(prometheus, cluster.signal);
    const isOurs = ({ labels, state }: Alerts["data"]["alerts"][number]) =>
      state === "firing" && labels["alertname"] === alert && labels["workload"] === job;
    return data.alerts.some(isOurs) || undefined;
  });
  return found ?? false;
}

async function alerts(prometheus: URL, signal: AbortSignal): Promise<Alerts> {
  const url = new URL("api/v1/alerts", prometheus.href.replace(/\/?$/, "/"));
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) {
      throw new Trouble(`${url.href} answers ${response.status}`);
    }
    return (await response.json()) as Alerts;
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof TypeError ? new Trouble(`${url.href} does not answer: ${causeOf(error)}`) : error;
  }
}

function causeOf({ message, cause }: TypeError): string {
  return cause instanceof Error ? cause.message : message;
}
