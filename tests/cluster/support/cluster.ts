import { setTimeout as sleep } from "node:timers/promises";

import { ApiClient } from "./client.ts";
import type { Manifest } from "./client.ts";
import { readCrds } from "./crds.ts";
import { startApiServer } from "./servers.ts";
import type { ApiServer } from "./servers.ts";

/** Definitions are taken up in the background, one after the other. */
const establishedMs = 60_000;

/** Starts an API server that knows all custom resources that our objects are made of. */
export async function startCluster(folder: string): Promise<ApiServer> {
  const [server, modules] = await Promise.all([startApiServer(folder), readCrds()]);
  const crds = [...modules.values()].flat();
  try {
    using client = new ApiClient(server.access);
    await Promise.all(crds.map((crd) => client.create(crd)));
    await established(client, crds.length);
    return server;
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

/** A definition as the API server keeps it. */
interface KeptCrd extends Manifest {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

async function established(client: ApiClient, count: number): Promise<void> {
  const deadline = Date.now() + establishedMs;
  for (;;) {
    const { items } = await client.get<{ items: KeptCrd[] }>(
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
    );
    const waiting = items.filter(({ status }) => !isEstablished(status?.conditions ?? []));
    if (items.length === count && waiting.length === 0) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`not established: ${waiting.map(({ metadata }) => metadata.name).join(", ")}`);
    }
    await sleep(100);
  }
}

function isEstablished(conditions: readonly { readonly type: string; readonly status: string }[]): boolean {
  return conditions.some(({ type, status }) => type === "Established" && status === "True");
}
