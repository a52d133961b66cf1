import { failed, notRun, passed } from "../check.ts";
import type { Check } from "../check.ts";
import type { Meta } from "../cluster.ts";
import { tryInPod } from "../probe.ts";
import { Trouble } from "../program.ts";

interface Agent {
  readonly metadata: Meta;
  readonly spec: { readonly nodeName: string };
  readonly status: { readonly hostIP: string };
}

/** Metrics of flows, as Prometheus would fetch them. */
export const metrics: Check = {
  name: "metrics",
  proves: "Hubble counts the flows of a node, and serves what it counts",
  async prove(cluster) {
    const { "hubble-metrics-server": server = "" } = await cluster.ciliumConfig();
    const port = server.split(":").at(-1);
    if (port === undefined || port === "") {
      return notRun("Hubble serves no metrics: the capability metricsTracing is off");
    }
    const [agent] = await cluster.list<Agent>(
      "pods",
      "--namespace=kube-system",
      "--selector=k8s-app=cilium",
      "--field-selector=status.phase=Running",
    );
    if (agent === undefined) {
      throw new Trouble("no agent of Cilium is running");
    }
    const node = agent.spec.nodeName;
    const { exitCode, output } = await tryInPod(cluster, {
      check: "metrics",
      // From here nodes are reached even where they are closed; through the API server they are not.
      namespace: "kube-system",
      script:
        'page=$(curl --silent --show-error --fail --max-time 10 "$URL") || exit; echo "$page" | grep ^hubble_',
      env: { URL: `http://${agent.status.hostIP}:${port}/metrics` },
    });
    const counted = countedNames(output);
    if (exitCode !== 0 && counted.length === 0) {
      return failed(`Hubble on ${node} gives no metrics: ${output || "its page has none of its own"}`);
    }
    return counted.length === 0
      ? failed(`every metric of Hubble on ${node} is 0`)
      : passed(`on ${node} ${counted.length} metrics have values, such as ${counted.slice(0, 3).join(", ")}`);
  },
};

/** Names of the metrics with a series above 0, in lines such as `hubble_drop_total{reason="…"} 3`. */
function countedNames(page: string): string[] {
  const series = page
    .split("\n")
    .map((line) => ({ name: line.replace(/[{ ].*/, ""), value: Number(line.split(" ").at(-1)) }));
  return [...new Set(series.filter(({ value }) => value > 0).map(({ name }) => name))];
}
