import * as pulumi from "@pulumi/pulumi";
import { PrivateKey } from "@pulumi/tls/privateKey.js";
import { SelfSignedCert } from "@pulumi/tls/selfSignedCert.js";

import type { MeshTrust } from "../cilium/index.ts";
import { ArgsCheck } from "../shared/args-check.ts";

/** Arguments of `MeshAuthority`. */
export interface MeshAuthorityArgs {
  /** Years that the authority is valid, 2 to 20. Cilium's own certificates live for one of them. Default: 10. */
  readonly validYears?: number;

  /** Whether Pulumi refuses to delete the authority, without which no cluster can join or renew its certificates. Default: true. */
  readonly protect?: boolean;
}

/** What an argument means when it is left out. */
const defaults = { validYears: 10, protect: true };

const hoursOfYear = 365 * 24;

/**
 * The certificate authority that the clusters of a mesh share, made in one stack and read by the others.
 *
 * It signs nothing itself: each cluster gets it whole, and issues its own certificates. It is never renewed by itself, since
 * all clusters have to change it together.
 *
 * @example
 * const authority = new MeshAuthority("edge-mesh", {});
 * new CiliumStack("edge-cilium", { ...args, meshTrust: authority.trust });
 * export const meshTrust = authority.trust;
 */
export class MeshAuthority extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:MeshAuthority";

  /** @internal */
  static override isInstance(obj: unknown): obj is MeshAuthority {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === MeshAuthority.__pulumiType;
  }

  /** What a cluster joins by. Secret. */
  readonly trust: pulumi.Output<MeshTrust>;

  constructor(name: string, args: MeshAuthorityArgs, opts?: pulumi.ComponentResourceOptions) {
    super(MeshAuthority.__pulumiType, name, { ...args }, opts);
    checkArgs(this, args);

    const kept = { parent: this, protect: args.protect ?? defaults.protect };
    const key = new PrivateKey(`${name}-key`, { algorithm: "ECDSA", ecdsaCurve: "P256" }, kept);
    const certificate = new SelfSignedCert(
      `${name}-certificate`,
      {
        privateKeyPem: key.privateKeyPem,
        subject: { commonName: "Cilium CA", organization: "InfraFlux mesh" },
        isCaCertificate: true,
        setSubjectKeyId: true,
        allowedUses: ["cert_signing", "crl_signing"],
        validityPeriodHours: (args.validYears ?? defaults.validYears) * hoursOfYear,
      },
      kept,
    );

    this.trust = pulumi.secret({ certificate: certificate.certPem, privateKey: key.privateKeyPem });
    this.registerOutputs({ trust: this.trust });
  }
}

function checkArgs(
  component: pulumi.Resource,
  { validYears = defaults.validYears }: MeshAuthorityArgs,
): void {
  new ArgsCheck(component)
    .expect(
      Number.isInteger(validYears) && validYears >= 2 && validYears <= 20,
      "validYears",
      `want a whole number from 2 to 20, got ${validYears}`,
    )
    .done();
}
