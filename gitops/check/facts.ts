import { admissionFacts } from "../../components/flux/index.ts";
import type { AdmissionFacts, StorageFacts } from "../../components/flux/index.ts";
import type { SubstitutedFacts } from "../../components/platform/index.ts";

/** The facts that a site without mirrors lacks. Only these may have a default, which is what they mean there. */
export const mirrorFacts = ["CHARTS_MIRROR", "CHARTS_TYPE"] as const satisfies (keyof SubstitutedFacts)[];

type MirrorFact = (typeof mirrorFacts)[number];

type Fact = Exclude<keyof SubstitutedFacts, MirrorFact> | keyof AdmissionFacts | keyof StorageFacts;

/** An example of every fact that a stack without mirrors gives to manifests, where Kyverno audits. */
export const exampleFacts: Readonly<Record<Fact, string>> = {
  CLUSTER_NAME: "edge",
  CLUSTER_ID: "7",
  CLUSTER_IP: "192.0.2.10",
  API_SERVER_IP: "192.0.2.10",
  API_SERVER_PORT: "6443",
  CLUSTER_DNS_DOMAIN: "cluster.local",
  DOMAIN: "apps.example.org",
  ENVIRONMENT: "dev",
  POD_CIDR: "10.244.0.0/16",
  SERVICE_CIDR: "10.96.0.0/12",
  PROVIDER: "proxmox",
  INGRESS_CLASS: "cilium",
  GATEWAY_CLASS: "cilium",
  ...admissionFacts({
    engine: "kyverno",
    mode: "audit",
    breakGlassNamespaces: ["break-glass"],
    replicas: 3,
  }),
  ENCRYPTION_KEY: "projects/example/locations/europe-west3/keyRings/edge/cryptoKeys/disks",
  REGION: "europe-west3",
  STORAGE_REPLICAS: "2",
  VOLUME_TYPE: "pd-balanced",
  GOLD_VOLUME_TYPE: "pd-ssd",
};

/** What a stack with a mirror of charts gives beside these. */
export const exampleMirrorFacts: Readonly<Record<MirrorFact, string>> = {
  CHARTS_MIRROR: "oci://registry.example.org/charts",
  CHARTS_TYPE: "oci",
};
