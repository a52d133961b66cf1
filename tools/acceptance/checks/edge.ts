import { failed, notRun, passed, together } from "../check.ts";
import type { Check, Verdict } from "../check.ts";
import type { Cluster, Meta } from "../cluster.ts";
import { ask } from "../http.ts";
import type { Door } from "../http.ts";
import { tryInPod } from "../probe.ts";
import { Trouble } from "../program.ts";

/** The sample application, by which everything of it is called. */
const app = "podinfo";

interface Gateway {
  readonly metadata: Meta;
  readonly spec: {
    readonly listeners: readonly {
      readonly protocol: string;
      readonly port: number;
      readonly hostname?: string;
    }[];
  };
  readonly status?: { readonly addresses?: readonly { readonly value: string }[] };
}

interface Ingress {
  readonly metadata: Meta;
  readonly spec: { readonly rules?: readonly { readonly host?: string }[] };
  readonly status?: {
    readonly loadBalancer?: {
      readonly ingress?: readonly {
        readonly ip?: string;
        readonly hostname?: string;
        readonly ports?: readonly { readonly port: number }[];
      }[];
    };
  };
}

interface Service {
  readonly metadata: Meta;
  readonly spec: {
    readonly clusterIP: string;
    readonly ports: readonly { readonly name?: string; readonly port: number }[];
  };
}

/** The ways into the cluster, and that there is no other. */
export const edge: Check = {
  name: "edge",
  proves: "the sample application answers through Gateway and Ingress, and no other pod reaches it",
  async prove(cluster) {
    const [gateway, ingress, service] = await Promise.all([
      cluster.find<Gateway>("gateways.gateway.networking.k8s.io", app, app),
      cluster.find<Ingress>("ingresses.networking.k8s.io", app, app),
      cluster.find<Service>("services", app, app),
    ]);
    if (service === undefined) {
      return notRun(`the sample application ${app} is not on the cluster`);
    }
    return together({
      Gateway: gateway === undefined ? notRun("there is none") : await answers(gatewayDoor(gateway), cluster),
      Ingress: ingress === undefined ? notRun("there is none") : await throughIngress(ingress, cluster),
      "Other pods": await isClosed(service, cluster),
    });
  },
};

function gatewayDoor({ spec: { listeners }, status }: Gateway): Door | undefined {
  const listener = listeners.find(({ protocol }) => protocol === "HTTP");
  const address = status?.addresses?.[0]?.value;
  return listener && address !== undefined
    ? { address, port: listener.port, host: listener.hostname ?? address }
    : undefined;
}

async function throughIngress(ingress: Ingress, cluster: Cluster): Promise<Verdict> {
  const config = await cluster.ciliumConfig();
  if (config["ingress-hostnetwork-enabled"] === "true") {
    return notRun("it listens on the nodes, and tells nobody on which");
  }
  return await answers(ingressDoor(ingress), cluster);
}

function ingressDoor({ spec: { rules = [] }, status }: Ingress): Door | undefined {
  const entry = status?.loadBalancer?.ingress?.[0];
  const address = entry?.ip ?? entry?.hostname;
  return address === undefined
    ? undefined
    : { address, port: entry?.ports?.[0]?.port ?? 80, host: rules[0]?.host ?? address };
}

async function answers(door: Door | undefined, { signal }: Cluster): Promise<Verdict> {
  if (door === undefined) {
    return failed("it has no address; is there one left in the pools of addresses?");
  }
  const at = `${door.host} at ${door.address}:${door.port}`;
  try {
    const { status, body } = await ask(door, "/version", signal);
    return status === 200 ? passed(`${at} answers ${body.trim()}`) : failed(`${at} answers ${status}`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Trouble) {
      return failed(error.message);
    }
    throw error;
  }
}

/** Asks more than once, so that a policy that comes late is not taken for one that refuses. */
const refusedThrice = `
for try in 1 2 3; do
  curl --silent --show-error --output /dev/null --connect-timeout 5 --max-time 10 "$URL" && exit
done`;

/** What curl ends with where a packet is dropped, and where the refusal is told. */
const refused: readonly number[] = [28, 7];

async function isClosed({ spec }: Service, cluster: Cluster): Promise<Verdict> {
  const port = (spec.ports.find(({ name }) => name === "http") ?? spec.ports[0])?.port ?? 80;
  const { exitCode, output } = await tryInPod(cluster, {
    check: "edge",
    namespace: "default",
    script: refusedThrice,
    env: { URL: `http://${spec.clusterIP}:${port}/version` },
  });
  if (refused.includes(exitCode)) {
    return passed("a pod of the namespace default is refused");
  }
  return exitCode === 0
    ? failed("a pod of the namespace default gets an answer, which the policy of the application forbids")
    : failed(`a pod of the namespace default could not ask: ${output}`);
}
