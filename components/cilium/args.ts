import type { Input } from "@pulumi/pulumi";

import type { ClusterClient } from "../gates/index.ts";
import type { CiliumPlanArgs } from "./plan/index.ts";
import type { MeshTrust } from "./secrets/mesh-trust.ts";

/** Arguments of `CiliumStack`. */
export interface CiliumStackArgs extends CiliumPlanArgs {
  /** Credentials with which the gates ask the API server, kept as a secret. */
  readonly client: Input<ClusterClient>;

  /**
   * The certificate authority of the mesh, kept as a secret: that of a `MeshAuthority`, or read from the stack that made it.
   * Wanted with `settings.mesh.authority`, and only then.
   */
  readonly meshTrust?: Input<MeshTrust>;

  /** Password of the BGP sessions with peers that are `authenticated`, kept as a secret. Default: none; needed with such a peer. */
  readonly bgpPassword?: Input<string> | undefined;

  /**
   * Key of IPsec, kept as a secret: 20 random bytes as 40 hexadecimal digits, in a mesh the same for every cluster. A new key
   * needs the next `settings.encryption.ipsec.keyId`. Default: none; needed with IPsec.
   */
  readonly ipsecKey?: Input<string> | undefined;

  /** Seconds that a gate waits for Cilium's CRDs, and again for the nodes. Default: 900. */
  readonly gateTimeoutSeconds?: number;
}
