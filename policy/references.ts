import type { Reference } from "./judge/rule.ts";

// Where baselines come from, for the documents that several rules refer to.

/** A recommendation of the CIS benchmark, by its number. */
export function cisBenchmark(number: string): Reference {
  return {
    title: `CIS Kubernetes Benchmark 1.11, ${number}`,
    url: "https://www.cisecurity.org/benchmark/kubernetes",
  };
}

const cloudBenchmarks = {
  aws: { title: "CIS Amazon Web Services Foundations Benchmark 3.0", page: "amazon_web_services" },
  azure: { title: "CIS Microsoft Azure Foundations Benchmark 2.1", page: "azure" },
  gcp: {
    title: "CIS Google Cloud Platform Foundation Benchmark 3.0",
    page: "google_cloud_computing_platform",
  },
} as const;

/** A recommendation of the CIS benchmark of a cloud, by its number. */
export function cisCloud(cloud: keyof typeof cloudBenchmarks, number: string): Reference {
  const { title, page } = cloudBenchmarks[cloud];
  return { title: `${title}, ${number}`, url: `https://www.cisecurity.org/benchmark/${page}` };
}

/** A section of the guide of NSA and CISA. */
export function hardeningGuide(section: string): Reference {
  return {
    title: `NSA/CISA Kubernetes Hardening Guide 1.2, ${section}`,
    url: "https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  };
}

/** A control of the Pod Security Standards. */
export function podSecurity(level: "Baseline" | "Restricted", control: string): Reference {
  return {
    title: `Pod Security Standards, ${level}: ${control}`,
    url: `https://kubernetes.io/docs/concepts/security/pod-security-standards/#${level.toLowerCase()}`,
  };
}

/** A page of the Kubernetes documentation. */
export function kubernetesPage(title: string, path: string): Reference {
  return { title: `Kubernetes documentation, ${title}`, url: `https://kubernetes.io/docs/${path}` };
}

/** A page of the Talos documentation. */
export function talosDocs(title: string, path: string): Reference {
  return {
    title: `Talos 1.13 documentation, ${title}`,
    url: `https://docs.siderolabs.com/talos/v1.13/${path}`,
  };
}

/** A page about Kubernetes on Talos. */
export function talosKubernetesGuide(title: string, path: string): Reference {
  return {
    title: `Talos Kubernetes guides, ${title}`,
    url: `https://docs.siderolabs.com/kubernetes-guides/${path}`,
  };
}

/** Every key of the main document of a machine configuration. */
export const configurationReference = talosDocs(
  "machine configuration reference",
  "reference/configuration/v1alpha1/config",
);

/** A section of the guide of Proxmox VE, by its anchor. */
export function proxmoxGuide(title: string, anchor: string): Reference {
  return {
    title: `Proxmox VE Administration Guide, ${title}`,
    url: `https://pve.proxmox.com/pve-docs/pve-admin-guide.html#${anchor}`,
  };
}

/** A page of Cilium's documentation. */
export function ciliumPage(title: string, path: string): Reference {
  return { title: `Cilium documentation 1.20, ${title}`, url: `https://docs.cilium.io/en/v1.20/${path}` };
}

/** The list of the values of Cilium's chart. */
export const ciliumValues = ciliumPage("Helm Reference", "helm-reference/");

/** A page of Flux' documentation. */
export function fluxPage(title: string, path: string): Reference {
  return { title: `Flux documentation, ${title}`, url: `https://fluxcd.io/flux/${path}` };
}

/** What Flux recommends to those who run it. */
export const fluxPractices = fluxPage("Security Best Practices", "security/best-practices/");

/** The object from which the operator installs Flux. */
export const fluxInstance: Reference = {
  title: "Flux Operator documentation, FluxInstance",
  url: "https://fluxoperator.dev/docs/crd/fluxinstance/",
};

/** The object from which the operator installs a provider of Cluster API. */
export const providerSpec: Reference = {
  title: "Cluster API Operator documentation, Provider Spec",
  url: "https://kubernetes-sigs.github.io/cluster-api-operator/topics/configuration/provider-spec-configuration.html",
};

/** The resource with which Pulumi installs a chart. */
export const helmRelease: Reference = {
  title: "Pulumi Kubernetes package, helm.sh/v3.Release",
  url: "https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/",
};
