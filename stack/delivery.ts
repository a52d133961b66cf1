import { admissionAddons, admissionFacts, storageAddons, storageFacts } from "../components/flux/index.ts";
import type { FluxBootstrapArgs } from "../components/flux/index.ts";
import type { ManagementClusterArgs } from "../components/capi/index.ts";
import { fluxFacts } from "../components/platform/index.ts";
import type { EtcdBackupArgs } from "../components/talos/index.ts";
import type { Configuration } from "../config/index.ts";
import { storageOf } from "./cloud.ts";
import { clusterFacts } from "./facts.ts";
import { given } from "./given.ts";
import type { MadeMachines } from "./providers/provider.ts";

/** Flux as the stack wants it, or undefined where GitOps is off. */
export function fluxArgs(
  { config, secrets }: Configuration,
  { endpoint, cloud }: Pick<MadeMachines, "endpoint" | "cloud">,
): FluxBootstrapArgs | undefined {
  const { admission, gitops, mirrors, provider, versions } = config;
  const storage = config.storage.csi && cloud ? storageOf(config, cloud) : undefined;
  return (
    gitops && {
      operator: { version: versions.fluxOperator, chart: mirrored(mirrors.charts, "flux-operator") },
      distribution: { version: versions.flux },
      clusterDomain: config.cluster.domain,
      source: {
        url: gitops.url,
        ref: gitops.ref,
        path: gitops.path,
        intervalMinutes: gitops.intervalMinutes,
        token: secrets.gitToken,
      },
      addons: [
        ...(admission ? admissionAddons[admission.engine] : []),
        ...(storage ? storageAddons(provider) : []),
        ...gitops.addons,
      ],
      facts: {
        ...fluxFacts(clusterFacts(config, endpoint.host), mirrors.charts),
        ...(admission && admissionFacts(admission)),
        ...(storage && storageFacts(storage)),
      },
      sopsAgeKey: secrets.sopsAgeKey,
    }
  );
}

/** The Cluster API management cluster as the stack wants it, or undefined where there is none. */
export function managementArgs({ config, secrets }: Configuration): ManagementClusterArgs | undefined {
  const { capi, mirrors, proxmox, versions } = config;
  const { core, bootstrapTalos, controlPlaneTalos, infrastructure, ipamInCluster, operator } = versions.capi;
  return (
    capi && {
      versions: {
        certManager: versions.certManager,
        operator,
        core: core.version,
        bootstrapTalos: bootstrapTalos.version,
        controlPlaneTalos: controlPlaneTalos.version,
        ipamInCluster: ipamInCluster.version,
        infrastructure: { proxmox: infrastructure.proxmox.version },
      },
      infrastructure: {
        proxmox:
          proxmox && capi.infrastructure.includes("proxmox")
            ? {
                url: proxmox.endpoint,
                apiToken: given(secrets.capiProxmoxToken, "capiProxmoxToken"),
                insecure: proxmox.insecure,
              }
            : undefined,
      },
      mirrors: { charts: mirrors.charts, manifests: mirrors.capiManifests },
    }
  );
}

/** Snapshots of etcd as the stack wants them, or undefined where there are none. */
export function backupArgs({ config, secrets }: Configuration): EtcdBackupArgs | undefined {
  const { etcd } = config.backup;
  const { etcdBackupImage, etcdPruningImage } = config.versions;
  return (
    etcd && {
      clusterName: config.cluster.name,
      schedule: etcd.schedule,
      target: etcd.s3,
      credentials: {
        accessKey: given(secrets.backupAccessKey, "backupAccessKey"),
        secretKey: given(secrets.backupSecretKey, "backupSecretKey"),
      },
      agePublicKey: etcd.ageRecipient,
      image: etcdBackupImage,
      retention: etcd.retentionDays === 0 ? undefined : { days: etcd.retentionDays, image: etcdPruningImage },
    }
  );
}

function mirrored(charts: string | undefined, chart: string): string | undefined {
  return charts === undefined ? undefined : `${charts.replace(/\/+$/, "")}/${chart}`;
}
