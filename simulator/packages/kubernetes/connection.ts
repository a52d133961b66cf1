import { X509Certificate } from "node:crypto";
import { parse } from "yaml";
import { backendsOf } from "../../core/balancer.ts";
import type { Properties, World } from "../../core/kind.ts";
import { ClusterApi } from "./api.ts";
import { isApiUp, type ClusterRecord, type Machine } from "./cluster.ts";
import { ApiError, listAt, textAt } from "./objects.ts";

/** The cluster can't be reached or does not let the client in. */
export class UnreachableError extends ApiError {
  constructor(reason: string) {
    super(
      `configured Kubernetes cluster is unreachable: unable to load schema information from the API server: ${reason}`,
    );
  }
}

/**
 * The cluster that a provider's kubeconfig leads to.
 *
 * @throws UnreachableError when there is none, when its API is not up, or when the credentials are not of that cluster.
 */
export function connect(world: World, config: Properties): ClusterApi {
  const { server, authority, user } = activeContext(config);
  const found = world.list<ClusterRecord>("cluster").find(({ value }) => value.ca === authority);
  if (found === undefined) {
    const other = world.list<ClusterRecord>("cluster").some(({ value }) => value.endpoint === server);
    throw new UnreachableError(
      other
        ? `Get "${server}/openapi/v2?timeout=32s": tls: failed to verify certificate: x509: certificate signed by unknown authority`
        : refused(server),
    );
  }
  if (!isApiUp(world, found.id) || !leadsTo(world, server, found.id)) {
    throw new UnreachableError(refused(server));
  }
  const api = new ClusterApi(world, found.id);
  if (!isKnown(user, found.value, api)) {
    throw new UnreachableError("the server has asked for the client to provide credentials");
  }
  return api;
}

/** Whether the address leads to a control plane of the cluster, as far as a load balancer decides that. */
function leadsTo(world: World, server: string, clusterId: string): boolean {
  const { hostname = "", port = "" } = URL.parse(server) ?? {};
  const backends = backendsOf(world, hostname, Number(port === "" ? 443 : port));
  return (
    backends?.some((address) => {
      const { power, talos } = world.get<Machine>("machine", address) ?? {};
      return power === "running" && talos?.clusterId === clusterId && talos.role === "controlplane";
    }) ?? true
  );
}

function activeContext(config: Properties): { server: string; authority: string; user: unknown } {
  const text = config["kubeconfig"];
  if (typeof text !== "string" || text === "") {
    throw new UnreachableError("invalid configuration: no configuration has been provided, set kubeconfig");
  }
  const kubeconfig: unknown = parsed(text);
  const named = (list: string, name: string | undefined) =>
    listAt(kubeconfig, list).find((entry) => textAt(entry, "name") === name);
  const contextName = textAt(config, "context") ?? textAt(kubeconfig, "current-context");
  const context = named("contexts", contextName);
  const cluster = named("clusters", textAt(config, "cluster") ?? textAt(context, "context", "cluster"));
  const server = textAt(cluster, "cluster", "server");
  const authority = textAt(cluster, "cluster", "certificate-authority-data");
  if (server === undefined || authority === undefined) {
    throw new UnreachableError(
      `invalid configuration: context ${JSON.stringify(contextName ?? "")} names no usable cluster`,
    );
  }
  return { server, authority, user: named("users", textAt(context, "context", "user")) };
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    throw new UnreachableError("error parsing kubeconfig: it is not YAML");
  }
}

/** A client certificate that the cluster's authority signed, or the token of one of its service accounts. */
function isKnown(user: unknown, cluster: ClusterRecord, api: ClusterApi): boolean {
  const certificate = textAt(user, "user", "client-certificate-data");
  if (certificate !== undefined) {
    return isSignedBy(certificate, cluster.ca);
  }
  const token = textAt(user, "user", "token");
  return (
    token !== undefined &&
    api
      .list("v1", "Secret")
      .some((secret) => textAt(secret, "data", "token") === Buffer.from(token, "utf8").toString("base64"))
  );
}

function isSignedBy(certificate: string, authority: string): boolean {
  try {
    const issuer = new X509Certificate(Buffer.from(authority, "base64"));
    return new X509Certificate(Buffer.from(certificate, "base64")).verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function refused(server: string): string {
  const { host } = URL.parse(server) ?? { host: server };
  return `Get "${server}/openapi/v2?timeout=32s": dial tcp ${host}: connect: connection refused`;
}
