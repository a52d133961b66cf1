import { ManagementCluster } from "./components/capi/index.ts";
import { CiliumStack } from "./components/cilium/index.ts";
import { CloudController } from "./components/cloud/index.ts";
import { FluxBootstrap } from "./components/flux/index.ts";
import { PlatformHandoff } from "./components/platform/index.ts";
import {
  bootConfiguration,
  EtcdBackup,
  KubeletCsrApprover,
  namespaceOwner,
  oneFieldManager,
  TalosCluster,
  TalosIdentity,
  TalosImage,
} from "./components/talos/index.ts";
import { loadConfig } from "./config/index.ts";
import { ciliumArgs } from "./stack/cilium.ts";
import { cloudControllerArgs } from "./stack/cloud.ts";
import { backupArgs, fluxArgs, managementArgs } from "./stack/delivery.ts";
import { recordEndpoint } from "./stack/dns.ts";
import { clusterFacts } from "./stack/facts.ts";
import { ipsecKey } from "./stack/ipsec.ts";
import { machinesFor } from "./stack/machines.ts";
import { meshTrust as trustOfMesh } from "./stack/mesh.ts";
import { csrApproverArgs, identityArgs, imageArgs, machineSettings, talosProvider } from "./stack/talos.ts";

const configuration = loadConfig();
const { config } = configuration;
const named = (role: string) => `${config.cluster.name}-${role}`;

const talosApi = { provider: talosProvider(named("talos-api"), config) };
const image = new TalosImage(named("image"), imageArgs(config), talosApi);
const identity = new TalosIdentity(named("identity"), identityArgs(config), talosApi);
const settings = machineSettings(config, image.installerImage);
const machines = await machinesFor(named("machines"), configuration, {
  image,
  configuration: bootConfiguration(identity, settings),
});
const apiHost = machines.endpoint.host;
const record = await recordEndpoint(named("dns"), configuration, apiHost);
const trust = await trustOfMesh(named("mesh"), config);
const key = await ipsecKey(named("ipsec-key"), configuration);

const talos = new TalosCluster(
  named("talos"),
  {
    clusterName: config.cluster.name,
    identity,
    machines,
    settings,
  },
  // Clients may know the API by that name only, so it is there before the cluster is used, and until nothing uses it.
  { ...talosApi, dependsOn: record === undefined ? [] : [record] },
);
const inCluster = {
  provider: talos.kubernetes,
  transformations: [oneFieldManager, namespaceOwner(config.environment.owner)],
};

const { cloud } = machines;
if (cloud !== undefined) {
  // Before all else on the cluster: nodes that expect it take hardly a pod until it has looked at them.
  new CloudController(named("cloud"), cloudControllerArgs(config, cloud), {
    ...inCluster,
    dependsOn: [...(cloud.resources ?? [])],
  });
}

const cilium = new CiliumStack(
  named("cilium"),
  ciliumArgs(configuration, talos.clientCredentials, { meshTrust: trust, ipsecKey: key }),
  inCluster,
);
const onNetwork = { ...inCluster, dependsOn: [cilium.ready] };

new KubeletCsrApprover(named("csr-approver"), csrApproverArgs(config), onNetwork);

const backup = backupArgs(configuration);
if (backup !== undefined) {
  new EtcdBackup(named("etcd-backup"), backup, onNetwork);
}

const flux = fluxArgs(configuration, machines);
if (flux !== undefined) {
  new FluxBootstrap(named("flux"), flux, onNetwork);
}

const management = managementArgs(configuration);
if (management !== undefined) {
  new ManagementCluster(named("capi"), management, onNetwork);
}

const handoff = new PlatformHandoff(
  named("handoff"),
  {
    ...config.handoff,
    facts: clusterFacts(config, apiHost),
    podSecurity: config.security.podSecurity.level,
    caData: talos.clientCredentials.caCertificate,
  },
  onNetwork,
);

/** Kubeconfig of the identity made for the platform repository. Secret. */
export const kubeconfig = handoff.kubeconfig;

/** Kubeconfig of the administrator, for operators. Secret. */
export const adminKubeconfig = talos.kubeconfig;

/** Configuration of talosctl, for operators. Secret. */
export const talosconfig = talos.talosconfig;

/** The certificate authority of the mesh, where this stack made it: other stacks join by it. Secret. */
export const meshTrust = config.cilium.settings.mesh.authority === "own" ? trust : undefined;

/** The versioned hand-off record; holds nothing secret. */
export const clusterInfo = handoff.clusterInfo;
