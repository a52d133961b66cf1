/** A path that has nothing to do with security, so that no rule needs to guard it. */
interface NotHardening {
  readonly type: RegExp;
  readonly path: RegExp;
}

const none = (type: RegExp, ...paths: readonly RegExp[]): NotHardening[] =>
  paths.map((path) => ({ type, path }));

/**
 * What the components set for a cluster to work, not for it to be safe. Whoever sets something new decides here, or in
 * `hardenings.ts`, which of the two it is.
 */
export const notHardenings: readonly NotHardening[] = [
  // Who an object is, and what other programs read on it.
  ...none(
    /^kubernetes:/,
    /^(apiVersion|kind|type)$/,
    /^metadata\.(name|namespace)$/,
    /^metadata\.annotations\./,
    /^metadata\.labels\.(app\\\.kubernetes\\\.io\/managed-by|grafana_dashboard|infraflux\\\.io\/|argocd\\\.argoproj\\\.io\/)/,
  ),
  ...none(/^kubernetes:core\/v1:ConfigMap$/, /^data\./),
  ...none(/^kubernetes:rbac/, /^roleRef\.(apiGroup|kind)$/, /^subjects\[\]\./, /^rules\[\]\.apiGroups\[\]$/),

  // When and on what a job works.
  ...none(
    /^kubernetes:batch\/v1:CronJob$/,
    /^spec\.(schedule|timeZone|concurrencyPolicy)$/,
    /^spec\.jobTemplate\.spec\.backoffLimit$/,
    /\.containers\[\]\.(command|envFrom|name|volumeMounts|workingDir)\b/,
    /\.template\.spec\.(restartPolicy|volumes)\b/,
    // Which group it is does not matter; that it is not root is said beside it.
    /\.securityContext\.(fsGroup|runAsGroup)$/,
  ),

  // Addresses that are announced, and what policies open: an opening less makes nothing less safe.
  ...none(
    /^kubernetes:cilium\.io\/v2(alpha1)?:Cilium(LoadBalancerIPPool|L2AnnouncementPolicy)$/,
    /^spec\.(blocks|loadBalancerIPs|nodeSelector)\b/,
  ),
  ...none(
    /^kubernetes:cilium\.io\/v2:CiliumClusterwideNetworkPolicy$/,
    /^specs\[\]\./,
    /^spec\.(description|egress|enableDefaultDeny|ingress|nodeSelector)\b/,
  ),
  // They watch and report. What they see is judged by tests of their alerts.
  ...none(/^kubernetes:cilium\.io\/v1alpha1:TracingPolicy$/, /^spec\./),

  // What a chart installs and how it fits the platform.
  ...none(
    /^kubernetes:helm\.sh\/v3:Release$/,
    /^(chart|compat|name|namespace|skipAwait|timeout)$/,
    /^values\.(bandwidthManager|bgpControlPlane|bpf|cgroup|cluster|crds|dashboards|debug|defaultLBServiceIPAM)\b/,
    /^values\.clustermesh\.(config|maxConnectedClusters|mcsapi|useAPIServer)\b/,
    /^values\.clustermesh\.apiserver\.(replicas|service\.externallyCreated)$/,
    /^values\.(egressGateway|enableIPv4BIGTCP|enableLBIPAM|enabledControllers|envoyConfig|export|gatewayAPI)\b/,
    /^values\.(extraConfig|ipam|k8sClientRateLimit|k8sServiceHost|k8sServicePort|kubeProxyReplacement)\b/,
    /^values\.(l2announcements|l7Proxy|loadBalancer|maglev|operator|priorityClassName|prometheus)\b/,
    /^values\.(rollOutCiliumPods|routingMode|tls|tunnelProtocol|watchConfigSecret|replicas|replicaCount)\b/,
    // Policies that allow without denying what they do not name.
    /^values\.enableNonDefaultDenyPolicies$/,
    // Off unless a stack asks for them: what they would encrypt besides, and drop in the clear, costs reachability.
    /^values\.encryption\.(nodeEncryption|strictMode)\b/,
    /^values\.encryption\.wireguard\./,
    // Off where the rule about the method finds nothing; the mesh then has certificates of its owner's.
    /^values\.(clustermesh\.apiserver|hubble)\.tls\.auto\.enabled$/,
    /^values\.envoy\.(enabled|prometheus|rollOutPods)\b/,
    // What Envoy needs to open the ports of Gateways.
    /^values\.envoy\.securityContext\.capabilities\./,
    /^values\.hubble\.(enabled|export|metrics|peerService|relay|ui)\b/,
    /^values\.ingressController\.(default|enabled|hostNetwork|loadbalancerMode|service)\b/,
    /^values\.tetragon\.(?!redactionFilters)/,
    /^values\.tetragonOperator\./,
  ),

  // What Flux and Cluster API follow, in which order and how often.
  ...none(
    /^kubernetes:fluxcd\.controlplane\.io\/v1:FluxInstance$/,
    /^spec\.cluster\.(domain|type)$/,
    /^spec\.(components|distribution\.registry|kustomize)\b/,
  ),
  ...none(
    /^kubernetes:kustomize\.toolkit\.fluxcd\.io\/v1:Kustomization$/,
    /^spec\.(decryption|dependsOn|healthCheckExprs|healthChecks|interval|path|postBuild|prune|retryInterval|sourceRef)\b/,
    /^spec\.(targetNamespace|timeout|wait)$/,
  ),
  ...none(/^kubernetes:source\.toolkit\.fluxcd\.io\/v1:GitRepository$/, /^spec\.interval$/),
  ...none(
    /^kubernetes:operator\.cluster\.x-k8s\.io\/v1alpha2:/,
    /^spec\.fetchConfig\.url$/,
    /^spec\.deployment\.containers\[\]\.name$/,
  ),

  // The shape of machines, their disks and their network.
  ...none(
    /^proxmoxve:index\/vmLegacy:VmLegacy$/,
    /^(agent|bios|bootOrders|cpu|disks|efiDisk|machine|migrate|name|networkDevices|operatingSystem)\b/,
    /^(scsiHardware|serialDevices|started|startup|stopOnDestroy|vmId)\b/,
    /^initialization\.(datastoreId|dns|interface)\b/,
    /^initialization\.ipConfigs\[\]\.ipv4\.gateway$/,
    /^memory\.dedicated$/,
  ),
  ...none(
    /^proxmoxve:download\/file:File$/,
    /^(contentType|datastoreId|fileName|nodeName|overwrite|overwriteUnmanaged)$/,
  ),
  ...none(
    /^pulumi:providers:/,
    /^(clusterIdentifier|enableConfigMapMutable|enableSecretMutable|upsertExistingObjects)$/,
    /^(endpoint|imageFactoryUrl)$/,
  ),
  ...none(/^talos:/, /^(node|talosVersion)$/),
  ...none(
    /^talos:machine\/configurationApply:ConfigurationApply$/,
    /^<(HostnameConfig|Layer2VIPConfig|LinkAliasConfig|LinkConfig|ResolverConfig|TimeSyncConfig)>\./,
    /^<\w+Config>\.(apiVersion|kind|name)$/,
    /^<NetworkRuleConfig>\.portSelector\./,
    /^<VolumeConfig>\.provisioning\./,
    /^<main>\.cluster\.(etcd|network|proxy)\b/,
    /^<main>\.cluster\.apiServer\.certSANs\b/,
    /^<main>\.cluster\.apiServer\.admissionControl\[\]\.(name|configuration\.(apiVersion|kind))$/,
    /^<main>\.cluster\.apiServer\.admissionControl\[\]\.configuration\.(defaults\.enforce-version|exemptions\.namespaces)/,
    /^<main>\.cluster\.apiServer\.auditPolicy\.(apiVersion|kind)$/,
    /^<main>\.debug$/,
    /^<main>\.machine\.(certSANs|nodeLabels)\b/,
    /^<main>\.machine\.features\.(hostDNS|kubePrism\.port)\b/,
    /^<main>\.machine\.features\.kubernetesTalosAPIAccess\.enabled$/,
    /^<main>\.machine\.install\.disk$/,
    /^<main>\.machine\.kubelet\.nodeIP\./,
  ),

  // Talos hands out no role that the machine configuration does not allow.
  ...none(/^kubernetes:talos\.dev\/v1alpha1:ServiceAccount$/, /^spec\.roles\b/),

  // Gates ask and wait.
  ...none(/^command:local:Command$/, /^(create|environment|interpreter|triggers)\b/),
];
