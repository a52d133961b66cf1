import type { Definition } from "./kinds.ts";

/** Definitions of one group, kinds separated by blanks. */
function definitions(
  group: string,
  versions: readonly string[],
  kinds: { readonly namespaced?: string; readonly cluster?: string },
): Definition[] {
  const list = (text: string | undefined, namespaced: boolean) =>
    (text?.split(/\s+/) ?? []).map((kind) => ({ group, kind, versions, namespaced }));
  return [...list(kinds.namespaced, true), ...list(kinds.cluster, false)];
}

/** Brought by Talos itself where the configuration lets pods use the Talos API. */
export const talosApiAccess: readonly Definition[] = definitions("talos.dev", ["v1alpha1"], {
  namespaced: "ServiceAccount",
});

/** Registered by the operator of Cilium 1.20. */
export const cilium: readonly Definition[] = [
  ...definitions("cilium.io", ["v2"], {
    namespaced:
      "CiliumNetworkPolicy CiliumEndpoint CiliumEnvoyConfig CiliumLocalRedirectPolicy CiliumNodeConfig",
    cluster:
      "CiliumClusterwideNetworkPolicy CiliumClusterwideEnvoyConfig CiliumEgressGatewayPolicy CiliumIdentity CiliumNode",
  }),
  ...definitions("cilium.io", ["v2", "v2alpha1"], {
    cluster: `CiliumLoadBalancerIPPool CiliumCIDRGroup CiliumBGPClusterConfig CiliumBGPPeerConfig CiliumBGPAdvertisement
      CiliumBGPNodeConfig CiliumBGPNodeConfigOverride`,
  }),
  ...definitions("cilium.io", ["v2alpha1"], {
    namespaced: "CiliumGatewayClassConfig",
    cluster: "CiliumL2AnnouncementPolicy CiliumEndpointSlice CiliumPodIPPool CiliumDatapathPlugin",
  }),
];

/** Registered by the operator of Cilium 1.20 where it is told to serve the Multi-Cluster Services API. */
export const multicluster: readonly Definition[] = definitions(
  "multicluster.x-k8s.io",
  ["v1alpha1", "v1beta1"],
  { namespaced: "ServiceExport ServiceImport" },
);

/** Registered by the operator of Tetragon. */
export const tetragon: readonly Definition[] = definitions("cilium.io", ["v1alpha1"], {
  namespaced: "TracingPolicyNamespaced PodInfo",
  cluster: "TracingPolicy",
});

/** Part of the chart of the Flux operator. */
export const fluxOperator: readonly Definition[] = definitions("fluxcd.controlplane.io", ["v1"], {
  namespaced: "FluxInstance FluxReport ResourceSet ResourceSetInputProvider",
});

/** By Flux component, as a `FluxInstance` lists them. */
export const flux: Readonly<Record<string, readonly Definition[]>> = {
  "source-controller": definitions("source.toolkit.fluxcd.io", ["v1"], {
    namespaced: "GitRepository OCIRepository HelmRepository HelmChart Bucket ExternalArtifact",
  }),
  "kustomize-controller": definitions("kustomize.toolkit.fluxcd.io", ["v1"], { namespaced: "Kustomization" }),
  "helm-controller": definitions("helm.toolkit.fluxcd.io", ["v2"], { namespaced: "HelmRelease" }),
  "notification-controller": [
    ...definitions("notification.toolkit.fluxcd.io", ["v1"], { namespaced: "Receiver" }),
    ...definitions("notification.toolkit.fluxcd.io", ["v1beta3"], { namespaced: "Alert Provider" }),
  ],
  "image-reflector-controller": definitions("image.toolkit.fluxcd.io", ["v1"], {
    namespaced: "ImageRepository ImagePolicy",
  }),
  "image-automation-controller": definitions("image.toolkit.fluxcd.io", ["v1"], {
    namespaced: "ImageUpdateAutomation",
  }),
  "source-watcher": definitions("source.extensions.fluxcd.io", ["v1beta1"], {
    namespaced: "ArtifactGenerator",
  }),
};

/** Part of the chart of cert-manager, where its values ask for them. */
export const certManager: readonly Definition[] = [
  ...definitions("cert-manager.io", ["v1"], {
    namespaced: "Certificate CertificateRequest Issuer",
    cluster: "ClusterIssuer",
  }),
  ...definitions("acme.cert-manager.io", ["v1"], { namespaced: "Challenge Order" }),
];

/** Part of the chart of the Cluster API operator. */
export const clusterApiOperator: readonly Definition[] = definitions(
  "operator.cluster.x-k8s.io",
  ["v1alpha2"],
  {
    namespaced: `CoreProvider BootstrapProvider ControlPlaneProvider InfrastructureProvider IPAMProvider AddonProvider
    RuntimeExtensionProvider`,
  },
);

/** By kind and name of the provider object that brings them. */
export const clusterApiProviders: Readonly<Record<string, readonly Definition[]>> = {
  "CoreProvider/cluster-api": [
    ...definitions("cluster.x-k8s.io", ["v1beta2", "v1beta1"], {
      namespaced: `Cluster ClusterClass Machine MachineDeployment MachineDrainRule MachineHealthCheck MachinePool
        MachineSet`,
    }),
    ...definitions("addons.cluster.x-k8s.io", ["v1beta2", "v1beta1"], {
      namespaced: "ClusterResourceSet ClusterResourceSetBinding",
    }),
    ...definitions("ipam.cluster.x-k8s.io", ["v1beta2", "v1beta1"], {
      namespaced: "IPAddress IPAddressClaim",
    }),
    ...definitions("runtime.cluster.x-k8s.io", ["v1beta2"], { cluster: "ExtensionConfig" }),
  ],
  "BootstrapProvider/talos": definitions("bootstrap.cluster.x-k8s.io", ["v1alpha3"], {
    namespaced: "TalosConfig TalosConfigTemplate",
  }),
  "BootstrapProvider/kubeadm": definitions("bootstrap.cluster.x-k8s.io", ["v1beta2", "v1beta1"], {
    namespaced: "KubeadmConfig KubeadmConfigTemplate",
  }),
  "ControlPlaneProvider/talos": definitions("controlplane.cluster.x-k8s.io", ["v1alpha3"], {
    namespaced: "TalosControlPlane",
  }),
  "ControlPlaneProvider/kubeadm": definitions("controlplane.cluster.x-k8s.io", ["v1beta2", "v1beta1"], {
    namespaced: "KubeadmControlPlane KubeadmControlPlaneTemplate",
  }),
  "InfrastructureProvider/proxmox": infrastructure("Proxmox", ["v1alpha2", "v1alpha1"]),
  "InfrastructureProvider/aws": infrastructure("AWS", ["v1beta2"]),
  "InfrastructureProvider/azure": infrastructure("Azure", ["v1beta1"]),
  "InfrastructureProvider/gcp": infrastructure("GCP", ["v1beta1"]),
  "InfrastructureProvider/metal3": [
    ...infrastructure("Metal3", ["v1beta2", "v1beta1"]),
    ...definitions("infrastructure.cluster.x-k8s.io", ["v1beta2", "v1beta1"], {
      namespaced: "Metal3Data Metal3DataClaim Metal3DataTemplate",
    }),
  ],
  "IPAMProvider/in-cluster": definitions("ipam.cluster.x-k8s.io", ["v1alpha2"], {
    namespaced: "InClusterIPPool",
    cluster: "GlobalInClusterIPPool",
  }),
  "AddonProvider/helm": definitions("addons.cluster.x-k8s.io", ["v1alpha1"], {
    namespaced: "HelmChartProxy HelmReleaseProxy",
  }),
};

/** By channel of the Gateway API 1.6. The experimental channel has all of the standard one, some of it in more versions. */
export const gatewayApi: Readonly<Record<"standard" | "experimental", readonly Definition[]>> = (() => {
  const group = "gateway.networking.k8s.io";
  const both = [
    ...definitions(group, ["v1", "v1beta1"], {
      namespaced: "Gateway HTTPRoute ReferenceGrant",
      cluster: "GatewayClass",
    }),
    ...definitions(group, ["v1"], { namespaced: "GRPCRoute ListenerSet" }),
  ];
  return {
    standard: [
      ...both,
      ...definitions(group, ["v1"], { namespaced: "BackendTLSPolicy TCPRoute TLSRoute UDPRoute" }),
    ],
    experimental: [
      ...both,
      ...definitions(group, ["v1", "v1alpha3"], { namespaced: "BackendTLSPolicy" }),
      ...definitions(group, ["v1", "v1alpha2"], { namespaced: "TCPRoute UDPRoute" }),
      ...definitions(group, ["v1", "v1alpha2", "v1alpha3"], { namespaced: "TLSRoute" }),
      ...definitions("gateway.networking.x-k8s.io", ["v1alpha1"], {
        namespaced: "XBackend XBackendTrafficPolicy",
        cluster: "XMesh",
      }),
    ],
  };
})();

function infrastructure(prefix: string, versions: readonly string[]): Definition[] {
  const kinds = ["Cluster", "ClusterTemplate", "Machine", "MachineTemplate"];
  return definitions("infrastructure.cluster.x-k8s.io", versions, {
    namespaced: kinds.map((kind) => prefix + kind).join(" "),
  });
}
