import type { Output } from "@pulumi/pulumi";

import type { CiliumStackArgs, MeshTrust } from "../components/cilium/index.ts";
import type { ClusterClient } from "../components/gates/index.ts";
import { ciliumPlanArgs } from "../config/index.ts";
import type { Configuration } from "../config/index.ts";
import { controllerArgs } from "./controllers.ts";

/** Secrets of Cilium that are made and not given. */
export interface CiliumSecrets {
  /** The certificate authority of the mesh, where there is one. */
  readonly meshTrust: Output<MeshTrust> | undefined;

  /** The key of IPsec, where it is on. */
  readonly ipsecKey: Output<string> | undefined;
}

/** Cilium as the stack wants it. */
export function ciliumArgs(
  { config, secrets }: Configuration,
  client: Output<ClusterClient>,
  made: CiliumSecrets,
): CiliumStackArgs {
  const { mirrors, nodeCount, pools, versions } = config;
  const workers = pools.filter(({ role }) => role === "worker");
  return {
    ...ciliumPlanArgs(config, {
      charts: {
        repository: mirrors.charts,
        ciliumVersion: versions.cilium,
        tetragonVersion: versions.tetragon,
      },
      nodeCount,
      workerCount: workers.reduce((sum, { count }) => sum + count, 0),
      kernelVersion: versions.kernel,
    }),
    ...controllerArgs(config),
    client,
    ...made,
    bgpPassword: secrets.bgpPassword,
  };
}
