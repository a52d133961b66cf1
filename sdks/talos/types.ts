import type { Input } from "@pulumi/pulumi";

/** Credentials of a Talos API client, each value base64-encoded PEM. */
export interface ClientConfiguration {
  readonly caCertificate: string;
  readonly clientCertificate: string;
  /** Secret. */
  readonly clientKey: string;
}

/** `ClientConfiguration` as an argument. */
export interface ClientConfigurationArgs {
  readonly caCertificate: Input<string>;
  readonly clientCertificate: Input<string>;
  readonly clientKey: Input<string>;
}

/** Credentials of a Kubernetes administrator, each value base64-encoded PEM. */
export interface KubernetesClientConfiguration {
  /** Address of the API server, such as `https://10.0.0.10:6443`. */
  readonly host: string;
  readonly caCertificate: string;
  readonly clientCertificate: string;
  /** Secret. */
  readonly clientKey: string;
}

/** A certificate authority, both values base64-encoded PEM. */
export interface Certificate {
  readonly cert: string;
  /** Secret. */
  readonly key: string;
}

/** A private key, base64-encoded PEM. */
export interface Key {
  /** Secret. */
  readonly key: string;
}

/** Everything secret that the machines of one cluster share. */
export interface MachineSecrets {
  readonly certs: {
    readonly etcd: Certificate;
    readonly k8s: Certificate;
    readonly k8sAggregator: Certificate;
    readonly k8sServiceaccount: Key;
    readonly os: Certificate;
  };
  readonly cluster: { readonly id: string; readonly secret: string };
  readonly secrets: {
    readonly bootstrapToken: string;
    readonly secretboxEncryptionSecret: string;
    readonly aescbcEncryptionSecret?: string;
  };
  readonly trustdinfo: { readonly token: string };
}
