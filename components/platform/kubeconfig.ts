import { stringify } from "yaml";

/** What a kubeconfig with a token needs. */
export interface TokenAccess {
  readonly clusterName: string;

  /** Address of the Kubernetes API, such as `https://10.0.0.10:6443`. */
  readonly server: string;

  /** Certificate authority: the PEM text in base64. */
  readonly caData: string;

  /** Name of the user entry. */
  readonly user: string;

  /** Bearer token. */
  readonly token: string;

  /** Namespace that commands without one go to. */
  readonly namespace: string;
}

/** Writes a kubeconfig with one context, which is current. */
export function tokenKubeconfig({
  clusterName,
  server,
  caData,
  user,
  token,
  namespace,
}: TokenAccess): string {
  const context = `${user}@${clusterName}`;
  return stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: clusterName, cluster: { server, "certificate-authority-data": caData } }],
      users: [{ name: user, user: { token } }],
      contexts: [{ name: context, context: { cluster: clusterName, user, namespace } }],
      "current-context": context,
    },
    // Readers of kubeconfigs follow YAML 1.1; a folded certificate would be legal and unreadable.
    { version: "1.1", lineWidth: 0 },
  );
}
